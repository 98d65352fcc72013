-- Letters behind number $1 that are neither sent nor given up.
-- 0 number, 1 made, 2 recipient, 3 subject, 4 body, 5 attempts, 6 tried.
SELECT number, made, recipient, subject, body, attempts, tried FROM outbox
WHERE number > $1 AND sent IS NULL AND body <> '' ORDER BY number

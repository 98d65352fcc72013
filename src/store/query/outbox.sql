-- 0 number, 1 made, 2 recipient, 3 subject, 4 attempts, 5 tried, 6 sent, 7 failure.
SELECT number, made, recipient, subject, attempts, tried, sent, failure FROM outbox ORDER BY number DESC

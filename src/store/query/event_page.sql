-- $1, $2: first and last number; $3: how many at most
SELECT e.number, e.bytes, e.leaf, p.value
FROM event e LEFT JOIN private p ON p.event = e.number AND p.field = 'actor'
WHERE e.number >= $1 AND e.number <= $2
ORDER BY e.number
LIMIT $3

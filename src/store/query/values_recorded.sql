-- The events that recorded values of plan $1 about a year: of period $2 or $3, or of one from $4 on and before $5. 0 event, 1 bytes.
SELECT v.event, e.bytes
FROM kpi_value v JOIN event e ON e.number = v.event
WHERE v.plan = $1 AND (v.period = $2 OR v.period = $3 OR (v.period >= $4 AND v.period < $5))
ORDER BY v.event

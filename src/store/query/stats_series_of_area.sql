-- Series of area $1 as of event $2, over the rows in force.
-- 0 series, 1 rows, 2 first period, 3 last period, 4 last event.
SELECT series, CAST(COUNT(*) AS BIGINT), MIN(period), MAX(period), MAX(event)
FROM observation WHERE area = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2)
GROUP BY series ORDER BY series

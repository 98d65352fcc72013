-- Series as of event $1, over the rows in force.
-- 0 series, 1 rows, 2 areas, 3 first period, 4 last period, 5 last event.
SELECT series, CAST(COUNT(*) AS BIGINT), CAST(COUNT(DISTINCT area) AS BIGINT), MIN(period), MAX(period), MAX(event)
FROM observation WHERE event <= $1 AND (superseded_by IS NULL OR superseded_by > $1)
GROUP BY series ORDER BY series

-- Of plan $1 as of event $2. 0 kpi, 1 period, 2 because, 3 expected, 4 day, 5 event.
SELECT kpi, period, because, expected, day, event FROM value_absent
WHERE plan = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2) ORDER BY kpi, period

-- A person's words about the KPIs of plan $1 in force as of event $2. 0 kpi, 1 setting, 2 value, 3 because, 4 event.
SELECT kpi, setting, value, because, event
FROM kpi_setting
WHERE plan = $1 AND value <> '' AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2)
ORDER BY kpi, setting

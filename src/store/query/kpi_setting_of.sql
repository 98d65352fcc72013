-- What a person said last of setting $3 of KPI $2 of plan $1. 0 value, 1 event.
SELECT value, event
FROM kpi_setting
WHERE plan = $1 AND kpi = $2 AND setting = $3 AND superseded_by IS NULL

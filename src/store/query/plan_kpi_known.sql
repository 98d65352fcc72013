-- Does any version of plan $1 as of event $3 have KPI $2? 0 version (the latest that has), 1 name, 2 unit.
SELECT version, name, unit FROM plan_kpi WHERE plan = $1 AND kpi = $2 AND event <= $3 ORDER BY version DESC LIMIT 1

-- KPI $3 of version $2 of plan $1. 0 key, 1 name, 2 unit.
SELECT kpi, name, unit FROM plan_kpi WHERE plan = $1 AND version = $2 AND kpi = $3

-- KPIs of version $2 of plan $1 in the document's order. 0 key, 1 name, 2 unit, 3 event.
SELECT kpi, name, unit, event FROM plan_kpi WHERE plan = $1 AND version = $2 ORDER BY position

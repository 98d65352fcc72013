UPDATE plan_kpi SET superseded_by = $2 WHERE plan = $1 AND superseded_by IS NULL

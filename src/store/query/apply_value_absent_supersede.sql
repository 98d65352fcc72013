UPDATE value_absent SET superseded_by = $4
WHERE plan = $1 AND kpi = $2 AND period = $3 AND superseded_by IS NULL

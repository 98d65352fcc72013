UPDATE kpi_setting SET superseded_by = $4 WHERE plan = $1 AND kpi = $2 AND setting = $3 AND superseded_by IS NULL

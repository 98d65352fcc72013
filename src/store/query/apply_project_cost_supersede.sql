UPDATE project_cost SET superseded_by = $5
WHERE plan = $1 AND project = $2 AND year = $3 AND what = $4 AND superseded_by IS NULL

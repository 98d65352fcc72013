UPDATE project SET superseded_by = $3 WHERE plan = $1 AND project = $2 AND superseded_by IS NULL

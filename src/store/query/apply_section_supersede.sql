UPDATE section SET superseded_by = $2 WHERE section = $1 AND superseded_by IS NULL

UPDATE member SET superseded_by = $2 WHERE member = $1 AND superseded_by IS NULL

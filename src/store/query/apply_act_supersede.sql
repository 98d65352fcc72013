UPDATE act SET superseded_by = $2 WHERE event = $1

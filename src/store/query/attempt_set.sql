INSERT INTO attempt (subject, failures, forgotten, locked_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (subject) DO UPDATE SET failures = $2, forgotten = $3, locked_until = $4

SELECT subject, failures, forgotten, locked_until FROM attempt ORDER BY subject

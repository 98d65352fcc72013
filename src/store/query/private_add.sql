INSERT INTO private (event, field, salt, value) VALUES ($1, $2, $3, $4)

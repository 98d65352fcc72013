INSERT INTO token (hash, number, account, name, scopes, created, expires)
VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM token), $2, $3, $4, $5, $6)

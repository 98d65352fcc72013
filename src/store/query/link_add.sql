INSERT INTO link (hash, account, purpose, target, made_by, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)

INSERT INTO session (hash, account, created, seen, expires, passed, address, agent) VALUES ($1, $2, $3, $3, $4, $5, $6, $7)

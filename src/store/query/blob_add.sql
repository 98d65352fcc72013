INSERT INTO blob (hash, bytes) VALUES ($1, $2)

INSERT INTO stats_file (event, file, name, layout, source, licence, url, status, added, published)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

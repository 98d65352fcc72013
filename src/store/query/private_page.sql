SELECT event, field, salt, value FROM private WHERE (event, field) > ($1, $2) ORDER BY event, field LIMIT $3

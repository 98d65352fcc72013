SELECT event, field, salt, value FROM private WHERE event > $1 ORDER BY event, field LIMIT $2

INSERT INTO member (event, member, field, from_day, to_day, chair, login) VALUES ($1, $2, $3, $4, $5, $6, $7)

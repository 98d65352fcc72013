INSERT INTO act (event, kind, review, item, who, slot, number, day, said) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

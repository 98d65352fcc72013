INSERT INTO review (event, review, plan, held, about, levels, day) VALUES ($1, $2, $3, $4, $5, $6, $7)

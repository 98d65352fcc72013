INSERT INTO section (event, section, name, planning, closed) VALUES ($1, $2, $3, $4, $5)

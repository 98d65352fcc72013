INSERT INTO value_withdrawn (event, value, because, day) VALUES ($1, $2, $3, $4)

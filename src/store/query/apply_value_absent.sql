INSERT INTO value_absent (event, plan, kpi, period, because, expected, day) VALUES ($1, $2, $3, $4, $5, $6, $7)

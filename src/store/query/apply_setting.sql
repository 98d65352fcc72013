INSERT INTO kpi_setting (event, plan, kpi, setting, value, because) VALUES ($1, $2, $3, $4, $5, $6)

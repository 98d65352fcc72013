INSERT INTO kpi_value (event, plan, kpi, period, state, value, published, published_day, source, url, corrects, because)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

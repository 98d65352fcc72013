INSERT INTO plan_kpi (plan, version, kpi, position, name, unit, event) VALUES ($1, $2, $3, $4, $5, $6, $7)

INSERT INTO project (event, plan, project, name, section, status, donation, kpis, because)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

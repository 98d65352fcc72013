INSERT INTO project_cost (event, plan, project, year, what, yen, source, because)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

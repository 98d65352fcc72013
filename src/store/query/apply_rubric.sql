INSERT INTO plan_rubric (event, plan, rubric, definition) VALUES ($1, $2, $3, $4)

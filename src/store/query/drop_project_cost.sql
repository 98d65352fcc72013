DELETE FROM project_cost

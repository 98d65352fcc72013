SELECT event, plan, project, year, what, yen, source, because, superseded_by FROM project_cost ORDER BY event

SELECT event, plan, project, name, section, status, donation, kpis, because, superseded_by FROM project ORDER BY event

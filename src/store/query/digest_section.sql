SELECT event, section, name, planning, closed, superseded_by FROM section ORDER BY event

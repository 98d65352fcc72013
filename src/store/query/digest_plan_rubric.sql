SELECT event, plan, rubric, definition, superseded_by FROM plan_rubric ORDER BY event

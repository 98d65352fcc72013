SELECT event, review, plan, held, about, levels, day FROM review ORDER BY event

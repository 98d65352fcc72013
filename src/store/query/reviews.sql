-- 0 review, 1 plan, 2 held, 3 about, 4 levels, 5 day, 6 event, 7 the day of its end, NULL before.
SELECT review, plan, held, about, levels, day, event,
	(SELECT max(a.day) FROM act a WHERE a.review = r.review AND a.kind = 'review_closed' AND a.superseded_by IS NULL)
FROM review r ORDER BY held, review

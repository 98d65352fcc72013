-- 0 review, 1 plan, 2 held, 3 about, 4 levels, 5 day, 6 event.
SELECT review, plan, held, about, levels, day, event FROM review ORDER BY held, review

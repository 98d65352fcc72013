-- Everything in force of series $1, to see what a new file changes.
-- 0 area, 1 period, 2 sex, 3 ages, 4 numbers, 5 status, 6 published, 7 event.
SELECT area, period, sex, ages, numbers, status, published, event
FROM observation WHERE series = $1 AND superseded_by IS NULL
ORDER BY area, period, sex, ages

-- What was said in review $1 of the review itself and of its item $2, superseded or not. Columns: act_get.sql; of the reveal, where $3
-- is 0, without the grades that it opened, which are those of every item.
SELECT event, kind, review, item, who, slot, number, day, CASE WHEN kind = 'review_revealed' AND CAST($3 AS BIGINT) = 0 THEN '{}' ELSE said END, superseded_by
FROM act
WHERE review = $1 AND kind IN ('review_set', 'review_frozen', 'review_invited', 'review_declared', 'review_revealed',
	'review_published', 'review_closed')
UNION ALL
SELECT event, kind, review, item, who, slot, number, day, said, superseded_by
FROM act
WHERE review = $1 AND item = $2 AND kind IN ('review_assessed', 'review_graded', 'review_revised', 'review_commented',
	'review_concluded', 'review_answered', 'review_decided')
ORDER BY 1

-- When what stands of kinds $2, $3 and $4 was said in review $1. 0 kind, 1 item, 2 day.
SELECT kind, item, day FROM act
WHERE review = $1 AND kind IN ($2, $3, $4) AND superseded_by IS NULL
ORDER BY event

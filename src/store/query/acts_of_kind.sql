-- What stands of kind $1 in any review, or in none. Columns: act_get.sql.
SELECT event, kind, review, item, who, slot, number, day, said, superseded_by
FROM act
WHERE review IN (SELECT review FROM review UNION ALL SELECT '') AND kind = $1 AND superseded_by IS NULL
ORDER BY event

-- What stood of kind $1 in any review as of event $2. Columns: act_get.sql.
SELECT event, kind, review, item, who, slot, number, day, said, superseded_by
FROM act
WHERE review IN (SELECT review FROM review) AND kind = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2)
ORDER BY event

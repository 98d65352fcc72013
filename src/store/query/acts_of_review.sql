-- Everything said in review $1 as of event $2, superseded or not. Columns: act_get.sql.
SELECT event, kind, review, item, who, slot, number, day, said, superseded_by FROM act WHERE review = $1 AND event <= $2 ORDER BY event

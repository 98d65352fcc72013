-- What stands of review $1, kind $2, item $3, who $4, slot $5. 0 event.
SELECT event FROM act WHERE review = $1 AND kind = $2 AND item = $3 AND who = $4 AND slot = $5 AND superseded_by IS NULL

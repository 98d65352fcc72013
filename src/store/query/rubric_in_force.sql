-- The rubric chosen for plan $1 as of event $2. 0 rubric, 1 definition (hash of an own one), 2 event.
SELECT rubric, definition, event
FROM plan_rubric
WHERE plan = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2)

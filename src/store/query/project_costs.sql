-- Of plan $1 as of event $2. 0 project, 1 year, 2 what, 3 yen, 4 source, 5 because, 6 event.
SELECT project, year, what, yen, source, because, event FROM project_cost
WHERE plan = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2) ORDER BY project, year, what

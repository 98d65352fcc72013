-- Of plan $1 as of event $2. 0 project, 1 name, 2 section, 3 status, 4 donation, 5 kpis, 6 because, 7 event.
SELECT project, name, section, status, donation, kpis, because, event FROM project
WHERE plan = $1 AND event <= $2 AND (superseded_by IS NULL OR superseded_by > $2) ORDER BY project

-- As of event $1. 0 section, 1 name, 2 planning, 3 closed, 4 event.
SELECT section, name, planning, closed, event FROM section
WHERE event <= $1 AND (superseded_by IS NULL OR superseded_by > $1) ORDER BY section

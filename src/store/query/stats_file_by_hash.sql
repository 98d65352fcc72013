-- 0 event.
SELECT event FROM stats_file WHERE file = $1 ORDER BY event

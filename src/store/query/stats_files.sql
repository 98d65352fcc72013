-- Imported files as of event $1.
-- 0 event, 1 name, 2 layout, 3 source, 4 licence, 5 url, 6 status, 7 added, 8 published, 9 file.
SELECT event, name, layout, source, licence, url, status, added, published, file
FROM stats_file WHERE event <= $1 ORDER BY event

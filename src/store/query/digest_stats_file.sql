SELECT event, file, name, layout, source, licence, url, status, added, published FROM stats_file ORDER BY event

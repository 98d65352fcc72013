DELETE FROM stats_file

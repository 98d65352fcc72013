DELETE FROM project

DELETE FROM section

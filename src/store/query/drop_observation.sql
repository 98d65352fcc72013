DELETE FROM observation

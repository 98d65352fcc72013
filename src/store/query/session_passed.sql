UPDATE session SET passed = 1 WHERE hash = $1

UPDATE session SET seen = $2 WHERE hash = $1

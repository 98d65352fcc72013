UPDATE token SET used = $2 WHERE hash = $1

UPDATE link SET used = $2 WHERE hash = $1

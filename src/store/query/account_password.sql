UPDATE account SET password = $2, changed = changed + 1 WHERE id = $1

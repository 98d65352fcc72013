UPDATE account SET name = $2, roles = $3, section = $4, email = $5, disabled = $6, changed = changed + 1 WHERE id = $1

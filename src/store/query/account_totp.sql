UPDATE account SET totp = $2, totp_step = $3, changed = changed + 1 WHERE id = $1

SELECT hash, account, purpose, target, made_by, created, expires, used FROM link ORDER BY hash

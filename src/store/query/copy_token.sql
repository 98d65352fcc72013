SELECT hash, number, account, name, scopes, created, expires, used FROM token ORDER BY hash

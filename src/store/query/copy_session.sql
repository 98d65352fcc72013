SELECT hash, account, created, seen, expires, passed, address, agent FROM session ORDER BY hash

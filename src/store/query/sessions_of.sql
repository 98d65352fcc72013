-- 0 hash, 1 created, 2 seen, 3 expires, 4 passed, 5 address, 6 agent.
SELECT hash, created, seen, expires, passed, address, agent FROM session WHERE account = $1 ORDER BY created DESC, hash

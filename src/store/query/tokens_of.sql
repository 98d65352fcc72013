-- 0 number, 1 name, 2 scopes, 3 created, 4 expires, 5 used.
SELECT number, name, scopes, created, expires, used FROM token WHERE account = $1 ORDER BY number

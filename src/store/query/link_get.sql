-- 0 account, 1 purpose, 2 target, 3 expires, 4 used, 5 made by.
SELECT account, purpose, target, expires, used, made_by FROM link WHERE hash = $1

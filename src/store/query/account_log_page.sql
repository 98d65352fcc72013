-- Newest first, below number $1, at most $2. 0 number, 1 at, 2 actor, 3 account, 4 its login, 5 what, 6 detail, 7 address.
SELECT l.number, l.at, l.actor, l.account, a.login, l.what, l.detail, l.address
FROM account_log l LEFT JOIN account a ON a.id = l.account
WHERE l.number < $1
ORDER BY l.number DESC
LIMIT $2

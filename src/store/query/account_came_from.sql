-- Whether login $1 has come in from address $2 since $3. 0 number.
SELECT l.number FROM account_log l JOIN account a ON a.id = l.account
WHERE a.login = $1 AND l.address = $2 AND l.at >= $3 AND l.what IN ('signed-in', 'link-used')
ORDER BY l.number
LIMIT 1

-- 0 account, 1 scopes, 2 expires, 3 used, 4 login, 5 name, 6 roles, 7 section.
SELECT t.account, t.scopes, t.expires, t.used, a.login, a.name, a.roles, a.section
FROM token t JOIN account a ON a.id = t.account
WHERE t.hash = $1 AND a.disabled = 0

-- 0 id, 1 login, 2 name, 3 roles, 4 section, 5 email, 6 has a password, 7 has a second factor, 8 disabled, 9 created, 10 changed.
SELECT id, login, name, roles, section, email, CASE WHEN password IS NULL THEN 0 ELSE 1 END, CASE WHEN totp IS NULL THEN 0 ELSE 1 END,
	disabled, created, changed
FROM account
ORDER BY login

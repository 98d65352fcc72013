-- As accounts.
SELECT id, login, name, roles, section, email, CASE WHEN password IS NULL THEN 0 ELSE 1 END, CASE WHEN totp IS NULL THEN 0 ELSE 1 END,
	disabled, created, changed
FROM account
WHERE id = $1

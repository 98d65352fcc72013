-- 0 account, 1 created, 2 seen, 3 expires, 4 passed, 5 login, 6 name, 7 roles, 8 section, 9 has a second factor, 10 email,
-- 11 agent.
SELECT s.account, s.created, s.seen, s.expires, s.passed, a.login, a.name, a.roles, a.section,
	CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END, a.email, s.agent
FROM session s JOIN account a ON a.id = s.account
WHERE s.hash = $1 AND a.disabled = 0

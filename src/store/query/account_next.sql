-- Accounts are never removed, so that a number always means the same person.
SELECT COALESCE(MAX(id), 0) + 1 FROM account

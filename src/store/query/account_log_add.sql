INSERT INTO account_log (number, at, actor, account, what, detail, address)
VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM account_log), $1, $2, $3, $4, $5, $6)

SELECT number, at, actor, account, what, detail, address FROM account_log ORDER BY number

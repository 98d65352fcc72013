-- When account $1 was last reminded of review $2, after $3. One row; NULL: not.
SELECT MAX(at) FROM account_log WHERE account = $1 AND what = 'reminded' AND detail = $2 AND at > $3

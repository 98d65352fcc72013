-- 0 failures, 1 forgotten, 2 locked until.
SELECT failures, forgotten, locked_until FROM attempt WHERE subject = $1

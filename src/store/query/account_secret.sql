-- 0 password, 1 totp, 2 totp_step.
SELECT password, totp, totp_step FROM account WHERE id = $1

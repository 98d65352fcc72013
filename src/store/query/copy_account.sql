SELECT id, login, name, roles, section, email, password, totp, totp_step, disabled, created, changed FROM account ORDER BY id

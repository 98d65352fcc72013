INSERT INTO account (id, login, name, roles, section, email, totp_step, disabled, created, changed)
VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, 1)

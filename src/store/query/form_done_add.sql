INSERT INTO form_done (once, account, at) VALUES ($1, $2, $3)

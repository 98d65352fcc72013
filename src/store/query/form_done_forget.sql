DELETE FROM form_done WHERE at < $1

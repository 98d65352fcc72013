SELECT once, account, at FROM form_done ORDER BY once

-- Those of account $1 that are still open, of purpose $2 ('': of any).
DELETE FROM link WHERE account = $1 AND used IS NULL AND ($2 = '' OR purpose = $2)

DELETE FROM token WHERE number = $1 AND account = $2

UPDATE outbox SET attempts = $2, tried = $3 WHERE number = $1

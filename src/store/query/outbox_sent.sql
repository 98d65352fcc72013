UPDATE outbox SET sent = $2, failure = NULL, body = '' WHERE number = $1

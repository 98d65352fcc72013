SELECT number, made, recipient, subject, body, attempts, tried, sent, failure FROM outbox ORDER BY number

INSERT INTO outbox (number, made, recipient, subject, body, attempts)
VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM outbox), $1, $2, $3, $4, 0)

-- $3: 1 where it is given up.
UPDATE outbox SET failure = $2, body = CASE WHEN $3 = 1 THEN '' ELSE body END WHERE number = $1

-- Private values of events behind $1, up to $2.
SELECT event, field, salt, value FROM private WHERE event > $1 AND event <= $2 ORDER BY event, field

INSERT INTO head (one, events, root) VALUES (1, $1, $2)

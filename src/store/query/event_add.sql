INSERT INTO event (number, bytes, leaf, subtree) VALUES ($1, $2, $3, $4)

SELECT number, bytes, leaf, subtree FROM event WHERE number > $1 ORDER BY number LIMIT $2

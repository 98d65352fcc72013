SELECT hash, bytes FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2

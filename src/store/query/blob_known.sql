SELECT 1 FROM blob WHERE hash = $1

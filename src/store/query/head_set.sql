UPDATE head SET events = $1, root = $2 WHERE one = 1

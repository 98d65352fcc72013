SELECT number, subtree FROM event ORDER BY number DESC LIMIT 1

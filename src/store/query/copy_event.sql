-- Events behind $1, up to $2.
SELECT number, bytes, leaf, subtree FROM event WHERE number > $1 AND number <= $2 ORDER BY number

SELECT leaf, subtree FROM event WHERE number = $1

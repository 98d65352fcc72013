SELECT events, root FROM head WHERE one = 1

SELECT bytes FROM blob WHERE hash = $1

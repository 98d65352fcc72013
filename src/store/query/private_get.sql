SELECT salt, value FROM private WHERE event = $1 AND field = $2

DELETE FROM attempt WHERE forgotten <= $1 AND locked_until <= $1

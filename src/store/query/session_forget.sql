-- Ended by time $1, or not seen since $2.
DELETE FROM session WHERE expires <= $1 OR seen < $2

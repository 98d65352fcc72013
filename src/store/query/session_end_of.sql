-- All of account $1 but the one with hash $2.
DELETE FROM session WHERE account = $1 AND hash <> $2

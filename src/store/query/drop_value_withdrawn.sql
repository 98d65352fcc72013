DELETE FROM value_withdrawn

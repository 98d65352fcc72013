DELETE FROM value_absent

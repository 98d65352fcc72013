SELECT event, value, because, day FROM value_withdrawn ORDER BY event

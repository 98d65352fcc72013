SELECT event, member, field, from_day, to_day, chair, login, superseded_by FROM member ORDER BY event

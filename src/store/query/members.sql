-- 0 member, 1 field, 2 from_day, 3 to_day, 4 chair, 5 login, 6 event, 7 name (NULL where it was removed).
SELECT m.member, m.field, m.from_day, m.to_day, m.chair, m.login, m.event, p.value
FROM member m LEFT JOIN private p ON p.event = m.event AND p.field = 'name'
WHERE m.superseded_by IS NULL ORDER BY m.member

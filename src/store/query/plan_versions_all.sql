-- Every version of every plan as of event $1, by plan, oldest first. Which of them is in force on a day is
-- told by usecase/plans.c. 0 plan, 1 version, 2 version_kind, 3 certified, 4 change_of, 5 title, 6 period_from, 7 period_to,
-- 8 source (hash), 9 source_name, 10 format, 11 read (hash), 12 invented, 13 event, 14 superseded_by.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.event <= $1
ORDER BY v.plan, v.version

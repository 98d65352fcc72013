-- Every version of every plan as of event $1, by plan, oldest first. Columns: plan_list.sql.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.event <= $1
ORDER BY v.plan, v.version

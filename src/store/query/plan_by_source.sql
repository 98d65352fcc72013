-- Versions read from the bytes with hash $1, as of event $2. Columns: plan_list.sql.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.source = $1 AND v.event <= $2
ORDER BY v.event

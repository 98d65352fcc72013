-- Version $2 of plan $1 as of event $3. Columns: plan_list.sql.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.plan = $1 AND v.version = $2 AND v.event <= $3

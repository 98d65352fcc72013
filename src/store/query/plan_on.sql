-- The version of plan $1 that was in force on day $2, as of event $3: the last one certified by then, or without a date of
-- certification. Also of a plan that has ended. Columns: plan_list.sql.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.plan = $1 AND v.event <= $3 AND (v.certified_day IS NULL OR v.certified_day <= $2)
ORDER BY v.version DESC
LIMIT 1

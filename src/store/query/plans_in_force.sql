-- Plans in force on day $1, as of event $2, the last certified first; a plan without dates counts as in force.
-- Columns: plan_list.sql.
SELECT v.plan, v.version, v.version_kind, v.certified, v.change_of, v.title, v.period_from, v.period_to, v.source, v.source_name,
	v.format, v.read, v.invented, v.event, v.superseded_by
FROM plan_version v
WHERE v.event <= $2 AND (v.certified_day IS NULL OR v.certified_day <= $1)
	AND (v.period_to_day IS NULL OR v.period_to_day >= $1)
	AND NOT EXISTS (SELECT 1 FROM plan_version w
		WHERE w.plan = v.plan AND w.version > v.version AND w.event <= $2
			AND (w.certified_day IS NULL OR w.certified_day <= $1))
ORDER BY v.certified_day DESC NULLS LAST, v.plan

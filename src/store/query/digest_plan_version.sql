SELECT plan, version, version_kind, certified, change_of, title, period_from, period_to, source,
	source_name, format, read, invented, event, superseded_by
FROM plan_version ORDER BY plan, version

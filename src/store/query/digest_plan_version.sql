SELECT plan, version, version_kind, certified, certified_day, change_of, title, period_from, period_to, period_to_day, source,
	source_name, format, read, invented, event, superseded_by
FROM plan_version ORDER BY plan, version

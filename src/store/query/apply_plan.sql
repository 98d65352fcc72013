INSERT INTO plan_version (plan, version, version_kind, certified, change_of, title, period_from, period_to, source, source_name,
	format, read, invented, event)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

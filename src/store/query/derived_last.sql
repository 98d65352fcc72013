-- The last event of which anything derived speaks.
SELECT COALESCE(MAX(event), 0) FROM (
	SELECT MAX(event) AS event FROM plan_version UNION ALL SELECT MAX(event) FROM kpi_setting UNION ALL
	SELECT MAX(event) FROM kpi_value UNION ALL SELECT MAX(event) FROM plan_rubric UNION ALL
	SELECT MAX(event) FROM stats_file) AS every

-- The last event of which anything derived speaks.
SELECT COALESCE(MAX(event), 0) FROM (
	SELECT MAX(event) AS event FROM plan_version UNION ALL SELECT MAX(event) FROM kpi_setting UNION ALL
	SELECT MAX(event) FROM kpi_value UNION ALL SELECT MAX(event) FROM plan_rubric UNION ALL
	SELECT MAX(event) FROM stats_file UNION ALL SELECT MAX(event) FROM section UNION ALL
	SELECT MAX(event) FROM project UNION ALL SELECT MAX(event) FROM project_cost UNION ALL
	SELECT MAX(event) FROM value_absent UNION ALL SELECT MAX(event) FROM value_withdrawn UNION ALL SELECT MAX(event) FROM member UNION ALL
	SELECT MAX(event) FROM review UNION ALL SELECT MAX(event) FROM act) AS every

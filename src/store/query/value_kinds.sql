-- By what KPI $2 of plan $1 is counted: 0 a person's word, 1 and 2 the first and the last period of its values in force.
SELECT
	(SELECT s.value FROM kpi_setting s WHERE s.plan = $1 AND s.kpi = $2 AND s.setting = 'measured_by' AND s.superseded_by IS NULL),
	(SELECT v.period FROM kpi_value v WHERE v.plan = $1 AND v.kpi = $2 AND v.superseded_by IS NULL ORDER BY v.period LIMIT 1),
	(SELECT v.period FROM kpi_value v WHERE v.plan = $1 AND v.kpi = $2 AND v.superseded_by IS NULL ORDER BY v.period DESC LIMIT 1)

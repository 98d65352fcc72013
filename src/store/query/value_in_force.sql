-- The value that stands for plan $1, KPI $2, period $3, state $4 as of event $5. Columns: kpi_values.sql, without the last.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, v.superseded_by
FROM kpi_value v
WHERE v.plan = $1 AND v.kpi = $2 AND v.period = $3 AND v.state = $4
	AND v.event <= $5 AND (v.superseded_by IS NULL OR v.superseded_by > $5)

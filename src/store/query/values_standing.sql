-- The values that stand for plan $1, KPI $2, period $3: one a state. Columns: kpi_values.sql.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, v.superseded_by, NULL
FROM kpi_value v
WHERE v.plan = $1 AND v.kpi = $2 AND v.period = $3 AND v.superseded_by IS NULL
ORDER BY v.event

-- As kpi_values.sql for the one KPI $4.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, c.event
FROM kpi_value v LEFT JOIN kpi_value c ON c.event = v.superseded_by AND c.event <= $3 AND c.published_day <= $2
WHERE v.plan = $1 AND v.kpi = $4 AND v.event <= $3 AND v.published_day <= $2
ORDER BY v.kpi, v.period, v.published_day, v.event

-- All values of plan $1 as of event $2, by KPI, period, publication. Columns: kpi_values.sql.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, CASE WHEN v.superseded_by <= $2 THEN v.superseded_by END
FROM kpi_value v
WHERE v.plan = $1 AND v.event <= $2
ORDER BY v.kpi, v.period, v.published_day, v.event

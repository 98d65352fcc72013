-- The value that event $2 recorded for plan $1. Columns: kpi_values.sql.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, v.superseded_by
FROM kpi_value v
WHERE v.plan = $1 AND v.event = $2

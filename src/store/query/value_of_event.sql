-- The value that event $2 recorded for plan $1. Columns: kpi_values.sql.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, v.superseded_by, w.because
FROM kpi_value v LEFT JOIN value_withdrawn w ON w.event = v.superseded_by
WHERE v.plan = $1 AND v.event = $2

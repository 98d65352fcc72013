-- The value that event $1 recorded. Columns: kpi_values.sql, without the last.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, v.superseded_by FROM kpi_value v WHERE v.event = $1

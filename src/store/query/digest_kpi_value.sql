SELECT event, plan, kpi, period, state, value, published, published_day, source, url, corrects, because, superseded_by
FROM kpi_value ORDER BY event

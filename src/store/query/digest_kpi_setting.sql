SELECT event, plan, kpi, setting, value, because, superseded_by FROM kpi_setting ORDER BY event

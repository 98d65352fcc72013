UPDATE kpi_value SET superseded_by = $2 WHERE event = $1

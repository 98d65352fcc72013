DELETE FROM kpi_value

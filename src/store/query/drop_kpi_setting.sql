DELETE FROM kpi_setting

SELECT event, plan, kpi, period, because, expected, day, superseded_by FROM value_absent ORDER BY event

-- As kpi_values.sql for the one KPI $4.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because,
	CASE WHEN v.superseded_by IS NULL THEN NULL ELSE COALESCE(w.event, c.event, (
		SELECT MIN(n.event) FROM kpi_value n
		WHERE n.plan = v.plan AND n.kpi = v.kpi AND n.period = v.period AND n.state = v.state
			AND n.event > v.event AND n.event <= $3 AND n.published_day <= $2)) END,
	w.because
FROM kpi_value v
	LEFT JOIN value_withdrawn w ON w.event = v.superseded_by AND w.event <= $3 AND w.day <= $2
	LEFT JOIN kpi_value c ON c.event = v.superseded_by AND c.event <= $3 AND c.published_day <= $2
WHERE v.plan = $1 AND v.kpi = $4 AND v.event <= $3 AND v.published_day <= $2
ORDER BY v.kpi, v.period, v.published_day, v.event

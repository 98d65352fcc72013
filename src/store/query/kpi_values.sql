-- Values of plan $1 known on day $2 as of event $3, corrected and withdrawn ones too. A value is known when its source has
-- published it (a month counts at its end), a correction likewise, a withdrawal on its own day. superseded_by is the withdrawal
-- or the first later value of the same KPI, period and state that is itself known: of three in a row the last may have been
-- published before the second. withdrawn is the reason where superseded_by is a withdrawal.
-- 0 event, 1 plan, 2 kpi, 3 period, 4 state, 5 value, 6 published, 7 source, 8 url, 9 corrects, 10 because, 11 superseded_by,
-- 12 withdrawn.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because,
	CASE WHEN v.superseded_by IS NULL THEN NULL ELSE COALESCE(w.event, c.event, (
		SELECT MIN(n.event) FROM kpi_value n
		WHERE n.plan = v.plan AND n.kpi = v.kpi AND n.period = v.period AND n.state = v.state
			AND n.event > v.event AND n.event <= $3 AND n.published_day <= $2)) END,
	w.because
FROM kpi_value v
	LEFT JOIN value_withdrawn w ON w.event = v.superseded_by AND w.event <= $3 AND w.day <= $2
	LEFT JOIN kpi_value c ON c.event = v.superseded_by AND c.event <= $3 AND c.published_day <= $2
WHERE v.plan = $1 AND v.event <= $3 AND v.published_day <= $2
ORDER BY v.kpi, v.period, v.published_day, v.event

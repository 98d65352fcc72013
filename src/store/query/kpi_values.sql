-- Values of plan $1 known on day $2 as of event $3, corrected ones too. A value is known when its source has published it
-- (a month counts at its end), a correction likewise: corrected_by is empty until the correction is itself known.
-- 0 event, 1 plan, 2 kpi, 3 period, 4 state, 5 value, 6 published, 7 source, 8 url, 9 corrects, 10 because, 11 corrected_by.
SELECT v.event, v.plan, v.kpi, v.period, v.state, v.value, v.published, v.source, v.url, v.corrects, v.because, c.event
FROM kpi_value v LEFT JOIN kpi_value c ON c.event = v.superseded_by AND c.event <= $3 AND c.published_day <= $2
WHERE v.plan = $1 AND v.event <= $3 AND v.published_day <= $2
ORDER BY v.kpi, v.period, v.published_day, v.event

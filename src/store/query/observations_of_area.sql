-- Area $1, series $2 ('' for all), known on day $3 as of event $4: of a row that was superseded later, the earlier one
-- holds as long as its successor was not published or recorded.
-- 0 series, 1 period, 2 sex, 3 ages, 4 numbers, 5 status, 6 published, 7 event, 8 source, 9 licence, 10 file name, 11 url, 12 area.
SELECT o.series, o.period, o.sex, o.ages, o.numbers, o.status, o.published, o.event, f.source, f.licence, f.name, f.url,
	o.area
FROM observation o
	JOIN stats_file f ON f.event = o.event
	LEFT JOIN observation n ON n.area = o.area AND n.series = o.series AND n.period = o.period AND n.sex = o.sex
		AND n.ages = o.ages AND n.event = o.superseded_by AND n.event <= $4 AND n.published_day <= $3
WHERE o.area = $1 AND (o.series = $2 OR $2 = '') AND o.event <= $4 AND o.published_day <= $3 AND n.event IS NULL
ORDER BY o.series, o.period, o.sex, o.ages, o.event

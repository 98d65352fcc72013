-- Every area, what the people room reads, known on day $1 as of event $2; 0 area, 1 series, 2 period, 3 sex, 4 ages, 5 numbers.
SELECT o.area, o.series, o.period, o.sex, o.ages, o.numbers
FROM observation o
WHERE o.event <= $2 AND o.published_day <= $1 AND o.series NOT LIKE 'ssdse.%' AND (o.superseded_by IS NULL OR NOT EXISTS (
	SELECT 1 FROM observation n WHERE n.area = o.area AND n.series = o.series
		AND n.period = o.period AND n.sex = o.sex AND n.ages = o.ages AND n.event = o.superseded_by
		AND n.event <= $2 AND n.published_day <= $1))
ORDER BY o.area, o.series, o.period, o.sex, o.ages, o.event

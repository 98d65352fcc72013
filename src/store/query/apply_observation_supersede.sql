UPDATE observation SET superseded_by = $1
WHERE superseded_by IS NULL AND event < $1 AND EXISTS (
	SELECT 1 FROM observation n
	WHERE n.area = observation.area AND n.series = observation.series AND n.period = observation.period
		AND n.sex = observation.sex AND n.ages = observation.ages AND n.event = $1)

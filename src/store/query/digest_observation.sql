SELECT area, series, period, sex, ages, event, numbers, status, published, published_day, superseded_by
FROM observation ORDER BY area, series, period, sex, ages, event

-- 0 series: those of which there are rows as of event $1. One pass without counting.
SELECT DISTINCT series FROM observation WHERE event <= $1 ORDER BY series

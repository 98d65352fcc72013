-- The KPIs of plan $1 of which a value about a year stands: of period $2 or $3, or of one from $4 on and before $5. 0 kpi.
SELECT DISTINCT kpi FROM kpi_value
WHERE plan = $1 AND (period = $2 OR period = $3 OR (period >= $4 AND period < $5))
	AND superseded_by IS NULL
ORDER BY kpi

SELECT plan, version, kpi, position, name, unit, event, superseded_by FROM plan_kpi ORDER BY plan, version, kpi

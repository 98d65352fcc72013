DELETE FROM plan_kpi

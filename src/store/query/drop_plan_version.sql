DELETE FROM plan_version

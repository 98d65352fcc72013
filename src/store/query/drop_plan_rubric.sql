DELETE FROM plan_rubric

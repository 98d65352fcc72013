-- One index finds the acts of a review, of a kind, of an item, and says that only one of them holds, superseded ones among them: the
-- partial index served the second alone, so that a review was read by reading every review.
DROP INDEX act_in_force;
CREATE UNIQUE INDEX act_in_force ON act (review, kind, item, who, slot, (COALESCE(superseded_by, 0)));

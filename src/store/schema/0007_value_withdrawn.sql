-- Derived: a value that was taken back, and why. The value's row in kpi_value stays, superseded by this event; its period has no
-- value any more. day: that of the withdrawal, since which it is known (--known-at).

CREATE TABLE value_withdrawn (
	event BIGINT NOT NULL,
	value BIGINT NOT NULL,
	because TEXT NOT NULL,
	day TEXT NOT NULL,
	CONSTRAINT value_withdrawn_key PRIMARY KEY (event)
);

-- Derived tables: what the events say, in the form that pages read. Dropped and replayed by a rebuild.
-- event made the row; superseded_by, where set, is the event since which it no longer holds. As of event N a row holds where
--   event <= N AND (superseded_by IS NULL OR superseded_by > N).
-- published_day is published as a day: a month counts at its last day.

CREATE TABLE plan_version (
	plan TEXT NOT NULL,
	version BIGINT NOT NULL,
	version_kind TEXT NOT NULL,
	certified TEXT,
	change_of TEXT,
	title TEXT NOT NULL,
	period_from TEXT,
	period_to TEXT,
	source TEXT,
	source_name TEXT,
	format TEXT,
	read TEXT NOT NULL,
	invented BIGINT NOT NULL,
	event BIGINT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT plan_version_key PRIMARY KEY (plan, version),
	CONSTRAINT plan_version_event UNIQUE (event)
);

CREATE TABLE plan_kpi (
	plan TEXT NOT NULL,
	version BIGINT NOT NULL,
	kpi TEXT NOT NULL,
	position BIGINT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	event BIGINT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT plan_kpi_key PRIMARY KEY (plan, version, kpi)
);

-- An empty value: back to the plan's own.
CREATE TABLE kpi_setting (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	kpi TEXT NOT NULL,
	setting TEXT NOT NULL,
	value TEXT NOT NULL,
	because TEXT,
	superseded_by BIGINT,
	CONSTRAINT kpi_setting_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX kpi_setting_in_force ON kpi_setting (plan, kpi, setting) WHERE superseded_by IS NULL;

CREATE TABLE kpi_value (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	kpi TEXT NOT NULL,
	period TEXT NOT NULL,
	state TEXT NOT NULL,
	value TEXT NOT NULL,
	published TEXT,
	published_day TEXT NOT NULL,
	source TEXT,
	url TEXT,
	corrects BIGINT,
	because TEXT,
	superseded_by BIGINT,
	CONSTRAINT kpi_value_key PRIMARY KEY (event)
);
-- The same figure twice is a correction, and says which one it corrects: only one is in force. One index does for this and for
-- finding the values of a KPI; a second would be one page more in every recording.
CREATE UNIQUE INDEX kpi_value_in_force ON kpi_value (plan, kpi, period, state, (COALESCE(superseded_by, 0)));

CREATE TABLE plan_rubric (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	rubric TEXT NOT NULL,
	definition TEXT,
	superseded_by BIGINT,
	CONSTRAINT plan_rubric_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX plan_rubric_in_force ON plan_rubric (plan) WHERE superseded_by IS NULL;

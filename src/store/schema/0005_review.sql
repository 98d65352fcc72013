-- Derived: the year of the review, and what it speaks of. What a person says in it is a row of act; the reasons for one table
-- and not twenty are in store/apply_review.c.

CREATE TABLE section (
	event BIGINT NOT NULL,
	section TEXT NOT NULL,
	name TEXT NOT NULL,
	planning BIGINT NOT NULL,
	closed BIGINT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT section_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX section_in_force ON section (section) WHERE superseded_by IS NULL;

-- kpis: the keys of the KPIs that it serves, with a space between.
CREATE TABLE project (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	project TEXT NOT NULL,
	name TEXT NOT NULL,
	section TEXT NOT NULL,
	status TEXT NOT NULL,
	donation BIGINT NOT NULL,
	kpis TEXT NOT NULL,
	because TEXT,
	superseded_by BIGINT,
	CONSTRAINT project_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX project_in_force ON project (plan, project) WHERE superseded_by IS NULL;

-- what: budget (予算) or settled (決算), of one fiscal year.
CREATE TABLE project_cost (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	project TEXT NOT NULL,
	year TEXT NOT NULL,
	what TEXT NOT NULL,
	yen BIGINT NOT NULL,
	source TEXT,
	because TEXT,
	superseded_by BIGINT,
	CONSTRAINT project_cost_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX project_cost_in_force ON project_cost (plan, project, year, what) WHERE superseded_by IS NULL;

-- Why a KPI has no value of a period.
CREATE TABLE value_absent (
	event BIGINT NOT NULL,
	plan TEXT NOT NULL,
	kpi TEXT NOT NULL,
	period TEXT NOT NULL,
	because TEXT NOT NULL,
	expected TEXT,
	day TEXT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT value_absent_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX value_absent_in_force ON value_absent (plan, kpi, period) WHERE superseded_by IS NULL;

-- A member of the committee; the name is a private field of the event.
CREATE TABLE member (
	event BIGINT NOT NULL,
	member TEXT NOT NULL,
	field TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	chair BIGINT NOT NULL,
	login TEXT,
	superseded_by BIGINT,
	CONSTRAINT member_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX member_in_force ON member (member) WHERE superseded_by IS NULL;

CREATE TABLE review (
	event BIGINT NOT NULL,
	review TEXT NOT NULL,
	plan TEXT NOT NULL,
	held TEXT NOT NULL,
	about TEXT NOT NULL,
	levels BIGINT NOT NULL,
	day TEXT NOT NULL,
	CONSTRAINT review_key PRIMARY KEY (review),
	CONSTRAINT review_event UNIQUE (event)
);

-- Who said what of which item: of the same review, kind, item, who and slot one holds. number: what the kind counts by; said: the
-- event's body, canonical JSON.
CREATE TABLE act (
	event BIGINT NOT NULL,
	kind TEXT NOT NULL,
	review TEXT NOT NULL,
	item TEXT NOT NULL,
	who TEXT NOT NULL,
	slot BIGINT NOT NULL,
	number BIGINT,
	day TEXT NOT NULL,
	said TEXT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT act_key PRIMARY KEY (event)
);
CREATE UNIQUE INDEX act_in_force ON act (review, kind, item, who, slot) WHERE superseded_by IS NULL;

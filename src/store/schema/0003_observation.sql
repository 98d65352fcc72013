-- Derived: what official statistics say. A row of stats_file is one import; its observations carry its event.

CREATE TABLE stats_file (
	event BIGINT NOT NULL,
	file TEXT NOT NULL,
	name TEXT NOT NULL,
	layout TEXT NOT NULL,
	source TEXT NOT NULL,
	licence TEXT,
	url TEXT,
	status TEXT NOT NULL,
	added BIGINT NOT NULL,
	published TEXT,
	CONSTRAINT stats_file_key PRIMARY KEY (event)
);

-- One row for a series of an area, a period and a sex, with all age groups: ages names how numbers is to be read
-- (files/stats.h). Area first in the key: nearly every question is about one area.
CREATE TABLE observation (
	area TEXT NOT NULL,
	series TEXT NOT NULL,
	period TEXT NOT NULL,
	sex TEXT NOT NULL,
	ages TEXT NOT NULL,
	event BIGINT NOT NULL,
	numbers TEXT NOT NULL,
	status TEXT NOT NULL,
	published TEXT,
	published_day TEXT NOT NULL,
	superseded_by BIGINT,
	CONSTRAINT observation_key PRIMARY KEY (area, series, period, sex, ages, event)
) CLUSTERED;

-- What an import replaces is found by its event.
CREATE INDEX observation_event ON observation (event);

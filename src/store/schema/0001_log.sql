-- The log and what is kept beside it. None of these tables is touched by a rebuild.

CREATE TABLE schema_version (
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT schema_version_key PRIMARY KEY (version)
);

-- bytes: the canonical JSON; leaf: SHA-256(0x00 || bytes); subtree: the largest perfect subtree of the Merkle tree that
-- ends with this event (store/merkle.h).
CREATE TABLE event (
	number BIGINT NOT NULL,
	bytes BLOB NOT NULL,
	leaf BLOB NOT NULL,
	subtree BLOB NOT NULL,
	CONSTRAINT event_key PRIMARY KEY (number)
);

-- The private fields of events, whose bodies hold only SHA-256(salt || value). A row may go; no hash changes.
CREATE TABLE private (
	event BIGINT NOT NULL,
	field TEXT NOT NULL,
	salt BLOB NOT NULL,
	value BLOB NOT NULL,
	CONSTRAINT private_key PRIMARY KEY (event, field),
	CONSTRAINT private_event FOREIGN KEY (event) REFERENCES event (number)
) CLUSTERED;

-- Bulk data, by its SHA-256 (64 hexadecimal digits), as events name it.
CREATE TABLE blob (
	hash TEXT NOT NULL,
	bytes BLOB NOT NULL,
	CONSTRAINT blob_key PRIMARY KEY (hash)
);

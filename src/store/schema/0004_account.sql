-- Accounts and what belongs to them: kept tables, without events and untouched by a rebuild. Times are seconds since 1970, UTC. Of
-- every secret that opens something (cookie, link, token) only the SHA-256 is here; of a password its argon2id string.

-- changed: counts the changes, so that a form can tell that somebody else was faster. totp_step: the last step whose code was
-- taken, so that none is taken twice.
CREATE TABLE account (
	id BIGINT NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	roles TEXT NOT NULL,
	section TEXT NOT NULL,
	email TEXT NOT NULL,
	password TEXT,
	totp BLOB,
	totp_step BIGINT NOT NULL,
	disabled BIGINT NOT NULL,
	created BIGINT NOT NULL,
	changed BIGINT NOT NULL,
	CONSTRAINT account_key PRIMARY KEY (id),
	CONSTRAINT account_login UNIQUE (login)
);

-- passed: 0 while the second factor is still to come.
CREATE TABLE session (
	hash BLOB NOT NULL,
	account BIGINT NOT NULL,
	created BIGINT NOT NULL,
	seen BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	passed BIGINT NOT NULL,
	address TEXT NOT NULL,
	agent TEXT NOT NULL,
	CONSTRAINT session_key PRIMARY KEY (hash),
	CONSTRAINT session_account FOREIGN KEY (account) REFERENCES account (id)
);
CREATE INDEX session_of_account ON session (account);

-- account 0: the set-up, when there is none yet. target: the page to which it leads.
CREATE TABLE link (
	hash BLOB NOT NULL,
	account BIGINT NOT NULL,
	purpose TEXT NOT NULL,
	target TEXT NOT NULL,
	made_by TEXT NOT NULL,
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	used BIGINT,
	CONSTRAINT link_key PRIMARY KEY (hash)
);
CREATE INDEX link_of_account ON link (account);

CREATE TABLE token (
	hash BLOB NOT NULL,
	number BIGINT NOT NULL,
	account BIGINT NOT NULL,
	name TEXT NOT NULL,
	scopes TEXT NOT NULL,
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	used BIGINT,
	CONSTRAINT token_key PRIMARY KEY (hash),
	CONSTRAINT token_number UNIQUE (number),
	CONSTRAINT token_account FOREIGN KEY (account) REFERENCES account (id)
);

-- Failed attempts of a login (whether it exists or not) and of an address, until they are forgotten.
CREATE TABLE attempt (
	subject TEXT NOT NULL,
	failures BIGINT NOT NULL,
	forgotten BIGINT NOT NULL,
	locked_until BIGINT NOT NULL,
	CONSTRAINT attempt_key PRIMARY KEY (subject)
);
CREATE INDEX attempt_forgotten ON attempt (forgotten);

-- Who did what to which account: what auditors read beside the log.
CREATE TABLE account_log (
	number BIGINT NOT NULL,
	at BIGINT NOT NULL,
	actor TEXT NOT NULL,
	account BIGINT NOT NULL,
	what TEXT NOT NULL,
	detail TEXT NOT NULL,
	address TEXT NOT NULL,
	CONSTRAINT account_log_key PRIMARY KEY (number)
);

-- Forms that were acted upon, by the key that each carries: the same one does not act twice.
CREATE TABLE form_done (
	once TEXT NOT NULL,
	account BIGINT NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT form_done_key PRIMARY KEY (once)
);
CREATE INDEX form_done_at ON form_done (at);

-- Mail that is to go out, and what became of it.
CREATE TABLE outbox (
	number BIGINT NOT NULL,
	made BIGINT NOT NULL,
	recipient TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	attempts BIGINT NOT NULL,
	tried BIGINT,
	sent BIGINT,
	failure TEXT,
	CONSTRAINT outbox_key PRIMARY KEY (number)
);

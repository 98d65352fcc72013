/* store/postgresql.h - what the two halves of the PostgreSQL driver share: postgresql.c connects, locks and commits,
 * postgresql_query.c runs queries and reads rows. Private to store/postgresql*.c; the functions are those of struct
 * driver (store/driver.h).
 */
#ifndef STORE_POSTGRESQL_H
#define STORE_POSTGRESQL_H

#include <libpq-fe.h>

#include "store/driver.h"

enum { PG_PARAMETERS_MAX = 24 };

struct pg_prepared {
	bool there;
	int n;
	Oid types[PG_PARAMETERS_MAX];
};

struct pg {
	struct db base;
	PGconn *conn;
	struct pg_prepared *queries;
	enum store_mode mode;
	int wait_ms;
	bool in_transaction;
};

/* What the server's answer (NULL: that there is none) means to a person; false. */
bool pg_fail(struct pg *db, const PGresult *result, struct err *err);
/* Whether it was done. Takes the result. */
MUST_CHECK bool pg_done(struct pg *db, PGresult *result, struct err *err);
MUST_CHECK bool pg_exec(struct pg *db, const char *sql, struct err *err);
/* A server that was restarted must not end the program that serves pages: what was being done fails and says so, what
 * comes next finds a new connection. Never inside a transaction. */
MUST_CHECK bool pg_revive(struct pg *db, struct err *err);

bool pg_run(struct rows **r, struct db *db, size_t id, const struct value *values, size_t n, struct err *err);
bool pg_next(struct rows *r, struct err *err);
void pg_end(struct rows *r);
bool pg_bulk_begin(struct bulk **b, struct db *db, const char *table, const char *const *columns, size_t n,
		   struct err *err);
bool pg_bulk_add(struct bulk *b, const struct value *values, struct err *err);
bool pg_bulk_end(struct bulk *b, bool keep, struct err *err);

#endif

/* store/sqlite.h - what the two halves of the SQLite driver share: sqlite.c opens, locks and commits, sqlite_query.c
 * runs queries and reads rows. Private to store/sqlite*.c; the functions are those of struct driver (store/driver.h).
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/driver.h"

enum { SQLITE_PARAMETERS_MAX = 24 };

struct sqlite_prepared {
	sqlite3_stmt *stmt;
	bool busy; /* its rows are being read: a second reader prepares its own */
	int index[SQLITE_PARAMETERS_MAX + 1];
};

struct sqlite {
	struct db base;
	sqlite3 *handle;
	char *path;
	sqlite3_stmt *begin, *begin_read, *commit;
	struct sqlite_prepared *queries;
};

/* What SQLite's answer means to a person; false. */
bool sqlite_fail(struct sqlite *db, int rc, struct err *err);
/* sqlite3_step, of which a failure's errno is the system's answer. */
int sqlite_step_noted(sqlite3_stmt *stmt);
/* A statement without rows, which is then ready to be run again. */
MUST_CHECK bool sqlite_step_once(struct sqlite *db, sqlite3_stmt *stmt, struct err *err);

bool sqlite_run(struct rows **r, struct db *db, size_t id, const struct value *values, size_t n, struct err *err);
bool sqlite_next(struct rows *r, struct err *err);
void sqlite_end(struct rows *r);
bool sqlite_bulk_begin(struct bulk **b, struct db *db, const char *table, const char *const *columns, size_t n,
		       struct err *err);
bool sqlite_bulk_add(struct bulk *b, const struct value *values, struct err *err);
bool sqlite_bulk_end(struct bulk *b, bool keep, struct err *err);

#endif

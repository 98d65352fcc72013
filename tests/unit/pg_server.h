/* tests/unit/pg_server.h - a real PostgreSQL 15 of a test's own: a folder in /tmp, a Unix socket in it, no TCP.
 *
 * initdb refuses root, so it runs as another user where we are root. A keeper process ends the server and removes the
 * folder when the test ends, also when it crashes: it waits for the end of a pipe that only the test holds open. fsync
 * is off, since no test cuts the power. Sorting is ICU's, as unlike bytes as can be, so that a query which forgets
 * COLLATE "C" is found out. */
#ifndef TESTS_PG_SERVER_H
#define TESTS_PG_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pg_server {
	char folder[64];
	pid_t keeper;
	int alive; /* the pipe's end */
};

/* False, with a word on stderr, where no PostgreSQL is installed or it does not start. */
bool pg_server_start(struct pg_server *s);
void pg_server_stop(struct pg_server *s);
/* For main: says of every test by its name that there is no server for it. */
struct CMUnitTest;
int pg_server_skipped(const struct CMUnitTest *tests, size_t n);
/* Writes an address whose current schema is the one of that name. */
void pg_server_address(const struct pg_server *s, const char *schema, char *out, size_t size);
/* The same of a database of its own. */
void pg_server_database(const struct pg_server *s, const char *database, char *out, size_t size);
/* One command, in the database that is always there; false, with the server's word on stderr. */
bool pg_server_do(const struct pg_server *s, const char *sql);

#endif

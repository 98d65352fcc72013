/* Which library a driver runs on, for `sosei version`: libpq gives a number, SQLite a text. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"

const char *store_library_version(char room[24], const char *driver)
{
	if (strcmp(driver, "sqlite") == 0)
		snprintf(room, 24, "%s", sqlite3_libversion());
	else
		snprintf(room, 24, "%d.%d", PQlibVersion() / 10000, PQlibVersion() % 10000);
	return room;
}

#include "store/driver.h"

static bool pg_open(struct db **db, const char *where, enum store_mode mode, struct err *err)
{
	(void)db;
	(void)where;
	(void)mode;
	return err_set(err, ERR_STORE, "store.failed", "store", "postgresql", "why", "not built in", NULL);
}

const struct driver driver_postgresql = { .name = "postgresql", .open = pg_open };

#include "usecase/copy.h"

bool copy_store(struct store_copied *copied, const char *from, const char *to, struct err *err)
{
	struct store *s = NULL;
	bool ok = store_open(&s, from, STORE_READ, err) && store_copy(copied, s, to, err);

	store_close(&s);
	return ok;
}

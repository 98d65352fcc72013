#include "usecase/context.h"

#include <stdlib.h>
#include <time.h>

bool context_now(int64_t *now, struct err *err)
{
	const char *fixed = getenv("SOSEI_NOW");
	struct err why;

	if (!fixed || !*fixed) {
		*now = (int64_t)time(NULL);
		return true;
	}
	if (!time_parse(now, text_of(fixed), &why))
		return err_set(err, ERR_USAGE, "usecase.bad-now", "value", fixed, NULL);
	return true;
}

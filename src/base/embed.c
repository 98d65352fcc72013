#include "base/embed.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *name, const void *file)
{
	return strcmp(name, ((const struct embedded *)file)->name);
}

struct text embed_find(const struct embedded_table *table, const char *name)
{
	const struct embedded *f = table->n ? bsearch(name, table->at, table->n, sizeof *table->at, by_name) : NULL;

	return f ? (struct text){ (const char *)f->bytes, f->size } : (struct text){ NULL, 0 };
}

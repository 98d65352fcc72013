#include "file.h"

#include <stdio.h>

struct text file_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf all = { 0 };
	struct text t = { 0 };
	char part[1 << 14];
	size_t n;

	if (!f)
		return t;
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&all, part, n);
	fclose(f);
	t = (struct text){ arena_memdup(a, all.p ? all.p : "", all.n), all.n };
	buf_clear(&all);
	return t;
}

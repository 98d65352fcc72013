/* Making a message needs no catalogue: sosei-reader makes them and has none. Saying it: msg_say.c. */
#include "base/msg.h"

#include <stdarg.h>
#include <string.h>

struct msg msg_make(struct arena *a, const char *id, ...)
{
	struct msg m = { .id = id };
	const char *name;
	va_list args;

	va_start(args, id);
	while ((name = va_arg(args, const char *))) {
		const char *value = va_arg(args, const char *);

		if (m.n_args < MSG_ARGS_MAX)
			m.args[m.n_args++] = (struct msg_arg){ name, arena_strdup(a, value ? value : "") };
	}
	va_end(args);
	return m;
}

const char *msg_num(char room[24], int64_t n)
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char digits[24];
	size_t from = sizeof digits;

	/* By hand: verifying a log writes a number for each of a million events a second, and snprintf takes 100 ns. */
	digits[--from] = '\0';
	do
		digits[--from] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		digits[--from] = '-';
	return memcpy(room, digits + from, sizeof digits - from);
}

const char *msg_arg(const struct msg *m, const char *name)
{
	for (size_t i = 0; i < m->n_args; i++)
		if (strcmp(m->args[i].name, name) == 0)
			return m->args[i].value;
	return NULL;
}

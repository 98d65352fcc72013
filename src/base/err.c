#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

/* Copies a value into the room of the err, cut at a character where it does not fit. */
static const char *keep(struct err *err, const char *value)
{
	struct text t = text_of(value);
	size_t left = sizeof err->room - err->used;
	char *at = err->room + err->used;

	if (left == 0)
		return "";
	if (t.n > left - 1) {
		t.n = left - 1;
		while (t.n && ((unsigned char)t.p[t.n] & 0xC0) == 0x80)
			t.n--;
	}
	if (t.n)
		memcpy(at, t.p, t.n);
	at[t.n] = '\0';
	err->used += t.n + 1;
	return at;
}

static void add(struct err *err, const char *name, const char *value)
{
	if (err->msg.n_args < MSG_ARGS_MAX)
		err->msg.args[err->msg.n_args++] = (struct msg_arg){ name, keep(err, value ? value : "") };
}

static void fill(struct err *err, enum err_kind kind, const char *id, va_list args)
{
	const char *name;

	err->kind = kind;
	err->msg = (struct msg){ .id = id };
	err->used = 0;
	while ((name = va_arg(args, const char *)))
		add(err, name, va_arg(args, const char *));
}

bool err_set(struct err *err, enum err_kind kind, const char *id, ...)
{
	struct err made;
	va_list args;

	if (!err)
		return false;
	/* Built aside: a value may come from the old message of the same err. */
	va_start(args, id);
	fill(&made, kind, id, args);
	va_end(args);
	err_copy(err, &made);
	return false;
}

bool err_set_errno(struct err *err, enum err_kind kind, const char *id, ...)
{
	int cause = errno;
	struct err made;
	va_list args;

	if (!err)
		return false;
	va_start(args, id);
	fill(&made, kind, id, args);
	va_end(args);
	add(&made, "cause", strerrordesc_np(cause) ? strerrordesc_np(cause) : "?");
	err_copy(err, &made);
	return false;
}

bool err_refuse(struct err *err, const char *id, struct text t)
{
	struct arena a = { 0 };

	if (!err)
		return false;
	err_set(err, ERR_INPUT, id, "text", text_z(&a, t), NULL);
	arena_clear(&a);
	return false;
}

void err_copy(struct err *to, const struct err *from)
{
	to->kind = from->kind;
	to->msg = (struct msg){ .id = from->msg.id };
	to->used = 0;
	for (size_t i = 0; i < from->msg.n_args; i++)
		add(to, from->msg.args[i].name, from->msg.args[i].value);
}

const char *err_kind_name(enum err_kind kind)
{
	static const char *const names[] = {
		"none", "no", "usage", "input", "store", "system", "forbidden", "conflict"
	};

	return names[kind];
}

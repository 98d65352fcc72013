/* What a command tells: sentences of the answer, remarks beside it. */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"

void call_say_msg(struct call *c, const struct msg *m)
{
	if (c->json)
		return;
	buf_puts(&c->out, msg_say(c->arena, c->lang, m));
	buf_puts(&c->out, "\n");
}

void call_say(struct call *c, const char *id, ...)
{
	struct msg m = { .id = id };
	const char *name;
	va_list args;

	va_start(args, id);
	while ((name = va_arg(args, const char *)) && m.n_args < MSG_ARGS_MAX)
		m.args[m.n_args++] = (struct msg_arg){ name, va_arg(args, const char *) };
	va_end(args);
	call_say_msg(c, &m);
}

const char *call_label(const struct call *c, const char *id)
{
	return msg_label(c->lang, id);
}

void call_note(struct call *c, const struct msg *m)
{
	fprintf(stderr, "sosei: %s\n", msg_say(c->arena, c->lang, m));
}

bool call_colour(const struct call *c)
{
	const char *no = getenv("NO_COLOR");

	return !c->json && (!no || !*no) && isatty(STDOUT_FILENO);
}

size_t call_width(const struct call *c)
{
	struct winsize size;

	(void)c;
	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Secrets are typed unseen, or come through stdin from a program; never as an argument, which everybody on the machine
 * can read and the shell remembers. */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/command.h"

enum { LINE_MAX_BYTES = 1024 };

static bool read_line(struct call *c, struct text *out, struct err *err)
{
	char line[LINE_MAX_BYTES];
	size_t n;

	if (!fgets(line, sizeof line, stdin))
		return err_set(err, ERR_INPUT, "cli.secret-none", NULL);
	n = strcspn(line, "\r\n");
	if (!line[n] && n + 1 == sizeof line)
		return err_set(err, ERR_INPUT, "cli.secret-long", NULL);
	*out = text_dup(c->arena, (struct text){ line, n });
	explicit_bzero(line, sizeof line);
	return true;
}

static bool ask(struct call *c, const char *prompt, bool seen, struct text *out, struct err *err)
{
	struct termios before, now;
	bool ok, quiet = !seen && tcgetattr(STDIN_FILENO, &before) == 0;

	fprintf(stderr, "%s ", call_label(c, prompt));
	fflush(stderr);
	if (quiet) {
		now = before;
		now.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
	}
	ok = read_line(c, out, err);
	if (quiet) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	return ok;
}

bool call_secret(struct call *c, struct text *out, const char *prompt, const char *again, struct err *err)
{
	struct text first = { 0 }, second = { 0 };

	if (!isatty(STDIN_FILENO))
		return read_line(c, out, err);
	if (!ask(c, prompt, false, &first, err))
		return false;
	if (again) {
		if (!ask(c, again, false, &second, err))
			return false;
		if (!text_eq(first, second))
			return err_set(err, ERR_INPUT, "cli.secret-differs", NULL);
	}
	*out = first;
	return true;
}

bool call_ask(struct call *c, struct text *out, const char *prompt, struct err *err)
{
	return isatty(STDIN_FILENO) ? ask(c, prompt, true, out, err) : read_line(c, out, err);
}

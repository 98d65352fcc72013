/* What a command tells: sentences of the answer, remarks beside it. */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"
#include "publish/term.h"

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

void buf_words(struct buf *out, struct text words)
{
	while (words.n) {
		uint32_t codepoint = text_next(&words);

		if (!is_control(codepoint))
			buf_char(out, codepoint);
	}
}

void call_put(struct call *c, struct text words)
{
	buf_words(&c->out, words);
}

void tell(const char *sentence)
{
	struct buf line = { 0 };

	buf_words(&line, text_of(sentence));
	fprintf(stderr, "sosei: %s\n", line.p ? line.p : "");
	buf_clear(&line);
}

void call_say_msg(struct call *c, const struct msg *m)
{
	struct buf clean = { 0 };
	struct text words;
	size_t indent = 0;

	if (c->json)
		return;
	buf_words(&clean, text_of(msg_say(c->arena, c->lang, m)));
	/* Of a sentence whose last value is empty. */
	while (clean.n && clean.p[clean.n - 1] == ' ')
		clean.n--;
	words = buf_view(&clean);
	while (indent < words.n && words.p[indent] == ' ')
		indent++;
	buf_add(&c->out, words.p, indent);
	term_words(&c->out, text_slice(words, indent, words.n), indent, call_width(c));
	buf_clear(&clean);
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
	progress_line_hide(&c->line);
	tell(msg_say(c->arena, c->lang, m));
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

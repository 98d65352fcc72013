/* The table as text. Full-width characters take two columns; a line never begins with a closing sign (kinsoku). */
#include "plan/compare.h"

enum { COLUMNS_MIN = 40 };

static bool closing(struct text t)
{
	static const char *const signs[] = { "、", "。", "」", "』", "）", "】", "，", "．", "・", "ー", "％", "～" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_starts(t, text_of(signs[i])))
			return true;
	return false;
}

/* The start of the character before that offset. */
static size_t one_back(struct text t, size_t at)
{
	while (at > 0 && ((unsigned char)t.p[--at] & 0xC0) == 0x80)
		;
	return at;
}

/* Takes one line of at most `width` columns off the front of *t; at least one character. */
static struct text take_line(struct text *t, size_t width)
{
	struct text rest = *t, line, character;
	size_t used = 0, at = 0;

	while (rest.n && *rest.p != '\n') {
		character = rest;
		text_next(&rest);
		character.n -= rest.n;
		used += text_width(character);
		if (used > width && at)
			break;
		at += character.n;
	}
	while (at < t->n && t->p[at] != '\n' && closing(text_slice(*t, at, t->n)) && one_back(*t, at))
		at = one_back(*t, at);
	line = text_slice(*t, 0, at);
	*t = text_slice(*t, at + (at < t->n && t->p[at] == '\n' ? 1 : 0), t->n);
	return line;
}

static void padded(struct buf *out, struct text t, size_t width)
{
	buf_text(out, t);
	for (size_t w = text_width(t); w < width; w++)
		buf_puts(out, " ");
}

static void rule(struct buf *out, const size_t width[3])
{
	for (int i = 0; i < 3; i++) {
		buf_puts(out, "+");
		for (size_t w = 0; w < width[i] + 2; w++)
			buf_puts(out, "-");
	}
	buf_puts(out, "+\n");
}

static void row(struct buf *out, const size_t width[3], struct text a, struct text b, struct text because)
{
	struct text rest[3] = { a, b, because };

	do {
		for (int i = 0; i < 3; i++) {
			buf_puts(out, "| ");
			padded(out, rest[i].n ? take_line(&rest[i], width[i]) : (struct text){ 0 }, width[i]);
			buf_puts(out, " ");
		}
		buf_puts(out, "|\n");
	} while (rest[0].n || rest[1].n || rest[2].n);
}

/* What it is about, over the three columns. */
static void heading(struct buf *out, struct text what, size_t columns)
{
	do {
		buf_puts(out, "| ");
		padded(out, take_line(&what, columns - 4), columns - 4);
		buf_puts(out, " |\n");
	} while (what.n);
}

void plan_compare_text(struct arena *a, struct buf *out, enum lang lang, const change_list *changes, size_t columns)
{
	size_t width[3];

	if (columns < COLUMNS_MIN)
		columns = COLUMNS_MIN;
	width[2] = (columns - 10) / 5;
	width[0] = (columns - 10 - width[2]) / 2;
	width[1] = columns - 10 - width[2] - width[0];
	rule(out, width);
	row(out, width, text_of(msg_label(lang, "plan.compare.before")), text_of(msg_label(lang, "plan.compare.after")),
	    text_of(msg_label(lang, "plan.compare.because")));
	rule(out, width);
	for (size_t i = 0; i < changes->n; i++) {
		const struct plan_change *c = &changes->at[i];
		struct text nothing = text_of(msg_label(lang, "plan.compare.nothing"));

		heading(out, text_of(msg_say(a, lang, &c->what)), columns);
		row(out, width, c->before.n ? c->before : nothing, c->after.n ? c->after : nothing, c->because);
		rule(out, width);
	}
}

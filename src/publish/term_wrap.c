/* Lines that break where Japanese may: between any two full-width characters, but no line begins with 、 or ends with
 * 「 (JIS X 4051, the short list; its hanging and spacing rules need more than columns). Western words stay whole. */
#include "publish/term.h"
#include "publish/term_parts.h"

static size_t char_width(struct text *t, uint32_t *c)
{
	struct text one = *t;

	*c = text_next(t);
	one.n -= t->n;
	return *c < 0x20 ? 0 : text_width(one);
}

size_t term_columns(struct text line)
{
	size_t columns = 0;
	uint32_t c;

	while (line.n)
		columns += char_width(&line, &c);
	return columns;
}

static bool among(uint32_t c, struct text set)
{
	while (set.n)
		if (text_next(&set) == c)
			return true;
	return false;
}

/* JIS X 4051, the short list. */
static bool may_not_begin(uint32_t c)
{
	return among(c, TEXT("、。，．・：；？！ー」』）］｝〉》】〕々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,."
			     ":;?!)]}%"));
}

static bool may_not_end(uint32_t c)
{
	return among(c, TEXT("「『（［｛〈《【〔([{"));
}

static bool may_break(uint32_t before, size_t width_before, uint32_t after, size_t width_after)
{
	if (before < 0x20 || after < 0x20)
		return false;
	if (before == ' ' || before == 0x3000)
		return after != ' ';
	if (width_before < 2 && width_after < 2)
		return false;
	return after != ' ' && !may_not_begin(after) && !may_not_end(before);
}

static struct text without_end_spaces(struct text line)
{
	while (line.n && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}

struct text term_take_line(struct text *rest, size_t width, bool by_words)
{
	struct text at = *rest;
	size_t used = 0, last_width = 0, break_at = 0;
	uint32_t c, before = 0;
	bool spaced = false;

	while (at.n) {
		struct text next = at;
		size_t offset = rest->n - at.n;
		size_t w = char_width(&next, &c);

		if (c == '\n') {
			struct text line = text_slice(*rest, 0, offset);

			*rest = text_slice(*rest, offset + 1, rest->n);
			return without_end_spaces(line);
		}
		if (offset && before && may_break(before, last_width, c, w) && !(by_words && spaced && before != ' ')) {
			break_at = offset;
			spaced = before == ' ';
		}
		if (used + w > width && c != ' ' && offset) {
			size_t cut = break_at ? break_at : offset;
			struct text line = text_slice(*rest, 0, cut);

			*rest = text_slice(*rest, cut, rest->n);
			return without_end_spaces(line);
		}
		used += w;
		if (c >= 0x20)
			before = c, last_width = w;
		at = next;
	}
	at = *rest;
	*rest = (struct text){ 0 };
	return without_end_spaces(at);
}

/* A style that is open where a line ends goes on in the next. */
static char open_mark(struct text line, char mark)
{
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < 0x20)
			mark = line.p[i] == TERM_MARK_END ? 0 : line.p[i];
	return mark;
}

void term_wrap(struct term *t, term_lines *lines, struct text words, size_t width, bool by_words)
{
	char mark = 0;

	do {
		struct text line = term_take_line(&words, width, by_words);
		char *styled = arena_printf(t->arena, "%c%s", mark ? mark : TERM_MARK_END, text_z(t->arena, line));

		mark = open_mark(line, mark);
		*LIST_ADD(t->arena, lines) = text_of(styled);
	} while (words.n);
}

void term_measure(struct text words, size_t *least, size_t *natural)
{
	size_t piece = 0, line = 0, last_width = 0;
	uint32_t c, before = 0;

	*least = *natural = 0;
	while (words.n) {
		size_t w = char_width(&words, &c);

		if (c == '\n') {
			piece = line = 0;
			before = 0;
			continue;
		}
		if (c < 0x20)
			continue;
		if (before && may_break(before, last_width, c, w))
			piece = 0;
		piece += c == ' ' ? 0 : w;
		line += w;
		*least = piece > *least ? piece : *least;
		*natural = line > *natural ? line : *natural;
		before = c, last_width = w;
	}
}

void term_words(struct buf *out, struct text words, size_t indent, size_t width)
{
	size_t room = width == 0 ? SIZE_MAX : width > indent + TERM_WIDTH_MIN / 2 ? width - indent : TERM_WIDTH_MIN / 2;
	size_t least, natural;
	bool first = true;

	term_measure(words, &least, &natural);
	if (least > room)
		room = SIZE_MAX;

	do {
		struct text line = term_take_line(&words, room, false);

		buf_printf(out, "%*s", first ? 0 : (int)indent, "");
		buf_text(out, line);
		buf_puts(out, "\n");
		first = false;
	} while (words.n);
}

/* Published tables are typed by people: the same label stands in full-width brackets in one year and in half-width ones
 * in the next, a title or a note moves the head down, △ says minus. So labels are compared and figures read without
 * regard to width, and a table is found by its head wherever that stands. What is stored is the figure, in plain
 * digits. Rejected: folding the file's cells once and for all, since names and definitions are kept as they are
 * written. */
#include "files/stats.h"

#include <string.h>

enum { HEAD_ROWS_MAX = 20, MINUS = 0x2212, UP_TRIANGLE = 0x25B3, BLACK_TRIANGLE = 0x25B2, WAVE_DASH = 0x301C };

static uint32_t narrow(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	if (c == WAVE_DASH)
		return '~';
	return c;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0;
}

/* The next codepoint that is no space; 0 at the end. */
static uint32_t next_mark(struct text *t)
{
	while (t->n) {
		uint32_t c = narrow(text_next(t));

		if (!is_space(c))
			return c;
	}
	return 0;
}

bool stats_label_is(struct text cell, const char *label)
{
	struct text want = text_of(label);
	uint32_t c;

	do {
		c = next_mark(&cell);
		if (c != next_mark(&want))
			return false;
	} while (c);
	return true;
}

size_t stats_column_of(const struct sheet_row *row, const char *label)
{
	for (size_t j = 0; j < row->n_cells; j++)
		if (stats_label_is(row->cells[j], label))
			return j;
	return SIZE_MAX;
}

size_t stats_head_of(const struct sheet *s, const char *label, size_t *column)
{
	for (size_t i = 0; i < s->rows.n && i < HEAD_ROWS_MAX; i++) {
		*column = stats_column_of(&s->rows.at[i], label);
		if (*column != SIZE_MAX)
			return i;
	}
	return SIZE_MAX;
}

static bool is_plain(struct text t)
{
	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] >= 0x80)
			return false;
	return true;
}

struct text stats_plain(struct arena *a, struct text cell)
{
	char *room;
	size_t n = 0;

	if (is_plain(cell))
		return cell;
	room = arena_alloc(a, cell.n + 1);
	for (struct text rest = cell; rest.n;) {
		uint32_t c = narrow(text_next(&rest));

		if (c == MINUS || (!n && (c == UP_TRIANGLE || c == BLACK_TRIANGLE))) {
			c = '-';
			rest = text_trim(rest);
		}
		n += utf8_put(room + n, c);
	}
	return (struct text){ room, n };
}

static bool has_figure(const struct sheet_row *row)
{
	for (size_t j = 0; j < row->n_cells; j++) {
		struct text t = text_trim(row->cells[j]);
		uint32_t first = t.n ? narrow(text_next(&t)) : 0;

		while (t.n && first >= '0' && first <= '9')
			first = narrow(text_next(&t));
		if (first >= '0' && first <= '9')
			return true;
	}
	return false;
}

size_t stats_rows_end(struct stats_table *t, const struct sheet *s, size_t first)
{
	size_t end = s->rows.n;

	while (end > first && !has_figure(&s->rows.at[end - 1])) {
		end--;
		t->notes_left++;
	}
	return end;
}

/* One table or several: a header may come again, with other rows or with later years of the same; and names may stand
 * above under labels (ＫＰＩ①). */
#include <string.h>

#include "plan/read_table.h"

/* 基本目標２ ひとの流れをつくる above a header is its caption. */
static size_t caption_before(const cell_list *cells, size_t from, size_t header)
{
	size_t i = header;

	while (i > from && cells->at[i - 1].line == cells->at[header - 1].line)
		i--;
	if (i == from || (cells->at[i].kind != CELL_GOAL && cells->at[i].kind != CELL_MARK))
		return header;
	for (size_t k = i; k < header; k++)
		if (cells->at[k].kind == CELL_NUMBER)
			return header;
	return i;
}

/* Header words with a cell a line: of more than one column of figures, so that it is not a single column's head. */
static bool is_header_of_lines(const cell_list *cells, size_t from, size_t to)
{
	enum { HEADER_MAX = 80 };
	bool baseline = false, other = false;
	size_t added = 0;
	struct fold f;

	if (to - from > HEADER_MAX)
		return false;
	for (size_t i = from; i < to; i++) {
		fold_text(&f, text_slice(cells->at[i].t, 0, 90));
		added += fold_has(&f, "増加分");
		baseline |= cells->at[i].role == ROLE_BASELINE;
		other |= cells->at[i].role == ROLE_TARGET || cells->at[i].role == ROLE_STEP;
	}
	return added >= 2 || (baseline && other);
}

/* A line of header words and no figure, behind figures: another table begins, or the same goes on with later years. */
static size_t next_header(const cell_list *cells, size_t from)
{
	bool figures = false;
	size_t first = from; /* where header words, a cell a line, began */

	for (size_t i = from; i < cells->n;) {
		size_t end = i, heads = 0, numbers = 0;

		for (; end < cells->n && cells->at[end].line == cells->at[i].line; end++) {
			heads += cells->at[end].kind == CELL_HEAD;
			numbers += cells->at[end].kind == CELL_NUMBER;
		}
		if (figures && heads >= 2 && !numbers)
			return caption_before(cells, from, i);
		if (heads < end - i)
			first = end;
		else if (figures && is_header_of_lines(cells, first, end))
			return caption_before(cells, from, first);
		figures |= numbers > 0;
		i = end;
	}
	return cells->n;
}

/* The same rows again with later years: 増加分 of the 4th and 5th year under those of the first three. */
static bool goes_on(struct doc *d, struct table *first, const struct table *more)
{
	if (more->head.seen[ROLE_BASELINE] || more->rows.n != first->rows.n || !first->head.seen[ROLE_BASELINE] ||
	    first->head.total)
		return false;
	for (size_t i = 0; i < more->rows.n; i++)
		if (!text_eq(more->rows.at[i].name, first->rows.at[i].name) ||
		    first->rows.at[i].n_numbers + more->rows.at[i].n_numbers > ROW_NUMBERS_MAX)
			return false;
	for (size_t i = 0; i < more->rows.n; i++) {
		struct row *r = &first->rows.at[i];
		const struct row *m = &more->rows.at[i];

		for (size_t k = 0; k < m->n_numbers; k++)
			r->numbers[r->n_numbers++] = m->numbers[k];
		r->last_line = m->last_line;
	}
	for (size_t i = 0; i < more->head.steps.n && first->head.steps.n < ROW_NUMBERS_MAX - 2; i++)
		*LIST_ADD(d->a, &first->head.steps) = more->head.steps.at[i];
	first->head.total |= more->head.total;
	first->head.seen[ROLE_TARGET] |= more->head.seen[ROLE_TARGET];
	first->per_row += more->per_row;
	return true;
}

bool read_is_label(struct text t)
{
	struct fold f;
	size_t i;
	bool open;

	fold_text(&f, text_slice(t, 0, 40));
	i = fold_starts(&f, 0, "KPI") + fold_starts(&f, 0, "指標");
	open = i && f.c[i] == '(';
	i += open;
	return i && fold_ordinal(&f, &i) && i + open == f.n;
}

/* How far a word goes. */
static size_t word_end(struct text t)
{
	size_t end = 0;

	while (end < t.n && t.p[end] != ' ' && t.p[end] != '\t' &&
	       memcmp(t.p + end, "\xe3\x80\x80", t.n - end >= 3 ? 3 : 1) != 0)
		end++;
	return end;
}

static bool seen_before(const text_list *labels, struct text label)
{
	for (size_t k = 0; k < labels->n; k++)
		if (text_eq(labels->at[k], label))
			return true;
	return false;
}

/* ＫＰＩ① / 延べ宿泊者数 / 単位 / 千人, a cell a line: how many lines are the name behind the label at piece i; the
 * name with its unit in *name. 0: figures or nothing follow. */
static size_t name_below(struct doc *d, size_t i, size_t to, struct text *name)
{
	enum { NAME_LINES = 5 };
	size_t n = 0;
	enum cell_role role;
	struct fold f;

	*name = TEXT("");
	for (; i + 1 + n < to && n < NAME_LINES; n++) {
		struct text t = d->pieces.at[i + 1 + n].t;
		bool unit = n && text_is(d->pieces.at[i + n].t, "単位");

		if (read_is_label(text_slice(t, 0, word_end(t))))
			break;
		if (text_is(t, "単位"))
			continue;
		fold_text(&f, text_slice(t, 0, 120));
		if (read_is_head(&f, &role))
			break;
		if (read_is_number_cell(t) || read_is_no_value(t))
			return 0;
		*name = text_of(
			arena_printf(d->a, unit ? "%.*s（%.*s）" : "%.*s%.*s", (int)name->n, name->p, (int)t.n, t.p));
	}
	return name->n ? n : 0;
}

/* 「ＫＰＩ①　流域の延べ宿泊者数」 above a table whose rows are called ＫＰＩ①: the names are taken out, to be put in.
 */
static void take_labels(struct doc *d, size_t from, size_t to, text_list *labels, text_list *names)
{
	LIST(struct span) taken = { 0 }; /* pieces */
	size_t alone = 0;

	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t, below;
		size_t end = word_end(t), lines;

		if (end == t.n && read_is_label(t)) {
			lines = labels->n < 100 && !seen_before(labels, t) ? name_below(d, i, to, &below) : 0;
			if (!lines) {
				alone++;
				continue;
			}
			*LIST_ADD(d->a, labels) = t;
			*LIST_ADD(d->a, names) = below;
			*LIST_ADD(d->a, &taken) = (struct span){ (uint32_t)i, (uint32_t)(i + lines) };
			i += lines;
		} else if (end < t.n && read_is_label(text_slice(t, 0, end))) {
			struct text rest = trim(text_slice(t, end, t.n));
			struct text first = text_slice(rest, 0, word_end(rest));

			if (read_is_number_cell(first) || read_is_no_value(first) || labels->n >= 100 ||
			    seen_before(labels, text_slice(t, 0, end))) {
				alone++;
				continue;
			}
			*LIST_ADD(d->a, labels) = text_slice(t, 0, end);
			*LIST_ADD(d->a, names) = rest;
			*LIST_ADD(d->a, &taken) = (struct span){ (uint32_t)i, (uint32_t)i };
		}
	}
	if (!alone || !labels->n) {
		labels->n = names->n = 0;
		return;
	}
	for (size_t k = 0; k < taken.n; k++)
		for (size_t i = taken.at[k].first; i <= taken.at[k].last; i++)
			d->pieces.at[i].gone = true;
}

static void name_labels(struct table *t, const text_list *labels, const text_list *names)
{
	for (size_t i = 0; i < t->rows.n; i++)
		for (size_t k = 0; k < labels->n; k++)
			if (text_eq(t->rows.at[i].name, labels->at[k])) {
				t->rows.at[i].name = names->at[k];
				break;
			}
}

void read_tables(struct doc *d, const struct known *known, size_t from, size_t to, table_list *tables)
{
	cell_list all = { 0 };
	text_list labels = { 0 }, names = { 0 };
	size_t records;

	read_records(d, known, from, to, tables);
	records = tables->n;
	take_labels(d, from, to, &labels, &names);
	read_cells(d, known, from, to, &all);
	for (size_t i = 0, end; i < all.n; i = end) {
		cell_list cells;
		struct table *t;

		end = next_header(&all, i);
		cells.at = all.at + i;
		cells.n = cells.cap = end - i;
		if (i)
			read_find_header(&cells);
		t = LIST_ADD(d->a, tables);
		read_table(d, known, &cells, t);
		name_labels(t, &labels, &names);
		if (tables->n > records + 1 && goes_on(d, &tables->at[tables->n - 2], t))
			tables->n--;
	}
}

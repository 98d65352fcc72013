/* Layouts are tried in the order of the table; the first whose is() holds reads the sheet. What a cell may be (a count,
 * a code, an age) is decided here once, so that every layout refuses the same things in the same words. Rejected:
 * guessing the layout from the file's name, which people change. */
#include "files/stats.h"

#include <assert.h>
#include <string.h>

#include "base/codes.h"
#include "base/decimal.h"

extern const struct stats_layout stats_census, stats_ipss, stats_ssdse_a, stats_register, stats_estat_api,
	stats_estat_csv;

/* To add one: a file files/stats_NAME.c with its struct, declared and listed here, and a case in
 * tests/unit/stats_test.c. */
static const struct stats_layout *const stats_layouts[] = { &stats_census,   &stats_ipss,      &stats_ssdse_a,
							    &stats_register, &stats_estat_api, &stats_estat_csv };
static const size_t n_stats_layouts =
	sizeof stats_layouts / sizeof *stats_layouts; /* NOLINT(bugprone-sizeof-expression) */

static const char *layout_names(struct arena *a)
{
	const char *list = stats_layouts[0]->id;

	for (size_t i = 1; i < n_stats_layouts; i++)
		list = arena_printf(a, "%s, %s", list, stats_layouts[i]->id);
	return list;
}

/* The first sheet of that layout. A hidden one may hold the figures of last year: it is taken where no other has it. */
static const struct sheet *sheet_of(const struct stats_layout *l, const struct book *book)
{
	for (int hidden = 0; hidden < 2; hidden++)
		for (size_t i = 0; i < book->sheets.n; i++)
			if (book->sheets.at[i].hidden == hidden && l->is(&book->sheets.at[i]))
				return &book->sheets.at[i];
	return NULL;
}

static bool choose(const struct stats_layout **out, const struct sheet **sheet, struct arena *a,
		   const struct book *book, struct text as, struct err *err)
{
	for (size_t i = 0; i < n_stats_layouts; i++) {
		const struct stats_layout *l = stats_layouts[i];

		if (as.n && !text_is(as, l->id))
			continue;
		*sheet = sheet_of(l, book);
		if (as.n && !*sheet)
			return err_set(err, ERR_INPUT, "stats.other-shape", "file", book->name, "layout", l->id, NULL);
		*out = l;
		if (*sheet)
			return true;
	}
	if (as.n)
		return err_set(err, ERR_USAGE, "stats.no-such-layout", "layout", text_z(a, as), "layouts",
			       layout_names(a), NULL);
	return err_set(err, ERR_INPUT, "stats.unknown-layout", "file", book->name, "layouts", layout_names(a), NULL);
}

bool stats_read(struct arena *a, struct stats_table *t, const struct book *book, struct text as, struct err *err)
{
	const struct stats_layout *layout = NULL;
	const struct sheet *sheet = NULL;
	struct stats_table made = { 0 };

	if (!choose(&layout, &sheet, a, book, as, err))
		return false;
	assert(layout && sheet);
	made.layout = layout->id;
	made.source = layout->source;
	made.licence = layout->licence;
	made.status = layout->status;
	made.sheet = book->sheets.n > 1 ? sheet->title : "";
	if (!layout->read(a, &made, sheet, err))
		return false;
	stats_define_known(a, &made);
	if (!made.rows.n && !made.faults.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", book->name, NULL);
	*t = made;
	return true;
}

void stats_fault(struct arena *a, struct stats_table *t, uint32_t line, size_t column, struct msg what)
{
	*LIST_ADD(a, &t->faults) = (struct stats_fault){ line, (uint32_t)column, what };
}

const char *stats_age_words(struct arena *a, int group)
{
	if (!group)
		return "総数";
	if (group == AGES_5_90_GROUPS)
		return "90歳以上";
	if (group > AGES_5_90_GROUPS)
		return "年齢不詳";
	return arena_printf(a, "%d～%d歳", (group - 1) * 5, group * 5 - 1);
}

bool stats_ages_whole(struct arena *a, struct stats_table *t, const struct observation *of, const bool *there, int n)
{
	const char *missing = NULL;

	for (int i = 0; i < n; i++)
		if (!there[i])
			missing = missing ? arena_printf(a, "%s, %s", missing, stats_age_words(a, i))
					  : stats_age_words(a, i);
	if (!missing)
		return true;
	stats_fault(a, t, of->line, 0,
		    msg_make(a, "stats.age-missing", "area", text_z(a, of->area), "sex", text_z(a, of->sex), "groups",
			     missing, NULL));
	return false;
}

struct text stats_census_month(struct arena *a, int year)
{
	return text_of(arena_printf(a, "%d-%d", year + 1, year == 2020 ? 11 : 10));
}

struct text stats_cell(const struct sheet_row *row, size_t column)
{
	return column < row->n_cells ? text_trim(row->cells[column]) : (struct text){ 0 };
}

/* 1,234 -> 1234. */
static bool join_digits(struct arena *a, struct text cell, struct text *number)
{
	struct buf b = { 0 };
	bool ok = digits_ungrouped(&b, cell);

	*number = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return ok;
}

bool stats_number(struct arena *a, struct stats_table *t, const struct sheet_row *row, size_t column,
		  bool may_be_negative, struct text *number)
{
	struct text cell = stats_cell(row, column), plain = stats_plain(a, cell), digits = plain;
	struct decimal d;
	const char *what = NULL;

	if (!cell.n)
		what = "stats.empty-cell";
	else if ((memchr(plain.p, ',', plain.n) && !join_digits(a, plain, &digits)) || !decimal_parse(&d, digits, NULL))
		what = "stats.no-number";
	else if (!may_be_negative && decimal_sign(d) < 0)
		what = "stats.negative";
	if (what) {
		stats_fault(a, t, row->line, column + 1, msg_make(a, what, "text", text_z(a, cell), NULL));
		return false;
	}
	*number = digits;
	return true;
}

/* A download that broke off ends within a row: of a figure that is cut in two the first half looks like a figure. So
 * the last row may not end before the one above it does, as far as the head goes. */
static size_t least_width(const struct sheet *s, size_t head_rows, size_t width, const struct sheet_row *row)
{
	if (s->rows.n <= head_rows + 1 || row != &s->rows.at[s->rows.n - 1])
		return 0;
	return (row - 1)->n_cells < width ? (row - 1)->n_cells : width;
}

bool stats_row_fits(struct arena *a, struct stats_table *t, const struct sheet *s, size_t head_rows,
		    const struct sheet_row *row)
{
	size_t n = row->n_cells, width = 0, least;

	for (size_t i = 0; i < head_rows; i++)
		width = s->rows.at[i].n_cells > width ? s->rows.at[i].n_cells : width;
	while (n > width && !stats_cell(row, n - 1).n)
		n--;
	least = least_width(s, head_rows, width, row);
	if (n >= least && n <= width)
		return true;
	stats_fault(a, t, row->line, 0,
		    msg_make(a, n < least ? "stats.row-short" : "stats.row-long", "cells", NUM((int64_t)n), "wanted",
			     NUM((int64_t)(n < least ? least : width)), NULL));
	return false;
}

static bool lost_its_zero(const struct stats_table *t, struct text code)
{
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] < '0' || code.p[i] > '9')
			return false;
	return code.n == 4 || (code.n == 5 && t->code_digits == 6);
}

/* Without the full stop: a fault stands within a sentence. */
static const char *clause(struct arena *a, enum lang lang, const struct msg *m)
{
	struct text said = text_of(msg_say(a, lang, m)), stop = lang == LANG_JA ? TEXT("。") : TEXT(".");

	return text_z(a, text_ends(said, stop) ? text_slice(said, 0, said.n - stop.n) : said);
}

bool stats_area(struct arena *a, struct stats_table *t, const struct sheet_row *row, size_t column, struct text *area)
{
	struct text cell = stats_cell(row, column), code = stats_plain(a, cell);
	char room[MUNICIPAL_CODE_SIZE];
	struct err why = { 0 };

	if (code.n == 6 && code.p[0] == 'R')
		code = text_slice(code, 1, 6);
	if (code.n == 2)
		code = text_of(arena_printf(a, "%.2s000", code.p));
	if (lost_its_zero(t, code)) {
		code = text_of(arena_printf(a, "0%.*s", (int)code.n, code.p));
		t->zeros_restored++;
	}
	if (!municipal_code_parse(room, code, &why)) {
		struct msg what =
			msg_make(a, "stats.bad-area", "text", text_z(a, cell), "because_ja",
				 clause(a, LANG_JA, &why.msg), "because_en", clause(a, LANG_EN, &why.msg), NULL);

		stats_fault(a, t, row->line, column + 1, what);
		return false;
	}
	*area = (struct text){ arena_memdup(a, room, 5), 5 };
	return true;
}

/* Every cell gets its format here, from what it is (workbook.h), never from its words: text goes only through
 * worksheet_write_string(), which cannot make a formula, and a text that begins like one is also formatted as text (@),
 * so that it stays one when a person edits the cell and leaves it.
 *
 * Lists to choose from lie in a hidden sheet: Excel takes at most 255 characters of a list written into the rule, and a
 * comma would split a choice. */
#include "render/xlsx.h"

#include <xlsxwriter.h>

#include "render/memory_file.h"
#include "render/xlsx_parts.h"

enum {
	FORMATS_MAX = 512,
	FORMAT_SIZE = 80,
	DIGITS_OF_DOUBLE = 15,
	SCALE_MAX = 18,
	EXCEL_YEAR_FIRST = 1900,
	PAPER_A4 = 9
};
enum { COLOUR_HEADER = 0xE8F1FE, COLOUR_ENTRY = 0xFFF9E0, COLOUR_LINE = 0x949494, COLOUR_REMARK = 0x595959 };

struct format {
	unsigned flags;
	char number[FORMAT_SIZE];
	lxw_format *made;
};

struct xlsx_formats {
	struct format at[FORMATS_MAX];
	size_t n;
};

/* ---- formats ---- */

static void frame(lxw_format *f, unsigned flags)
{
	if (flags & (WORKBOOK_TITLE | WORKBOOK_REMARK))
		return;
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, COLOUR_LINE);
	format_set_text_wrap(f);
}

static void dress(lxw_format *f, unsigned flags)
{
	format_set_font_name(f, "Yu Gothic");
	format_set_font_size(f, flags & WORKBOOK_TITLE ? 14 : flags & WORKBOOK_REMARK ? 9 : 11);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	frame(f, flags);
	if (flags & (WORKBOOK_TITLE | WORKBOOK_HEADER | WORKBOOK_STRONG))
		format_set_bold(f);
	if (flags & WORKBOOK_REMARK)
		format_set_font_color(f, COLOUR_REMARK);
	if (flags & WORKBOOK_HEADER)
		format_set_bg_color(f, COLOUR_HEADER);
	if (flags & WORKBOOK_ENTRY) {
		format_set_bg_color(f, COLOUR_ENTRY);
		format_set_unlocked(f);
	}
}

static lxw_format *format_of(struct xlsx *x, unsigned flags, const char *number)
{
	struct xlsx_formats *all = x->formats;
	struct format *f;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].flags == flags && !strcmp(all->at[i].number, number))
			return all->at[i].made;
	if (all->n == FORMATS_MAX)
		return all->at[0].made;
	f = &all->at[all->n++];
	f->flags = flags;
	snprintf(f->number, sizeof f->number, "%s", number);
	f->made = workbook_add_format(x->book);
	dress(f->made, flags);
	if (*number)
		format_set_num_format(f->made, f->number);
	return f->made;
}

static const char *date_format(const struct xlsx *x, bool month)
{
	if (x->from->lang == LANG_EN)
		return month ? "yyyy\\-mm" : "yyyy\\-mm\\-dd";
	return month ? "yyyy\"年\"m\"月\"" : "yyyy\"年\"m\"月\"d\"日\"";
}

/* With its unit, in quotes; a unit with a quote of its own, or a long one, is left out. */
static void number_format(char room[FORMAT_SIZE], const struct workbook_cell *c)
{
	static const char zeros[] = "000000000000000000";
	bool unit = c->unit.n && c->unit.n < 40 && text_find(c->unit, TEXT("\"")) == SIZE_MAX;

	snprintf(room, FORMAT_SIZE, "%s%s%.*s%s%.*s%s", c->flags & WORKBOOK_YEAR ? "0" : "#,##0",
		 c->number.scale ? "." : "", (int)c->number.scale, zeros, unit ? "\"" : "", unit ? (int)c->unit.n : 0,
		 unit ? c->unit.p : "", unit ? "\"" : "");
}

/* How an empty cell will take what is written into it. */
static const char *entry_format(const struct xlsx *x, const struct workbook_cell *c)
{
	if (!c->rule || !(c->flags & WORKBOOK_ENTRY))
		return "";
	switch (c->rule->kind) {
	case WORKBOOK_RULE_DATE:
		return date_format(x, false);
	case WORKBOOK_RULE_CHOICES:
	case WORKBOOK_RULE_TEXT:
		return "@";
	default:
		return "";
	}
}

/* What a spreadsheet would take for a formula when it is typed. */
static bool looks_like_formula(struct text t)
{
	return t.n && strchr("=+-@\t", t.p[0]) && t.p[0];
}

/* ---- cells ---- */

/* At most n characters. */
static char *cut(struct xlsx *x, struct text t, size_t n)
{
	struct text rest = t;
	size_t kept = 0;

	for (size_t i = 0; i < n && rest.n; i++) {
		kept = t.n - rest.n;
		text_next(&rest);
	}
	if (!rest.n)
		return text_z(x->from->arena, t);
	return arena_printf(x->from->arena, "%.*s…", (int)kept, t.p);
}

char *xlsx_cut(struct xlsx *x, struct text t, size_t n)
{
	return t.n ? cut(x, t, n) : NULL;
}

lxw_datetime xlsx_day(struct date d)
{
	return (lxw_datetime){ .year = d.year, .month = d.month ? d.month : 1, .day = d.day ? d.day : 1 };
}

/* A double holds 15 digits; a longer number, and a day before Excel's first, are kept as they were written. */
static bool as_text(const struct workbook_cell *c, char room[32])
{
	int64_t n = c->number.coefficient < 0 ? -c->number.coefficient : c->number.coefficient;
	int digits = 0;

	for (; n; n /= 10)
		digits++;
	if (c->kind == WORKBOOK_NUMBER && (digits > DIGITS_OF_DOUBLE || c->number.scale > SCALE_MAX)) {
		snprintf(room, 32, "%s", DEC(c->number));
		return true;
	}
	if (c->kind == WORKBOOK_DATE && c->date.year < EXCEL_YEAR_FIRST) {
		snprintf(room, 32, "%s", DATE(c->date));
		return true;
	}
	return false;
}

static double number_of(struct decimal d)
{
	return strtod(DEC(d), NULL);
}

/* The format of a cell by its kind. */
static lxw_format *cell_format(struct xlsx *x, const struct workbook_cell *c)
{
	char number[FORMAT_SIZE];

	switch (c->kind) {
	case WORKBOOK_NUMBER:
		number_format(number, c);
		return format_of(x, c->flags, number);
	case WORKBOOK_DATE:
		return format_of(x, c->flags, date_format(x, !c->date.day));
	case WORKBOOK_TEXT:
		return format_of(x, c->flags, looks_like_formula(c->text) ? "@" : entry_format(x, c));
	default:
		return format_of(x, c->flags, entry_format(x, c));
	}
}

static lxw_error put_value(struct xlsx *x, lxw_row_t row, lxw_col_t column, const struct workbook_cell *c)
{
	lxw_format *format = cell_format(x, c);
	lxw_datetime day = xlsx_day(c->date);
	char written[32];

	if (as_text(c, written))
		return worksheet_write_string(x->sheet, row, column, written, format_of(x, c->flags, "@"));
	switch (c->kind) {
	case WORKBOOK_NUMBER:
		return worksheet_write_number(x->sheet, row, column, number_of(c->number), format);
	case WORKBOOK_DATE:
		return worksheet_write_datetime(x->sheet, row, column, &day, format);
	case WORKBOOK_TEXT:
		if (c->text.n)
			return worksheet_write_string(x->sheet, row, column, cut(x, c->text, WORKBOOK_TEXT_MAX),
						      format);
		/* fall through */
	default:
		return worksheet_write_blank(x->sheet, row, column, format);
	}
}

static lxw_error put_comment(struct xlsx *x, lxw_row_t row, lxw_col_t column, const struct workbook_cell *c)
{
	lxw_comment_options how = { .x_scale = 2, .y_scale = 1.5 };

	return worksheet_write_comment_opt(x->sheet, row, column, cut(x, c->comment, WORKBOOK_TEXT_MAX), &how);
}

static bool put_cell(struct xlsx *x, lxw_row_t row, lxw_col_t *column, const struct workbook_cell *c)
{
	lxw_col_t last = (lxw_col_t)(*column + (c->span > 1 ? c->span - 1 : 0));

	if (last > *column)
		xlsx_try(x, worksheet_merge_range(x->sheet, row, *column, row, last, "", cell_format(x, c)));
	xlsx_try(x, put_value(x, row, *column, c));
	if (c->comment.n)
		xlsx_try(x, put_comment(x, row, *column, c));
	*column = (lxw_col_t)(last + 1);
	return x->error == LXW_NO_ERROR;
}

void xlsx_try(struct xlsx *x, lxw_error e)
{
	if (x->error == LXW_NO_ERROR)
		x->error = e;
}

/* ---- sheets ---- */

/* The widest line of a cell that does not run over its neighbours. */
static int cell_width(const struct workbook_cell *c)
{
	struct text t = c->text;
	size_t widest = 0;

	if (c->flags & (WORKBOOK_TITLE | WORKBOOK_REMARK) || c->span > 1)
		return 0;
	if (c->kind == WORKBOOK_NUMBER)
		return (int)(strlen(DEC(c->number)) * 4 / 3 + 1 + text_width(c->unit));
	if (c->kind == WORKBOOK_DATE)
		return 15;
	while (t.n) {
		size_t end = text_find(t, TEXT("\n"));
		size_t width = text_width(text_slice(t, 0, end));

		widest = width > widest ? width : widest;
		t = text_slice(t, end == SIZE_MAX ? t.n : end + 1, t.n);
	}
	return widest > WORKBOOK_WIDTH_MAX ? WORKBOOK_WIDTH_MAX : (int)widest;
}

static void put_columns(struct xlsx *x, const struct workbook_sheet *s)
{
	enum { MARGIN = 2, NARROWEST = 6 };
	int width[WORKBOOK_COLUMNS_MAX] = { 0 }, n = (int)s->columns.n;

	for (size_t r = 0; r < s->rows.n; r++) {
		int column = 0;

		for (size_t i = 0; i < s->rows.at[r]->cells.n && column < WORKBOOK_COLUMNS_MAX; i++) {
			const struct workbook_cell *c = &s->rows.at[r]->cells.at[i];
			int w = cell_width(c);

			if (w > width[column])
				width[column] = w;
			column += c->span > 1 ? c->span : 1;
		}
		n = column > n ? column : n;
	}
	for (int i = 0; i < n && i < WORKBOOK_COLUMNS_MAX; i++) {
		const struct workbook_column *c = i < (int)s->columns.n ? &s->columns.at[i] : NULL;
		int w = c && c->width ? c->width : (width[i] < NARROWEST ? NARROWEST : width[i]) + MARGIN;
		lxw_row_col_options hidden = { .hidden = c && c->hidden };

		xlsx_try(x, worksheet_set_column_opt(x->sheet, (lxw_col_t)i, (lxw_col_t)i, w, NULL, &hidden));
	}
}

static void put_frame(struct xlsx *x, const struct workbook_sheet *s)
{
	lxw_protection may = { .format_columns = 1, .format_rows = 1 };

	worksheet_set_paper(x->sheet, PAPER_A4);
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_set_margins(x->sheet, 0.6, 0.6, 0.8, 0.8);
	xlsx_try(x, worksheet_set_footer(x->sheet, "&C&P / &N"));
	if (s->landscape)
		worksheet_set_landscape(x->sheet);
	if (s->freeze_rows || s->freeze_columns)
		worksheet_freeze_panes(x->sheet, (lxw_row_t)s->freeze_rows, (lxw_col_t)s->freeze_columns);
	if (s->freeze_rows)
		xlsx_try(x, worksheet_repeat_rows(x->sheet, 0, (lxw_row_t)(s->freeze_rows - 1)));
	if (s->protect)
		worksheet_protect(x->sheet, NULL, &may);
	if (s->hidden)
		worksheet_hide(x->sheet);
}

static void put_sheet(struct xlsx *x, const struct workbook_sheet *s)
{
	x->sheet = workbook_add_worksheet(x->book, xlsx_sheet_name(x, s->name));
	if (!x->sheet) {
		xlsx_try(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	put_frame(x, s);
	put_columns(x, s);
	for (size_t r = 0; r < s->rows.n && x->error == LXW_NO_ERROR; r++) {
		lxw_col_t column = 0;

		for (size_t i = 0; i < s->rows.at[r]->cells.n; i++)
			if (!put_cell(x, (lxw_row_t)r, &column, &s->rows.at[r]->cells.at[i]))
				break;
	}
	xlsx_rules(x, s);
}

static void put_properties(struct xlsx *x)
{
	const struct workbook *w = x->from;
	lxw_doc_properties p = {
		.title = text_z(w->arena, w->title),
		.author = text_z(w->arena, w->author),
		/* Midnight UTC; 0 would be read as "now". */
		.created = (time_t)date_days(w->created) * 86400 + 1,
	};

	xlsx_try(x, workbook_set_properties(x->book, &p));
	for (size_t i = 0; i < w->properties.n; i++)
		xlsx_try(x, workbook_set_custom_property_string(x->book, cut(x, w->properties.at[i].name, 255),
								cut(x, w->properties.at[i].value, 255)));
}

bool render_xlsx(struct buf *out, const struct workbook *w, struct err *err)
{
	struct xlsx_formats formats = { 0 };
	lxw_workbook_options how = { .use_zip64 = LXW_FALSE };
	struct xlsx x = { .from = w, .formats = &formats, .error = LXW_NO_ERROR };
	lxw_error closed;

	memory_file_output(out);
	x.book = workbook_new_opt("workbook", &how);
	if (!x.book)
		return err_set(err, ERR_SYSTEM, "render.library", "library", "libxlsxwriter", "cause", "memory", NULL);
	put_properties(&x);
	for (size_t i = 0; i < w->sheets.n && x.error == LXW_NO_ERROR; i++)
		put_sheet(&x, w->sheets.at[i]);
	if (!w->sheets.n)
		workbook_add_worksheet(x.book, NULL);
	xlsx_choices(&x);
	closed = workbook_close(x.book);
	xlsx_try(&x, closed);
	if (x.error != LXW_NO_ERROR)
		return err_set(err, ERR_SYSTEM, "render.library", "library", "libxlsxwriter", "cause",
			       lxw_strerror(x.error), NULL);
	return true;
}

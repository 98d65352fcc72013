#include "files/stats_mapping.h"

#include <string.h>

#include "base/calendar.h"
#include "base/codes.h"
#include "files/yaml.h"

enum { COLUMNS_MAX = 512 };

struct mapped_column {
	size_t column; /* from 0 */
	struct text series, sex, period, published;
};

struct mapping {
	uint32_t first_line;
	size_t area_column, period_column; /* SIZE_MAX: none */
	struct text area, form;
	LIST(struct mapped_column) columns;
};

/* ---- cells ---- */

static int digits_of(struct text *t)
{
	int n = 0, count = 0;

	while (t->n && t->p[0] >= '0' && t->p[0] <= '9' && count++ < 4) {
		n = n * 10 + (t->p[0] - '0');
		*t = text_slice(*t, 1, t->n);
	}
	return count ? n : -1;
}

int stats_year(struct text cell)
{
	static const char *const eras[] = { "令和", "平成", "昭和", "大正", "明治" };
	struct text rest = text_trim(cell), era = { 0 };
	int n;

	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (text_starts(rest, text_of(eras[i])))
			era = text_of(eras[i]);
	rest = text_slice(rest, era.n, rest.n);
	if (era.n && text_starts(rest, TEXT("元"))) {
		n = 1;
		rest = text_slice(rest, 3, rest.n);
	} else {
		n = digits_of(&rest);
	}
	if (rest.n && !text_is(rest, "年") && !text_is(rest, "年度"))
		return 0;
	if (era.n)
		return era_year(era, n);
	return n >= 1800 && n <= 2999 ? n : 0;
}

struct text stats_area_of(struct arena *a, struct text cell)
{
	struct municipality m;
	char six[MUNICIPAL_CODE_SIZE];

	cell = text_trim(cell);
	if (cell.n == 6 && cell.p[0] == 'R')
		cell = text_slice(cell, 1, 6);
	if (cell.n && cell.p[0] >= '0' && cell.p[0] <= '9')
		return municipal_code_parse(six, cell, NULL) && municipality_by_code(&m, text_of(six))
			       ? text_dup(a, text_slice(m.code, 0, 5))
			       : (struct text){ 0 };
	if (cell.n && municipality_find(&m, (struct text){ 0 }, cell) == 1)
		return text_dup(a, text_slice(m.code, 0, 5));
	for (size_t bytes = 9; bytes <= 12 && bytes < cell.n; bytes += 3)
		if (municipality_find(&m, text_slice(cell, 0, bytes), text_slice(cell, bytes, cell.n)) == 1)
			return text_dup(a, text_slice(m.code, 0, 5));
	return (struct text){ 0 };
}

/* ---- the mapping ---- */

struct reading {
	struct arena *arena;
	const struct yaml_doc *doc;
	const char *name;
};

static bool wrong(const struct reading *r, const char *path, const char *want, struct err *err)
{
	return err_set(err, ERR_INPUT, "stats.bad-mapping", "file", r->name, "line", NUM(yaml_line_of(r->doc, path)),
		       "field", path, "want", want, NULL);
}

static bool column_number(size_t *column, const struct reading *r, const json_t *object, const char *path,
			  struct err *err)
{
	int64_t n = json_get_int(object, "column", 0);

	*column = (size_t)n - 1;
	return (n >= 1 && n <= SHEET_COLUMNS_MAX) || wrong(r, path, "column: 1, 2, 3, ...", err);
}

static bool is_series(struct text id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!(id.p[i] >= 'a' && id.p[i] <= 'z') && !(id.p[i] >= 'A' && id.p[i] <= 'Z') &&
		    !(id.p[i] >= '0' && id.p[i] <= '9') && id.p[i] != '.' && id.p[i] != '-')
			return false;
	return id.n > 0 && id.n <= 64;
}

static bool read_column(struct mapped_column *out, const struct reading *r, const json_t *object, size_t i,
			bool need_period, struct err *err)
{
	const char *path = arena_printf(r->arena, "columns.%zu", i);
	struct period p;
	struct date d;

	if (!column_number(&out->column, r, object, path, err))
		return false;
	out->series = text_dup(r->arena, json_get_text(object, "series"));
	out->sex = text_dup(r->arena, json_get_text(object, "sex"));
	out->period = text_dup(r->arena, json_get_text(object, "period"));
	out->published = text_dup(r->arena, json_get_text(object, "published"));
	if (!out->sex.n)
		out->sex = TEXT("T");
	if (!is_series(out->series))
		return wrong(r, arena_printf(r->arena, "%s.series", path), "own.births", err);
	if (!text_is(out->sex, "T") && !text_is(out->sex, "M") && !text_is(out->sex, "F"))
		return wrong(r, arena_printf(r->arena, "%s.sex", path), "T, M, F", err);
	if (out->period.n ? !period_parse(&p, out->period, NULL) : need_period)
		return wrong(r, arena_printf(r->arena, "%s.period", path), "CY2020, FY2020, 2020-10-01", err);
	if (out->published.n && !date_parse(&d, out->published, NULL))
		return wrong(r, arena_printf(r->arena, "%s.published", path), "2021-09", err);
	return true;
}

static bool read_place(struct mapping *m, const struct reading *r, struct err *err)
{
	const json_t *root = r->doc->root, *area = json_object_get(root, "area"),
		     *period = json_object_get(root, "period");
	struct period p;

	m->area_column = m->period_column = SIZE_MAX;
	m->first_line = (uint32_t)json_get_int(root, "first_line", 0);
	if (m->first_line < 1)
		return wrong(r, "first_line", "first_line: 2", err);
	if (json_is_object(area)) {
		if (!column_number(&m->area_column, r, area, "area", err))
			return false;
	} else {
		m->area = stats_area_of(r->arena, json_get_text(root, "area"));
		if (!m->area.n)
			return wrong(r, "area", "{column: 1}, \"43100\"", err);
	}
	if (!json_is_object(period))
		return true;
	m->form = text_dup(r->arena, json_get_text(period, "form"));
	if (!text_is(m->form, "CY") && !text_is(m->form, "FY") &&
	    !(m->form.n == 5 && period_parse(&p, text_of(arena_printf(r->arena, "2020-%.5s", m->form.p)), NULL)))
		return wrong(r, "period", "{column: 2, form: CY}, {column: 2, form: FY}, {column: 2, form: 10-01}",
			     err);
	return column_number(&m->period_column, r, period, "period", err);
}

static bool read_mapping(struct mapping *m, const struct reading *r, struct err *err)
{
	const json_t *columns = json_object_get(r->doc->root, "columns");

	if (!json_is_object(r->doc->root) || !json_is_array(columns) || !json_array_size(columns) ||
	    json_array_size(columns) > COLUMNS_MAX)
		return wrong(r, "columns", "columns: [...]", err);
	if (!read_place(m, r, err))
		return false;
	for (size_t i = 0; i < json_array_size(columns); i++) {
		struct mapped_column c;

		if (!read_column(&c, r, json_array_get(columns, i), i, m->period_column == SIZE_MAX, err))
			return false;
		*LIST_ADD(r->arena, &m->columns) = c;
	}
	return true;
}

/* ---- the table ---- */

static bool area_of_row(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet_row *row,
			struct text *area)
{
	struct text cell = stats_cell(row, m->area_column);

	*area = m->area_column == SIZE_MAX ? m->area : stats_area_of(a, cell);
	if (area->n)
		return true;
	stats_fault(a, t, row->line, m->area_column + 1, msg_make(a, "stats.no-area", "text", text_z(a, cell), NULL));
	return false;
}

static bool period_of_row(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet_row *row,
			  struct text *period)
{
	struct text cell;
	int year;

	if (m->period_column == SIZE_MAX)
		return true;
	cell = stats_cell(row, m->period_column);
	year = stats_year(cell);
	if (!year) {
		stats_fault(a, t, row->line, m->period_column + 1,
			    msg_make(a, "stats.no-year", "text", text_z(a, cell), NULL));
		return false;
	}
	*period = text_of(m->form.n == 2 ? arena_printf(a, "%.2s%04d", m->form.p, year)
					 : arena_printf(a, "%04d-%.5s", year, m->form.p));
	return true;
}

static void take_row(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet_row *row)
{
	struct observation o = { .ages = TEXT(AGES_TOTAL), .line = row->line };
	struct text period = { 0 };

	if (!area_of_row(a, t, m, row, &o.area) || !period_of_row(a, t, m, row, &period))
		return;
	for (size_t i = 0; i < m->columns.n; i++) {
		const struct mapped_column *c = &m->columns.at[i];

		if (!stats_number(a, t, row, c->column, true, &o.numbers))
			continue;
		o.series = c->series;
		o.sex = c->sex;
		o.period = c->period.n ? c->period : period;
		o.published = c->published;
		*LIST_ADD(a, &t->rows) = o;
	}
}

/* The sheet named, or the first with rows; its merged cells filled. */
static bool find_sheet(struct arena *a, struct sheet *out, const struct book *book, struct text title,
		       const char *yaml_name, struct err *err)
{
	const char *titles = "";

	for (size_t i = 0; i < book->sheets.n; i++) {
		const struct sheet *s = &book->sheets.at[i];

		if (title.n ? text_is(title, s->title) : s->rows.n > 0) {
			*out = *s;
			sheet_fill_merged(a, out);
			return true;
		}
		titles = arena_printf(a, "%s%s%s", titles, *titles ? ", " : "", s->title);
	}
	return err_set(err, ERR_INPUT, "stats.no-sheet", "file", book->name, "mapping", yaml_name, "sheet",
		       text_z(a, title), "sheets", titles, NULL);
}

static void take_sheet(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->rows.n; i++)
		if (sheet->rows.at[i].line >= m->first_line)
			take_row(a, t, m, &sheet->rows.at[i]);
}

bool stats_read_mapped(struct arena *a, struct stats_table *t, const struct book *book, struct text yaml,
		       const char *yaml_name, struct err *err)
{
	struct stats_table made = { .layout = "mapping" };
	struct yaml_doc doc = { 0 };
	struct mapping m = { 0 };
	struct sheet sheet;
	bool ok;

	if (!yaml_parse(&doc, a, yaml, yaml_name, err))
		return false;
	ok = read_mapping(&m, &(struct reading){ a, &doc, yaml_name }, err) &&
	     find_sheet(a, &sheet, book, json_get_text(doc.root, "sheet"), yaml_name, err);
	made.source = text_z(a, json_get_text(doc.root, "source"));
	made.licence = text_z(a, json_get_text(doc.root, "licence"));
	made.status = text_z(a, json_get_text(doc.root, "status"));
	yaml_clear(&doc);
	if (!ok)
		return false;
	if (!*made.status)
		made.status = "final";
	take_sheet(a, &made, &m, &sheet);
	if (!made.rows.n && !made.faults.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", book->name, NULL);
	*t = made;
	return true;
}

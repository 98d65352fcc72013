/* A mapping is checked whole, each key by its line, before a row is read; then rows become observations as a layout's
 * do. Rejected: a language for transformations. Where a table needs more than columns, years and areas, a layout in C
 * is shorter than what it would take to say it in YAML. */
#include "files/stats_mapping.h"

#include <string.h>

#include "base/calendar.h"
#include "base/codes.h"
#include "files/yaml.h"

enum { COLUMNS_MAX = 512 };

struct mapped_column {
	size_t column; /* from 0 */
	struct text series, sex, period, published, definition;
};

struct mapping {
	uint32_t first_line, last_line;
	size_t area_column, period_column; /* SIZE_MAX: none */
	struct text area, within, form;
	LIST(struct text) left_out; /* what stands in the area's column of rows that are passed over: 計 */
	LIST(struct mapped_column) columns;
};

/* ---- cells ---- */

/* Digits of either width, at most four; -1 where there is none. */
static int digits_of(struct text *t)
{
	int n = 0, count = 0;

	while (t->n && count < 4) {
		struct text rest = *t;
		uint32_t c = text_next(&rest);

		c = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 : c - '0';
		if (c > 9)
			break;
		n = n * 10 + (int)c;
		count++;
		*t = rest;
	}
	return count ? n : -1;
}

/* Takes the era off the front: 令和 or R, with a point behind the letter or not. */
static struct text take_era(struct text *t)
{
	static const struct {
		const char *name, letter;
	} eras[] = { { "令和", 'R' }, { "平成", 'H' }, { "昭和", 'S' }, { "大正", 'T' }, { "明治", 'M' } };

	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
		struct text name = text_of(eras[i].name);

		if (text_starts(*t, name)) {
			*t = text_trim(text_slice(*t, name.n, t->n));
			return name;
		}
		if (t->n > 1 && (t->p[0] == eras[i].letter || t->p[0] == eras[i].letter + 32)) {
			*t = text_slice(*t, t->p[1] == '.' ? 2 : 1, t->n);
			return name;
		}
	}
	return (struct text){ 0 };
}

/* Takes what stands between the numbers of a day off the front: 年, /, and - or, behind an era, a point. */
static bool take_between(struct text *t, const char *word, bool era)
{
	const char *const signs[] = { word, "/", "／", era ? "." : "-", era ? "．" : "－" };

	*t = text_trim(*t);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_starts(*t, text_of(signs[i]))) {
			*t = text_trim(text_slice(*t, strlen(signs[i]), t->n));
			return true;
		}
	return false;
}

/* 5, or 元 behind an era; -1 where there is neither. */
static int take_year(struct text *t, bool era)
{
	if (!era || !text_starts(*t, TEXT("元")))
		return digits_of(t);
	*t = text_slice(*t, strlen("元"), t->n);
	return 1;
}

int stats_year(struct text cell)
{
	struct text rest = text_trim(cell), era = take_era(&rest);
	int n = take_year(&rest, era.n > 0);

	rest = text_trim(rest);
	if (rest.n && !text_is(rest, "年") && !text_is(rest, "年度"))
		return 0;
	if (era.n)
		return era_year(era, n);
	return n >= 1800 && n <= 2999 ? n : 0;
}

bool stats_day(struct date *day, struct text cell)
{
	struct text rest = text_trim(cell), era = take_era(&rest);
	int year = take_year(&rest, era.n > 0), month, n;

	if (!take_between(&rest, "年", era.n > 0) || (month = digits_of(&rest)) < 1 || month > 12 ||
	    !take_between(&rest, "月", era.n > 0) || (n = digits_of(&rest)) < 1 || n > 31)
		return false;
	rest = text_trim(rest);
	if (rest.n && !text_is(rest, "日") && !text_is(rest, "日現在"))
		return false;
	year = era.n ? era_year(era, year) : year;
	*day = (struct date){ (int16_t)year, (int8_t)month, (int8_t)n };
	return year > 0 && date_exists(*day);
}

static struct text area_of_code(struct arena *a, struct text code)
{
	struct municipality m;
	struct ward w;
	char six[MUNICIPAL_CODE_SIZE];

	if (text_is(code, "00000") || text_is(code, "000000"))
		return TEXT("00000");
	if (!municipal_code_parse(six, code, NULL))
		return (struct text){ 0 };
	if (municipality_by_code(&m, text_of(six)))
		return text_dup(a, text_slice(m.code, 0, 5));
	return ward_by_code(&w, (struct text){ six, 5 }) ? text_dup(a, w.code) : (struct text){ 0 };
}

/* A name that stands once; 中央区 is also a special ward of 東京都, and so none. */
static struct text area_of_name(struct arena *a, struct text prefecture, struct text name)
{
	struct municipality m;
	struct ward w;
	size_t n = municipality_find(&m, prefecture, name), wards = name.n ? ward_find(&w, prefecture, name) : 0;

	if (n + wards != 1)
		return (struct text){ 0 };
	return text_dup(a, n ? text_slice(m.code, 0, 5) : w.code);
}

struct text stats_area_of(struct arena *a, struct text cell)
{
	struct text found;

	cell = text_trim(cell);
	if (cell.n == 6 && cell.p[0] == 'R')
		cell = text_slice(cell, 1, 6);
	if (!cell.n || text_is(cell, "全国"))
		return cell.n ? TEXT("00000") : cell;
	if (cell.p[0] >= '0' && cell.p[0] <= '9') {
		found = area_of_code(a, cell);
		/* Excel takes 01100 for a number and writes 1100. */
		return found.n || cell.n > 5 ? found
					     : area_of_code(a, text_of(arena_printf(a, "0%.*s", (int)cell.n, cell.p)));
	}
	found = area_of_name(a, (struct text){ 0 }, cell);
	for (size_t bytes = 9; !found.n && bytes <= 12 && bytes <= cell.n; bytes += 3)
		found = area_of_name(a, text_slice(cell, 0, bytes), text_slice(cell, bytes, cell.n));
	return found;
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

/* A key that is misspelt would be left out without a word. `known`: words with a blank around each. */
static bool known_keys(const struct reading *r, const json_t *object, const char *path, const char *known,
		       struct err *err)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)object, key, value) {
		const char *place = arena_printf(r->arena, "%s%s%s", path, *path ? "." : "", key);

		(void)value;
		if (!strstr(known, arena_printf(r->arena, " %s ", key)))
			return err_set(err, ERR_INPUT, "stats.unknown-key", "file", r->name, "line",
				       NUM(yaml_line_of(r->doc, place)), "key", key, "keys",
				       text_z(r->arena, text_trim(text_of(known))), NULL);
	}
	return true;
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

	if (!known_keys(r, object, path, " column label series sex period published definition ", err) ||
	    !column_number(&out->column, r, object, path, err))
		return false;
	out->series = text_dup(r->arena, json_get_text(object, "series"));
	out->sex = text_dup(r->arena, json_get_text(object, "sex"));
	out->period = text_dup(r->arena, json_get_text(object, "period"));
	out->published = text_dup(r->arena, json_get_text(object, "published"));
	out->definition = text_dup(r->arena, json_get_text(object, "definition"));
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
	m->last_line = (uint32_t)json_get_int(root, "last_line", UINT32_MAX);
	if (m->first_line < 1)
		return wrong(r, "first_line", "first_line: 2", err);
	if (m->last_line < m->first_line)
		return wrong(r, "last_line", "last_line: 60", err);
	if (!known_keys(r, area, "area", " column within ", err) ||
	    !known_keys(r, period, "period", " column form ", err))
		return false;
	if (json_is_object(area)) {
		m->within = text_dup(r->arena, json_get_text(area, "within"));
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
	if (!text_is(m->form, "CY") && !text_is(m->form, "FY") && !text_is(m->form, "DATE") &&
	    !(m->form.n == 5 && period_parse(&p, text_of(arena_printf(r->arena, "2020-%.5s", m->form.p)), NULL)))
		return wrong(r, "period",
			     "{column: 2, form: CY}, {column: 2, form: FY}, {column: 2, form: 10-01}, "
			     "{column: 2, form: DATE}",
			     err);
	return column_number(&m->period_column, r, period, "period", err);
}

/* leave_out: 計, or a list of such words. */
static bool read_left_out(struct mapping *m, const struct reading *r, struct err *err)
{
	const json_t *words = json_object_get(r->doc->root, "leave_out"), *word;

	for (size_t i = 0; (word = json_is_array(words) ? json_array_get(words, i) : i ? NULL : words); i++) {
		if (!json_is_string(word) || i >= COLUMNS_MAX)
			return wrong(r, "leave_out", "leave_out: [計, 合計]", err);
		*LIST_ADD(r->arena, &m->left_out) = text_of(arena_strdup(r->arena, json_string_value(word)));
	}
	return true;
}

static bool read_mapping(struct mapping *m, const struct reading *r, struct err *err)
{
	const json_t *columns = json_object_get(r->doc->root, "columns");

	if (!json_is_object(r->doc->root) || !json_is_array(columns) || !json_array_size(columns) ||
	    json_array_size(columns) > COLUMNS_MAX)
		return wrong(r, "columns", "columns: [...]", err);
	if (!known_keys(r, r->doc->root, "",
			" source licence status sheet first_line last_line leave_out area period columns ", err))
		return false;
	if (!read_place(m, r, err) || !read_left_out(m, r, err))
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

	*area = m->area;
	if (m->area_column != SIZE_MAX && m->within.n)
		*area = stats_area_of(a, text_of(arena_printf(a, "%s%s", text_z(a, m->within), text_z(a, cell))));
	if (m->area_column != SIZE_MAX && !area->n)
		*area = stats_area_of(a, cell);
	if (area->n)
		return true;
	stats_fault(a, t, row->line, m->area_column + 1, msg_make(a, "stats.no-area", "text", text_z(a, cell), NULL));
	return false;
}

static bool period_of_row(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet_row *row,
			  struct text *period)
{
	struct text cell;
	struct date day;
	int year;

	if (m->period_column == SIZE_MAX)
		return true;
	cell = stats_cell(row, m->period_column);
	if (text_is(m->form, "DATE")) {
		if (!stats_day(&day, cell)) {
			stats_fault(a, t, row->line, m->period_column + 1,
				    msg_make(a, "stats.no-day", "text", text_z(a, cell), NULL));
			return false;
		}
		*period = text_of(arena_strdup(a, DATE(day)));
		return true;
	}
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

static bool is_left_out(const struct mapping *m, const struct sheet_row *row)
{
	for (size_t i = 0; i < m->left_out.n && m->area_column != SIZE_MAX; i++)
		if (text_eq(m->left_out.at[i], stats_cell(row, m->area_column)))
			return true;
	return row->line < m->first_line || row->line > m->last_line;
}

static void define(struct arena *a, struct stats_table *t, const struct mapping *m)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].definition.n)
			*LIST_ADD(a, &t->definitions) =
				(struct stats_definition){ m->columns.at[i].series, m->columns.at[i].definition };
}

static void take_sheet(struct arena *a, struct stats_table *t, const struct mapping *m, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->rows.n; i++)
		if (!is_left_out(m, &sheet->rows.at[i]))
			take_row(a, t, m, &sheet->rows.at[i]);
	define(a, t, m);
}

bool stats_read_mapped(struct arena *a, struct stats_table *t, const struct book *book, struct text yaml,
		       const char *yaml_name, struct err *err)
{
	struct stats_table made = { .layout = "mapping", .sheet = "" };
	struct yaml_doc doc = { 0 };
	struct mapping m = { 0 };
	struct sheet sheet = { 0 };
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
	made.sheet = book->sheets.n > 1 ? sheet.title : "";
	stats_define_known(a, &made);
	if (!made.rows.n && !made.faults.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", book->name, NULL);
	*t = made;
	return true;
}

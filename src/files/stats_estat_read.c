/* The two CSV forms of e-Stat, read into figures with coordinates.
 *
 * Long (the API's): lines that tell about the table, then heads tab_code, 表章項目, cat01_code, ..., unit, value,
 * annotation, then a line a figure.
 *
 * Across (統計表・グラフ表示, downloaded by hand): lines such as "統計名：","国勢調査", the legend of the marks, then
 * the heads. The axes that run down have a column of codes ("地域 コード"), maybe one of further codes ("地域
 * 補助コード"), and one of names ("地域"). One column, whose head begins with a slash ("/時間軸（調査年）"), is empty
 * below its head and stands before the axes that run across: their classes are the heads of the columns of figures, one
 * line an axis, with a further line of codes where those were asked for. Units stand in brackets behind a name:
 * 人口【人】. */
#include <string.h>

#include "files/stats_estat.h"

enum { HEAD_ROWS_MAX = 80 };

/* ---- what is told about the table ---- */

/* 統計名： and 統計名 are one word. */
static struct text label(struct text cell)
{
	cell = text_trim(cell);
	while (text_ends(cell, TEXT("：")))
		cell = text_slice(cell, 0, cell.n - strlen("："));
	while (text_ends(cell, TEXT(":")))
		cell = text_slice(cell, 0, cell.n - 1);
	return cell;
}

static struct text last_filled(const struct sheet_row *row)
{
	for (size_t i = row->n_cells; i-- > 1;)
		if (stats_cell(row, i).n)
			return stats_cell(row, i);
	return (struct text){ 0 };
}

static bool is_sign(struct text t)
{
	static const char *const signs[] = {
		"-", "－", "―", "…", "...", "***", "＊＊＊", "*", "X", "x", "Ｘ", "χ", "…X"
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_is(t, signs[i]))
			return true;
	return false;
}

static void tell(struct arena *a, struct estat_table *t, const struct sheet_row *row)
{
	struct text key = label(stats_cell(row, 0)), value = last_filled(row);
	const struct {
		const char *key;
		struct text *field;
	} fields[] = { { "TABLE_INF", &t->id },
		       { "統計表ID", &t->id },
		       { "STAT_NAME", &t->statistic },
		       { "統計名", &t->statistic },
		       { "政府統計名", &t->statistic },
		       { "GOV_ORG", &t->office },
		       { "作成機関名", &t->office },
		       { "TITLE", &t->title },
		       { "表題", &t->title },
		       { "統計表名", &t->title },
		       { "COLLECT_AREA", &t->collected },
		       { "集計地域区分", &t->collected },
		       { "TOTAL_NUMBER", &t->total },
		       { "OPEN_DATE", &t->opened },
		       { "公開日", &t->opened },
		       { "UPDATED_DATE", &t->updated },
		       { "更新日", &t->updated } };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (text_is(key, fields[i].key) && value.n && !fields[i].field->n)
			*fields[i].field = value;
	if (text_is(key, "NOTE") && stats_cell(row, 1).n)
		*LIST_ADD(a, &t->signs) = (struct stats_sign){ stats_cell(row, 1), stats_cell(row, 2), 0 };
	else if (is_sign(stats_cell(row, 0)) && stats_cell(row, 1).n)
		*LIST_ADD(a, &t->signs) = (struct stats_sign){ stats_cell(row, 0), stats_cell(row, 1), 0 };
}

static bool too_many(const struct sheet *s, struct err *err)
{
	return err_set(err, ERR_INPUT, "estat.too-many-axes", "file", s->name, "limit", NUM(ESTAT_AXES_MAX), NULL);
}

/* ---- long ---- */

struct long_columns {
	size_t head; /* its row */
	size_t code[ESTAT_AXES_MAX], name[ESTAT_AXES_MAX];
	size_t unit, value;
};

static bool is_code_head(struct text head)
{
	return text_ends(head, TEXT("_code")) && head.n > strlen("_code");
}

/* SIZE_MAX: none. */
static size_t long_head(const struct sheet *s)
{
	for (size_t i = 0; i < s->rows.n && i < HEAD_ROWS_MAX; i++) {
		const struct sheet_row *row = &s->rows.at[i];
		bool code = false, value = false;

		for (size_t j = 0; j < row->n_cells; j++) {
			code |= is_code_head(stats_cell(row, j));
			value |= text_is(stats_cell(row, j), "value");
		}
		if (code && value)
			return i;
	}
	return SIZE_MAX;
}

bool estat_is_long(const struct sheet *s)
{
	return long_head(s) != SIZE_MAX;
}

static bool find_long_columns(struct long_columns *c, struct estat_table *t, const struct sheet *s, struct err *err)
{
	const struct sheet_row *row;

	*c = (struct long_columns){ .head = long_head(s), .unit = SIZE_MAX, .value = SIZE_MAX };
	row = &s->rows.at[c->head];
	for (size_t j = 0; j < row->n_cells; j++) {
		struct text head = stats_cell(row, j), next = stats_cell(row, j + 1);

		if (text_is(head, "unit"))
			c->unit = j;
		if (text_is(head, "value"))
			c->value = j;
		if (!is_code_head(head))
			continue;
		if (t->n_axes == ESTAT_AXES_MAX)
			return too_many(s, err);
		c->code[t->n_axes] = j;
		/* Without names the next code follows at once. */
		c->name[t->n_axes] =
			is_code_head(next) || text_is(next, "unit") || text_is(next, "value") ? SIZE_MAX : j + 1;
		t->axes[t->n_axes].id = text_slice(head, 0, head.n - strlen("_code"));
		t->axes[t->n_axes].name = c->name[t->n_axes] == SIZE_MAX ? (struct text){ 0 } : next;
		t->n_axes++;
	}
	return true;
}

static struct text cell_at(const struct sheet_row *row, size_t column)
{
	return column == SIZE_MAX ? (struct text){ 0 } : stats_cell(row, column);
}

bool estat_read_long(struct arena *a, struct estat_table *t, const struct sheet *s, struct err *err)
{
	struct estat_table made = { 0 };
	struct long_columns c;

	if (!find_long_columns(&c, &made, s, err))
		return false;
	for (size_t i = 0; i < c.head; i++)
		tell(a, &made, &s->rows.at[i]);
	for (size_t i = c.head + 1; i < s->rows.n; i++) {
		const struct sheet_row *row = &s->rows.at[i];
		struct estat_class *at = arena_array(a, made.n_axes, sizeof *at);
		struct estat_figure *f = LIST_ADD(a, &made.figures);

		for (size_t k = 0; k < made.n_axes; k++)
			at[k] = (struct estat_class){ cell_at(row, c.code[k]), cell_at(row, c.name[k]) };
		*f = (struct estat_figure){ row->line, (uint32_t)c.value + 1, at, cell_at(row, c.unit),
					    cell_at(row, c.value) };
	}
	*t = made;
	return true;
}

/* ---- across ---- */

struct cross {
	const struct sheet *sheet;
	size_t first, last;                                        /* rows of the heads */
	size_t slash;                                              /* column of the slash */
	size_t down;                                               /* axes that run down come first */
	size_t code[ESTAT_AXES_MAX], name[ESTAT_AXES_MAX];         /* their columns */
	size_t code_row[ESTAT_AXES_MAX], name_row[ESTAT_AXES_MAX]; /* of those that run across */
};

static size_t slash_of(const struct sheet_row *row)
{
	for (size_t j = 0; j + 1 < row->n_cells; j++)
		if (text_starts(stats_cell(row, j), TEXT("/")) && stats_cell(row, j).n > 1)
			return j;
	return SIZE_MAX;
}

static bool find_slash(struct cross *x, const struct sheet *s)
{
	*x = (struct cross){ .sheet = s };
	for (size_t i = 0; i < s->rows.n && i < HEAD_ROWS_MAX; i++) {
		x->slash = slash_of(&s->rows.at[i]);
		if (x->slash == SIZE_MAX)
			continue;
		x->first = x->last = i;
		while (x->last + 1 < s->rows.n && slash_of(&s->rows.at[x->last + 1]) == x->slash)
			x->last++;
		return true;
	}
	return false;
}

/* A slash alone may stand in any table: one of the axes must be one that e-Stat's tables have. */
bool estat_is_cross(const struct sheet *s)
{
	static const char *const words[] = { "表章項目", "時間軸", "地域", "男女", "全国" };
	struct cross x;

	if (!find_slash(&x, s))
		return false;
	for (size_t i = x.first; i <= x.last; i++)
		for (size_t j = 0; j <= x.slash; j++)
			for (size_t k = 0; k < sizeof words / sizeof *words; k++)
				if (text_find(stats_cell(&s->rows.at[i], j), text_of(words[k])) != SIZE_MAX)
					return true;
	return false;
}

/* 男女別 コード -> 男女別; false for further codes and notes, of which no axis is made. */
static bool split_head(struct text *axis, bool *is_code, struct text head)
{
	static const char *const ignored[] = { "補助コード", "階層コード", "階層レベル", "注釈" };

	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		if (text_ends(head, text_of(ignored[i])))
			return false;
	*is_code = text_ends(head, TEXT("コード"));
	*axis = *is_code ? text_trim(text_slice(head, 0, head.n - strlen("コード"))) : head;
	return axis->n > 0;
}

static size_t axis_named(struct estat_table *t, size_t from, struct text name)
{
	for (size_t k = from; k < t->n_axes; k++)
		if (text_eq(t->axes[k].name, name))
			return k;
	if (t->n_axes == ESTAT_AXES_MAX)
		return SIZE_MAX;
	t->axes[t->n_axes].name = name;
	return t->n_axes++;
}

/* The head of a column that runs down: the lowest one that is filled. */
static struct text down_head(const struct cross *x, size_t column)
{
	for (size_t i = x->last + 1; i-- > x->first;) {
		struct text head = stats_cell(&x->sheet->rows.at[i], column);

		if (head.n)
			return head;
	}
	return (struct text){ 0 };
}

static bool find_axes(struct cross *x, struct estat_table *t, struct err *err)
{
	struct text axis;
	bool is_code;

	memset(x->code, 0xff, sizeof x->code); /* SIZE_MAX: none */
	memset(x->name, 0xff, sizeof x->name);
	memset(x->code_row, 0xff, sizeof x->code_row);
	memset(x->name_row, 0xff, sizeof x->name_row);
	for (size_t j = 0; j < x->slash; j++) {
		size_t k;

		if (!split_head(&axis, &is_code, down_head(x, j)))
			continue;
		k = axis_named(t, 0, axis);
		if (k == SIZE_MAX)
			return too_many(x->sheet, err);
		(is_code ? x->code : x->name)[k] = j;
	}
	x->down = t->n_axes;
	for (size_t i = x->first; i <= x->last; i++) {
		struct text head = stats_cell(&x->sheet->rows.at[i], x->slash);
		size_t k;

		if (!split_head(&axis, &is_code, text_slice(head, 1, head.n)))
			continue;
		k = axis_named(t, x->down, axis);
		if (k == SIZE_MAX)
			return too_many(x->sheet, err);
		(is_code ? x->code_row : x->name_row)[k] = i;
	}
	return true;
}

/* The cell above a column of figures; where it is merged, the one to its left. */
static struct text above(const struct cross *x, size_t row, size_t column)
{
	const struct sheet_row *r;

	if (row == SIZE_MAX)
		return (struct text){ 0 };
	r = &x->sheet->rows.at[row];
	for (size_t j = column; j > x->slash; j--)
		if (stats_cell(r, j).n)
			return stats_cell(r, j);
	return (struct text){ 0 };
}

/* A column whose lowest head is empty or says 注釈 holds notes. */
static bool holds_figures(const struct cross *x, size_t column)
{
	struct text head = stats_cell(&x->sheet->rows.at[x->last], column);

	return head.n && text_find(head, TEXT("注釈")) == SIZE_MAX;
}

/* 人口【人】 -> 人口 and 人. */
static void take_unit(struct estat_class *c, struct text *unit)
{
	size_t open = text_find(c->name, TEXT("【"));

	if (open == SIZE_MAX || !text_ends(c->name, TEXT("】")))
		return;
	*unit = text_slice(c->name, open + strlen("【"), c->name.n - strlen("】"));
	c->name = text_trim(text_slice(c->name, 0, open));
}

static void take_row(struct arena *a, struct estat_table *t, const struct cross *x, const struct sheet_row *row)
{
	for (size_t j = x->slash + 1; j < row->n_cells; j++) {
		struct estat_figure f = { row->line, (uint32_t)j + 1, NULL, { 0 }, stats_cell(row, j) };
		struct estat_class *at;

		/* An empty cell is a combination that the table does not have. */
		if (!f.value.n || !holds_figures(x, j))
			continue;
		at = arena_array(a, t->n_axes, sizeof *at);
		for (size_t k = 0; k < t->n_axes; k++) {
			if (k < x->down)
				at[k] = (struct estat_class){ cell_at(row, x->code[k]), cell_at(row, x->name[k]) };
			else
				at[k] = (struct estat_class){ above(x, x->code_row[k], j),
							      above(x, x->name_row[k], j) };
			take_unit(&at[k], &f.unit);
		}
		f.at = at;
		*LIST_ADD(a, &t->figures) = f;
	}
}

bool estat_read_cross(struct arena *a, struct estat_table *t, const struct sheet *s, struct err *err)
{
	struct estat_table made = { 0 };
	struct cross x;

	if (!find_slash(&x, s) || !find_axes(&x, &made, err))
		return false;
	for (size_t i = 0; i < x.first; i++)
		tell(a, &made, &s->rows.at[i]);
	for (size_t i = x.last + 1; i < s->rows.n; i++)
		take_row(a, &made, &x, &s->rows.at[i]);
	if (!made.figures.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", s->name, NULL);
	*t = made;
	return true;
}

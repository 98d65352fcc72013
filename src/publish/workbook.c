#include "publish/workbook.h"

struct workbook *workbook_begin(struct arena *a, enum lang lang, struct text title, struct date created)
{
	struct workbook *w = NEW(a, struct workbook);

	*w = (struct workbook){ .arena = a, .lang = lang, .title = title, .created = created };
	return w;
}

struct workbook_sheet *workbook_sheet(struct workbook *w, struct text name)
{
	struct workbook_sheet *s = NEW(w->arena, struct workbook_sheet);

	s->name = name;
	*LIST_ADD(w->arena, &w->sheets) = s;
	return s;
}

struct workbook_column *workbook_column(struct workbook *w, struct workbook_sheet *s, int width)
{
	struct workbook_column *c = LIST_ADD(w->arena, &s->columns);

	c->width = width;
	return c;
}

void workbook_property(struct workbook *w, struct text name, struct text value)
{
	*LIST_ADD(w->arena, &w->properties) = (struct workbook_property){ name, value };
}

struct workbook_row *workbook_row(struct workbook *w, struct workbook_sheet *s)
{
	struct workbook_row *r = NEW(w->arena, struct workbook_row);

	*LIST_ADD(w->arena, &s->rows) = r;
	return r;
}

struct workbook_cell *workbook_empty(struct workbook *w, struct workbook_row *r, unsigned flags)
{
	struct workbook_cell *c = LIST_ADD(w->arena, &r->cells);

	c->flags = flags;
	return c;
}

struct workbook_cell *workbook_text(struct workbook *w, struct workbook_row *r, unsigned flags, struct text text)
{
	struct workbook_cell *c = workbook_empty(w, r, flags);

	c->kind = WORKBOOK_TEXT;
	c->text = text;
	return c;
}

struct workbook_cell *workbook_number(struct workbook *w, struct workbook_row *r, unsigned flags, struct decimal n)
{
	struct workbook_cell *c = workbook_empty(w, r, flags);

	c->kind = WORKBOOK_NUMBER;
	c->number = n;
	return c;
}

struct workbook_cell *workbook_date(struct workbook *w, struct workbook_row *r, unsigned flags, struct date d)
{
	struct workbook_cell *c = workbook_empty(w, r, flags);

	c->kind = WORKBOOK_DATE;
	c->date = d;
	return c;
}

struct workbook_rule *workbook_rule(struct workbook *w, enum workbook_rule_kind kind)
{
	struct workbook_rule *r = NEW(w->arena, struct workbook_rule);

	r->kind = kind;
	return r;
}

void workbook_choice(struct workbook *w, struct workbook_rule *rule, struct text choice)
{
	*LIST_ADD(w->arena, &rule->choices) = choice;
}

static int64_t row_columns(const struct workbook_row *r)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->cells.n; i++)
		n += r->cells.at[i].span > 1 ? r->cells.at[i].span : 1;
	return n;
}

static bool over(const struct workbook *w, const struct workbook_sheet *s, const char *id, int64_t limit,
		 struct err *err)
{
	return err_set(err, ERR_INPUT, id, "sheet", text_z(w->arena, s->name), "limit", NUM(limit), NULL);
}

bool workbook_fits(const struct workbook *w, struct err *err)
{
	if (w->sheets.n > WORKBOOK_SHEETS_MAX)
		return err_set(err, ERR_INPUT, "workbook.too-many-sheets", "limit", NUM(WORKBOOK_SHEETS_MAX), NULL);
	for (size_t i = 0; i < w->sheets.n; i++) {
		const struct workbook_sheet *s = w->sheets.at[i];

		if (s->rows.n > WORKBOOK_ROWS_MAX)
			return over(w, s, "workbook.too-long", WORKBOOK_ROWS_MAX, err);
		for (size_t k = 0; k < s->rows.n; k++)
			if (row_columns(s->rows.at[k]) > WORKBOOK_COLUMNS_MAX)
				return over(w, s, "workbook.too-wide", WORKBOOK_COLUMNS_MAX, err);
	}
	return true;
}

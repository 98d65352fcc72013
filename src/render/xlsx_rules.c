/* What may be written in a cell, as Excel's data validation: one rule for each run of cells in a column that share it,
 * so that a sheet of a thousand rows has a few rules. Excel's limits (a title of 32 characters, a message of 255) are
 * kept here. */
#include <stdlib.h>

#include "render/xlsx_parts.h"

enum { TITLE_MAX = 32, PROMPT_MAX = 255, REFUSAL_MAX = 225 };
#define NUMBER_MAX 1e15

/* "選択肢": in the workbook's language, since a curious person may unhide it. */
static const char *list_sheet(const struct xlsx *x)
{
	return x->from->lang == LANG_JA ? "選択肢" : "choices";
}

static char *list_formula(struct xlsx *x, const struct workbook_rule *r)
{
	char column[8] = "";
	size_t i;

	for (i = 0; i < x->lists.n && x->lists.at[i].rule != r; i++)
		;
	if (i == x->lists.n)
		*LIST_ADD(x->from->arena, &x->lists) = (struct xlsx_list){ r, (lxw_col_t)i };
	lxw_col_to_name(column, (lxw_col_t)i, 1);
	return arena_printf(x->from->arena, "='%s'!%s$1:%s$%zu", list_sheet(x), column, column,
			    r->choices.n ? r->choices.n : 1);
}

static double number_of(struct decimal d)
{
	return strtod(DEC(d), NULL);
}

static void between(lxw_data_validation *v, const struct workbook_rule *r, double lowest)
{
	v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	v->minimum_number = r->has_min ? number_of(r->min) : lowest;
	v->maximum_number = r->has_max ? number_of(r->max) : NUMBER_MAX;
}

static void say_kind(struct xlsx *x, lxw_data_validation *v, const struct workbook_rule *r)
{
	static const struct date earliest = { 1900, 1, 1 }, latest = { 2999, 12, 31 };

	switch (r->kind) {
	case WORKBOOK_RULE_CHOICES:
		v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		v->value_formula = list_formula(x, r);
		break;
	case WORKBOOK_RULE_NUMBER:
		v->validate = LXW_VALIDATION_TYPE_DECIMAL;
		between(v, r, -NUMBER_MAX);
		break;
	case WORKBOOK_RULE_WHOLE:
		v->validate = LXW_VALIDATION_TYPE_INTEGER;
		between(v, r, -NUMBER_MAX);
		break;
	case WORKBOOK_RULE_DATE:
		v->validate = LXW_VALIDATION_TYPE_DATE;
		v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
		v->minimum_datetime = xlsx_day(r->first.year ? r->first : earliest);
		v->maximum_datetime = xlsx_day(date_last(r->last.year ? r->last : latest));
		break;
	case WORKBOOK_RULE_TEXT:
		v->validate = r->has_max ? LXW_VALIDATION_TYPE_LENGTH : LXW_VALIDATION_TYPE_ANY;
		between(v, r, 0);
		break;
	default:
		v->validate = LXW_VALIDATION_TYPE_ANY;
	}
}

struct run {
	const struct workbook_rule *rule;
	lxw_row_t first, last;
};

static void put_run(struct xlsx *x, const struct run *run, lxw_col_t column)
{
	const struct workbook_rule *r = run->rule;
	lxw_data_validation v = { 0 };

	if (!r || (r->kind == WORKBOOK_RULE_CHOICES && !r->choices.n))
		return;
	say_kind(x, &v, r);
	v.input_title = xlsx_cut(x, r->prompt_title, TITLE_MAX);
	v.input_message = xlsx_cut(x, r->prompt, PROMPT_MAX);
	v.error_message = xlsx_cut(x, r->refusal, REFUSAL_MAX);
	v.error_type = r->warn ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP;
	if (v.validate == LXW_VALIDATION_TYPE_ANY && !v.input_message && !v.input_title)
		return;
	xlsx_try(x, worksheet_data_validation_range(x->sheet, run->first, column, run->last, column, &v));
}

void xlsx_rules(struct xlsx *x, const struct workbook_sheet *s)
{
	struct run *open = arena_array(x->from->arena, WORKBOOK_COLUMNS_MAX, sizeof *open);

	for (size_t r = 0; r < s->rows.n; r++) {
		size_t column = 0;

		for (size_t i = 0; i < s->rows.at[r]->cells.n && column < WORKBOOK_COLUMNS_MAX; i++) {
			const struct workbook_cell *c = &s->rows.at[r]->cells.at[i];
			struct run *run = &open[column];

			if (run->rule != c->rule || run->last + 1 != r) {
				put_run(x, run, (lxw_col_t)column);
				*run = (struct run){ c->rule, (lxw_row_t)r, (lxw_row_t)r };
			}
			run->last = (lxw_row_t)r;
			column += c->span > 1 ? (size_t)c->span : 1;
		}
	}
	for (size_t column = 0; column < WORKBOOK_COLUMNS_MAX; column++)
		put_run(x, &open[column], (lxw_col_t)column);
}

void xlsx_choices(struct xlsx *x)
{
	lxw_worksheet *sheet;

	if (!x->lists.n)
		return;
	sheet = workbook_add_worksheet(x->book, list_sheet(x));
	if (!sheet) {
		xlsx_try(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	worksheet_hide(sheet);
	for (size_t i = 0; i < x->lists.n; i++) {
		const struct workbook_rule *r = x->lists.at[i].rule;

		for (size_t k = 0; k < r->choices.n; k++)
			xlsx_try(x, worksheet_write_string(sheet, (lxw_row_t)k, x->lists.at[i].column,
							   text_z(x->from->arena, r->choices.at[k]), NULL));
	}
}

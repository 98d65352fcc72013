/* A workbook on its way to sosei-render. Rules are listed once and named by their place in that list, since one list of
 * choices stands in hundreds of cells. */
#include <string.h>

#include "publish/wire.h"
#include "publish/workbook.h"

enum { WIDTH_LIMIT = 255, SPAN_MAX = WORKBOOK_COLUMNS_MAX, CHOICES_MAX = 10000, FLAGS_MAX = 63 };

static const char *const kind_name[WORKBOOK_KIND_COUNT] = { "empty", "text", "number", "date" };
static const char *const rule_name[WORKBOOK_RULE_COUNT] = { "none", "choices", "number", "whole", "date", "text" };

typedef LIST(const struct workbook_rule *) rule_list;

/* ---- out ---- */

static void put_decimal(json_t *o, const char *key, struct decimal d)
{
	json_object_set_new(o, key, json_string(DEC(d)));
}

static size_t rule_place(struct arena *a, rule_list *rules, const struct workbook_rule *rule)
{
	for (size_t i = rules->n; i-- > 0;)
		if (rules->at[i] == rule)
			return i;
	*LIST_ADD(a, rules) = rule;
	return rules->n - 1;
}

static json_t *put_cell(struct arena *a, rule_list *rules, const struct workbook_cell *c)
{
	json_t *o = json_object();

	if (c->kind != WORKBOOK_EMPTY)
		json_object_set_new(o, "kind", json_string(kind_name[c->kind]));
	wire_int(o, "flags", c->flags);
	wire_int(o, "span", c->span);
	if (c->kind == WORKBOOK_TEXT)
		wire_text(o, "text", c->text);
	if (c->kind == WORKBOOK_NUMBER)
		put_decimal(o, "number", c->number);
	if (c->kind == WORKBOOK_DATE)
		wire_date(o, "date", c->date);
	wire_text(o, "unit", c->unit);
	wire_text(o, "comment", c->comment);
	if (c->rule)
		wire_int(o, "rule", (int64_t)rule_place(a, rules, c->rule) + 1);
	return o;
}

static json_t *put_sheet(struct arena *a, rule_list *rules, const struct workbook_sheet *s)
{
	json_t *o = json_object(), *columns = json_array(), *rows = json_array();

	wire_text(o, "name", s->name);
	for (size_t i = 0; i < s->columns.n; i++) {
		json_t *column = json_object();

		wire_int(column, "width", s->columns.at[i].width);
		wire_int(column, "hidden", s->columns.at[i].hidden);
		json_array_append_new(columns, column);
	}
	for (size_t i = 0; i < s->rows.n; i++) {
		json_t *row = json_array();

		for (size_t k = 0; k < s->rows.at[i]->cells.n; k++)
			json_array_append_new(row, put_cell(a, rules, &s->rows.at[i]->cells.at[k]));
		json_array_append_new(rows, row);
	}
	json_object_set_new(o, "columns", columns);
	json_object_set_new(o, "rows", rows);
	wire_int(o, "freeze_rows", s->freeze_rows);
	wire_int(o, "freeze_columns", s->freeze_columns);
	wire_int(o, "protect", s->protect);
	wire_int(o, "landscape", s->landscape);
	wire_int(o, "hidden", s->hidden);
	return o;
}

static json_t *put_rule(const struct workbook_rule *r)
{
	json_t *o = json_object(), *choices = json_array();

	json_object_set_new(o, "kind", json_string(rule_name[r->kind]));
	for (size_t i = 0; i < r->choices.n; i++)
		json_array_append_new(choices, wire_string(r->choices.at[i]));
	json_object_set_new(o, "choices", choices);
	if (r->has_min)
		put_decimal(o, "min", r->min);
	if (r->has_max)
		put_decimal(o, "max", r->max);
	wire_date(o, "first", r->first);
	wire_date(o, "last", r->last);
	wire_text(o, "prompt_title", r->prompt_title);
	wire_text(o, "prompt", r->prompt);
	wire_text(o, "refusal", r->refusal);
	wire_int(o, "warn", r->warn);
	return o;
}

json_t *workbook_to_json(const struct workbook *w)
{
	json_t *o = json_object(), *sheets = json_array(), *rules = json_array(), *properties = json_object();
	struct arena scratch = { 0 };
	rule_list list = { 0 };

	json_object_set_new(o, "lang", json_string(w->lang == LANG_JA ? "ja" : "en"));
	wire_text(o, "title", w->title);
	wire_text(o, "author", w->author);
	wire_date(o, "created", w->created);
	for (size_t i = 0; i < w->sheets.n; i++)
		json_array_append_new(sheets, put_sheet(&scratch, &list, w->sheets.at[i]));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(rules, put_rule(list.at[i]));
	for (size_t i = 0; i < w->properties.n; i++)
		wire_text(properties, text_z(&scratch, w->properties.at[i].name), w->properties.at[i].value);
	json_object_set_new(o, "sheets", sheets);
	json_object_set_new(o, "rules", rules);
	json_object_set_new(o, "properties", properties);
	arena_clear(&scratch);
	return o;
}

/* ---- in ---- */

struct reading {
	struct arena *arena;
	struct err *err;
	struct workbook_rule **rules;
	size_t n_rules;
	bool ok;
};

static void wrong(struct reading *in, const char *where)
{
	if (in->ok)
		in->ok = wire_wrong(in->err, where);
}

static int64_t get_int(struct reading *in, const json_t *o, const char *key, int64_t max)
{
	int64_t n = 0;

	if (in->ok)
		in->ok = wire_get_int(&n, o, key, max, in->err);
	return n;
}

static struct date get_date(struct reading *in, const json_t *o, const char *key)
{
	struct date d = { 0 };

	if (in->ok)
		in->ok = wire_get_date(&d, o, key, in->err);
	return d;
}

static bool get_decimal(struct reading *in, struct decimal *d, const json_t *o, const char *key)
{
	struct text t = json_get_text(o, key);

	if (t.n && in->ok)
		in->ok = decimal_parse(d, t, in->err);
	return t.n && in->ok;
}

static int get_name(struct reading *in, const json_t *o, const char *const *names, int count)
{
	struct text t = json_get_text(o, "kind");

	if (!t.n)
		return 0;
	for (int i = 0; i < count; i++)
		if (text_is(t, names[i]))
			return i;
	wrong(in, "kind");
	return 0;
}

static void get_cell(struct reading *in, struct workbook_cell *c, const json_t *o)
{
	int64_t rule;

	c->kind = (enum workbook_kind)get_name(in, o, kind_name, WORKBOOK_KIND_COUNT);
	c->flags = (unsigned)get_int(in, o, "flags", FLAGS_MAX);
	c->span = (int)get_int(in, o, "span", SPAN_MAX);
	c->text = wire_get_text(in->arena, o, "text");
	c->date = get_date(in, o, "date");
	c->unit = wire_get_text(in->arena, o, "unit");
	c->comment = wire_get_text(in->arena, o, "comment");
	if (!get_decimal(in, &c->number, o, "number") && c->kind == WORKBOOK_NUMBER)
		wrong(in, "number");
	if (c->kind == WORKBOOK_DATE && !c->date.year)
		wrong(in, "date");
	rule = get_int(in, o, "rule", (int64_t)in->n_rules);
	if (rule && in->ok)
		c->rule = in->rules[rule - 1];
}

static void get_row(struct reading *in, struct workbook *w, struct workbook_sheet *s, const json_t *list)
{
	struct workbook_row *row = workbook_row(w, s);
	const json_t *o;
	size_t i;

	json_array_foreach (list, i, o)
		get_cell(in, workbook_empty(w, row, 0), o);
}

static void get_sheet(struct reading *in, struct workbook *w, const json_t *o)
{
	struct workbook_sheet *s = workbook_sheet(w, wire_get_text(in->arena, o, "name"));
	const json_t *rows = json_object_get(o, "rows"), *item;
	size_t i;

	s->freeze_rows = (int)get_int(in, o, "freeze_rows", WORKBOOK_ROWS_MAX);
	s->freeze_columns = (int)get_int(in, o, "freeze_columns", WORKBOOK_COLUMNS_MAX);
	s->protect = get_int(in, o, "protect", 1);
	s->landscape = get_int(in, o, "landscape", 1);
	s->hidden = get_int(in, o, "hidden", 1);
	json_array_foreach (json_object_get(o, "columns"), i, item) {
		struct workbook_column *c = workbook_column(w, s, (int)get_int(in, item, "width", WIDTH_LIMIT));

		c->hidden = get_int(in, item, "hidden", 1);
	}
	for (i = 0; in->ok && i < json_array_size(rows); i++)
		get_row(in, w, s, json_array_get(rows, i));
}

static void get_rule(struct reading *in, struct workbook *w, struct workbook_rule **rule, const json_t *o)
{
	struct workbook_rule *r =
		workbook_rule(w, (enum workbook_rule_kind)get_name(in, o, rule_name, WORKBOOK_RULE_COUNT));
	const json_t *item;
	size_t i;

	*rule = r;
	if (json_array_size(json_object_get(o, "choices")) > CHOICES_MAX)
		wrong(in, "choices");
	json_array_foreach (json_object_get(o, "choices"), i, item) {
		const char *choice = json_string_value(item);

		workbook_choice(w, r, text_of(arena_strdup(in->arena, choice ? choice : "")));
	}
	r->has_min = get_decimal(in, &r->min, o, "min");
	r->has_max = get_decimal(in, &r->max, o, "max");
	r->first = get_date(in, o, "first");
	r->last = get_date(in, o, "last");
	r->prompt_title = wire_get_text(in->arena, o, "prompt_title");
	r->prompt = wire_get_text(in->arena, o, "prompt");
	r->refusal = wire_get_text(in->arena, o, "refusal");
	r->warn = get_int(in, o, "warn", 1);
}

static void get_properties(struct reading *in, struct workbook *w, const json_t *o)
{
	const char *name;
	const json_t *value;

	for (void *at = json_object_iter((json_t *)(uintptr_t)o); at;
	     at = json_object_iter_next((json_t *)(uintptr_t)o, at)) {
		name = json_object_iter_key(at);
		value = json_object_iter_value(at);
		if (json_is_string(value))
			workbook_property(w, text_of(arena_strdup(in->arena, name)),
					  text_of(arena_strdup(in->arena, json_string_value(value))));
	}
}

bool workbook_from_json(struct arena *a, struct workbook **w, const json_t *j, struct err *err)
{
	struct reading in = { .arena = a, .err = err, .ok = true };
	const json_t *rules = json_object_get(j, "rules"), *sheets = json_object_get(j, "sheets");
	enum lang lang = text_is(json_get_text(j, "lang"), "en") ? LANG_EN : LANG_JA;
	struct workbook *made = workbook_begin(a, lang, wire_get_text(a, j, "title"), get_date(&in, j, "created"));

	made->author = wire_get_text(a, j, "author");
	in.n_rules = json_array_size(rules);
	in.rules = arena_array(a, in.n_rules + 1, sizeof *in.rules);
	for (size_t i = 0; i < in.n_rules; i++)
		get_rule(&in, made, &in.rules[i], json_array_get(rules, i));
	get_properties(&in, made, json_object_get(j, "properties"));
	for (size_t i = 0; in.ok && i < json_array_size(sheets); i++)
		get_sheet(&in, made, json_array_get(sheets, i));
	if (!json_is_object(j))
		wrong(&in, "workbook");
	in.ok = in.ok && workbook_fits(made, err);
	if (in.ok)
		*w = made;
	return in.ok;
}

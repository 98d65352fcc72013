/* The other half of plan/json.h. One struct knows where we are, so that every error names its path; after the first one
 * every getter gives the empty value and the caller need not look until the end. */
#include "plan/json.h"

#include <string.h>

#include "plan/read_parts.h"

struct in {
	struct arena *a;
	const char *where;
	struct err *err;
	bool failed;
	char path[256];
	size_t n;
};

static size_t enter(struct in *in, const char *key)
{
	size_t old = in->n, n = strlen(key);

	if (in->n + n + 2 < sizeof in->path) {
		if (in->n)
			in->path[in->n++] = '.';
		memcpy(in->path + in->n, key, n + 1);
		in->n += n;
	}
	return old;
}

static void leave(struct in *in, size_t old)
{
	in->n = old;
	in->path[old] = '\0';
}

static void fail(struct in *in, const char *key, const char *id)
{
	size_t old = enter(in, key);

	if (!in->failed)
		err_set(in->err, ERR_INPUT, id, "file", in->where, "path", in->path, NULL);
	in->failed = true;
	leave(in, old);
}

/* The value under that key; NULL where absent, null or (an error then) of another type. */
static const json_t *get(struct in *in, const json_t *o, const char *key, json_type type, const char *id)
{
	const json_t *v = json_object_get(o, key);

	if (!v || json_is_null(v) || in->failed)
		return NULL;
	if (json_typeof(v) == type)
		return v;
	fail(in, key, id);
	return NULL;
}

static struct text get_text(struct in *in, const json_t *o, const char *key)
{
	const json_t *v = get(in, o, key, JSON_STRING, "plan.json-not-text");
	struct text t = v ? (struct text){ json_string_value(v), json_string_length(v) } : TEXT("");

	return t.n ? text_dup(in->a, t) : TEXT("");
}

static struct text get_needed(struct in *in, const json_t *o, const char *key)
{
	struct text t = get_text(in, o, key);

	/* Half a plan has an empty title: it must be said, not left out. */
	if (!t.n && !json_is_string(json_object_get(o, key)))
		fail(in, key, "plan.json-missing");
	return t;
}

static bool get_bool(struct in *in, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (v && !json_is_boolean(v) && !json_is_null(v))
		fail(in, key, "plan.json-not-yes-or-no");
	return json_is_true(v);
}

static int64_t get_int(struct in *in, const json_t *o, const char *key, int64_t low, int64_t high)
{
	const json_t *v = get(in, o, key, JSON_INTEGER, "plan.json-not-integer");
	int64_t n = v ? json_integer_value(v) : 0;

	if (v && (n < low || n > high))
		fail(in, key, "plan.json-not-integer");
	return in->failed ? 0 : n;
}

static struct date get_date(struct in *in, const json_t *o, const char *key)
{
	struct text t = get_text(in, o, key);
	struct date d = { 0 };

	if (t.n && !date_parse(&d, t, NULL))
		fail(in, key, "plan.json-not-date");
	return d;
}

static struct period get_period(struct in *in, const json_t *o, const char *key)
{
	struct text t = get_text(in, o, key);
	struct period p = { 0 };

	if (t.n && !period_parse(&p, t, NULL))
		fail(in, key, "plan.json-not-period");
	return p;
}

/* A decimal as text, or an integer for people who write YAML. */
static struct decimal get_decimal(struct in *in, const json_t *o, const char *key, bool *has)
{
	const json_t *v = json_object_get(o, key);
	struct decimal d = { 0 };

	*has = v && !json_is_null(v);
	if (!*has)
		return d;
	if (json_is_integer(v) && decimal_parse(&d, text_of(NUM(json_integer_value(v))), NULL))
		return d;
	if (!json_is_string(v) || !decimal_parse(&d, text_of(json_string_value(v)), NULL))
		fail(in, key, "plan.json-not-decimal");
	*has = !in->failed;
	return d;
}

static struct span get_lines(struct in *in, const json_t *o, const char *key)
{
	const json_t *v = get(in, o, key, JSON_ARRAY, "plan.json-not-lines");
	json_int_t first, last;

	if (!v)
		return (struct span){ 0 };
	first = json_integer_value(json_array_get(v, 0));
	last = json_integer_value(json_array_get(v, 1));
	if (json_array_size(v) != 2 || first < 1 || last < first || last > UINT32_MAX) {
		fail(in, key, "plan.json-not-lines");
		return (struct span){ 0 };
	}
	return (struct span){ (uint32_t)first, (uint32_t)last };
}

/* Calls take for every object of the array under that key, with the path standing at it. */
static void each(struct in *in, const json_t *o, const char *key, void (*take)(struct in *, const json_t *, void *),
		 void *out)
{
	const json_t *array = get(in, o, key, JSON_ARRAY, "plan.json-not-list");
	size_t old = enter(in, key), i;
	json_t *item;

	json_array_foreach (array, i, item) {
		const char *index = NUM((int64_t)i);
		size_t at;

		if (in->failed)
			break;
		if (!json_is_object(item)) {
			fail(in, index, "plan.json-not-object");
			break;
		}
		at = enter(in, index);
		take(in, item, out);
		leave(in, at);
	}
	leave(in, old);
}

static void get_texts(struct in *in, const json_t *o, const char *key, text_list *list)
{
	const json_t *array = get(in, o, key, JSON_ARRAY, "plan.json-not-list");
	json_t *item;
	size_t i;

	json_array_foreach (array, i, item) {
		if (!json_is_string(item)) {
			fail(in, key, "plan.json-not-text");
			return;
		}
		*LIST_ADD(in->a, list) = text_dup(in->a, text_of(json_string_value(item)));
	}
}

/* The object under that key with the path standing at it; call leave() with *old afterwards. */
static const json_t *into(struct in *in, const json_t *o, const char *key, size_t *old)
{
	const json_t *v = get(in, o, key, JSON_OBJECT, "plan.json-not-object");

	*old = enter(in, key);
	return v;
}

static void take_period(struct in *in, const json_t *o, const char *key, struct plan_period *p)
{
	size_t old;
	const json_t *v = into(in, o, key, &old);

	p->wording = get_text(in, v, "text");
	p->from = get_date(in, v, "from");
	p->from_text = get_text(in, v, "from_text");
	p->to = get_date(in, v, "to");
	p->lines = get_lines(in, v, "lines");
	leave(in, old);
}

static void take_author(struct in *in, const json_t *o, void *out)
{
	struct plan *plan = out;
	struct plan_author *author = LIST_ADD(in->a, &plan->authors);

	author->wording = get_needed(in, o, "text");
	author->prefecture = get_text(in, o, "prefecture");
	author->county = get_text(in, o, "county");
	author->name = get_text(in, o, "name");
}

static void take_authors(struct in *in, const json_t *o, struct plan *plan)
{
	text_list plain = { 0 };

	if (json_object_get(o, "author_parts")) {
		each(in, o, "author_parts", take_author, plan);
		return;
	}
	get_texts(in, o, "authors", &plain);
	for (size_t i = 0; i < plain.n; i++)
		*LIST_ADD(in->a, &plan->authors) = read_author_parts(plain.at[i]);
}

static void take_goal(struct in *in, const json_t *o, void *out)
{
	struct plan *plan = out;
	struct plan_goal *g = LIST_ADD(in->a, &plan->goals);

	g->number = (int)get_int(in, o, "number", 1, 9999);
	if (!g->number)
		fail(in, "number", "plan.json-missing");
	g->title = get_text(in, o, "title");
	g->subtitle = get_text(in, o, "subtitle");
	g->wording = get_text(in, o, "text");
	g->lines = get_lines(in, o, "lines");
}

static void take_baseline(struct in *in, const json_t *o, struct plan_baseline *b)
{
	size_t old;
	const json_t *v = into(in, o, "baseline", &old);
	struct target t;

	b->wording = get_text(in, v, "text");
	b->value = get_decimal(in, v, "value", &b->has_value);
	b->period = get_period(in, v, "period");
	b->note = get_text(in, v, "note");
	if (!json_object_get(v, "value") && b->wording.n && target_parse(&t, b->wording, NULL) && t.has_value) {
		b->has_value = true;
		b->value = t.value;
	}
	if (b->has_value && !b->wording.n)
		b->wording = text_dup(in->a, text_of(DEC(b->value)));
	leave(in, old);
}

/* Everything that the wording says, then over it what stands in keys of its own. */
static void take_target_keys(struct in *in, const json_t *v, struct target *t)
{
	struct text op = get_text(in, v, "op");

	if (!op.n)
		return;
	*t = (struct target){ 0 };
	if (!target_op_parse(&t->op, op))
		fail(in, "op", "plan.json-not-op");
	t->value = get_decimal(in, v, "value", &t->has_value);
	t->high = get_decimal(in, v, "high", &t->has_high);
	t->tolerance = get_decimal(in, v, "tolerance", &t->has_tolerance);
	t->low_open = get_bool(in, v, "low_open");
	t->high_open = get_bool(in, v, "high_open");
	t->compared_with = get_text(in, v, "compared_with");
	t->with_baseline = get_bool(in, v, "with_baseline");
	t->more_numbers = get_bool(in, v, "more_numbers");
	t->unit = get_text(in, v, "unit");
	t->cumulative = get_bool(in, v, "cumulative");
	t->approximate = get_bool(in, v, "approximate");
	t->scaled = get_bool(in, v, "scaled");
	t->note_mark = get_text(in, v, "note_mark");
}

static void take_target(struct in *in, const json_t *o, struct plan_target *target)
{
	size_t old;
	const json_t *v = into(in, o, "target", &old);
	bool has;

	target->wording = get_text(in, v, "text");
	target->due = get_period(in, v, "due");
	if (!json_object_get(v, "op")) {
		if (!target->wording.n) {
			struct decimal d = get_decimal(in, v, "value", &has);

			target->wording = has ? text_dup(in->a, text_of(DEC(d))) : TEXT("");
		}
		if (target->wording.n && !in->failed && !target_parse(&target->is, target->wording, NULL))
			fail(in, "text", "plan.json-not-target");
	}
	take_target_keys(in, v, &target->is);
	leave(in, old);
}

static void take_increment(struct in *in, const json_t *o, void *out)
{
	struct plan_kpi *k = out;
	struct plan_increment *i = LIST_ADD(in->a, &k->increments);

	i->period = get_period(in, o, "period");
	i->wording = get_text(in, o, "text");
	i->value = get_decimal(in, o, "value", &i->has_value);
	i->absolute = get_bool(in, o, "absolute");
}

static void take_kpi_goals(struct in *in, const json_t *o, struct plan_kpi *k)
{
	const json_t *array = get(in, o, "goals", JSON_ARRAY, "plan.json-not-list");
	json_t *item;
	size_t i;

	json_array_foreach (array, i, item) {
		if (!json_is_integer(item) || json_integer_value(item) < 1 || json_integer_value(item) > 9999) {
			fail(in, "goals", "plan.json-not-integer");
			return;
		}
		*LIST_ADD(in->a, &k->goals) = (int)json_integer_value(item);
	}
}

static void take_better(struct in *in, const json_t *o, struct plan_kpi *k)
{
	struct text better = get_text(in, o, "better"), from = get_text(in, o, "better_from");

	if (!json_object_get(o, "better")) {
		k->better = target_better(&k->better_from, BETTER_UNKNOWN, &k->target.is, k->name,
					  k->baseline.has_value, k->baseline.value);
		return;
	}
	if (better.n && !text_is(better, "up") && !text_is(better, "down"))
		fail(in, "better", "plan.json-not-better");
	k->better = text_is(better, "up") ? BETTER_UP : better.n ? BETTER_DOWN : BETTER_UNKNOWN;
	k->better_from = better.n ? BETTER_FROM_PERSON : BETTER_FROM_NOTHING;
	for (enum better_from f = BETTER_FROM_PERSON; f <= BETTER_FROM_SIGN; f++)
		if (text_eq(from, text_of(better_from_name(f))))
			k->better_from = f;
}

static void take_kpi(struct in *in, const json_t *o, void *out)
{
	struct plan *plan = out;
	struct plan_kpi *k = LIST_ADD(in->a, &plan->kpis);

	k->key = get_text(in, o, "key");
	k->project = get_text(in, o, "project");
	k->name = get_needed(in, o, "name");
	k->unit = get_text(in, o, "unit");
	take_baseline(in, o, &k->baseline);
	take_target(in, o, &k->target);
	if (!k->unit.n && !json_object_get(o, "unit"))
		k->unit = k->target.is.unit;
	take_kpi_goals(in, o, k);
	take_better(in, o, k);
	each(in, o, "increments", take_increment, k);
	k->lines = get_lines(in, o, "lines");
}

static void take_project(struct in *in, const json_t *o, void *out)
{
	struct plan_measure *m = out;
	struct plan_project *p = LIST_ADD(in->a, &m->projects);

	p->mark = get_text(in, o, "mark");
	p->title = get_text(in, o, "title");
	p->heading = get_text(in, o, "heading");
	get_texts(in, o, "content", &p->content);
	get_texts(in, o, "actions", &p->actions);
	p->and_others = get_bool(in, o, "and_others");
	get_texts(in, o, "notes", &p->notes);
	p->lines = get_lines(in, o, "lines");
}

static void take_guide(struct in *in, const json_t *o, struct plan_guide *g)
{
	size_t old;
	const json_t *v = into(in, o, "donation_guide", &old), *yen = json_object_get(v, "yen");

	g->wording = get_text(in, v, "text");
	g->has_yen = yen && !json_is_null(yen);
	g->yen = get_int(in, v, "yen", 0, INT64_MAX);
	if (!yen && g->wording.n)
		g->has_yen = yen_parse(&g->yen, g->wording, NULL);
	g->from = get_period(in, v, "from");
	g->to = get_period(in, v, "to");
	g->cumulative = get_bool(in, v, "cumulative");
	g->lines = get_lines(in, v, "lines");
	leave(in, old);
}

static void take_evaluation(struct in *in, const json_t *o, struct plan_evaluation *e)
{
	size_t old;
	const json_t *v = into(in, o, "evaluation", &old);

	e->wording = get_text(in, v, "text");
	e->every = get_text(in, v, "every");
	e->month = (int)get_int(in, v, "month", 1, 12);
	e->by = get_text(in, v, "by");
	e->decides = get_text(in, v, "decides");
	e->publishes = get_text(in, v, "publishes");
	e->lines = get_lines(in, v, "lines");
	leave(in, old);
}

static void take_other(struct in *in, const json_t *o, struct plan_other *other)
{
	struct text all;

	other->heading = get_text(in, o, "heading");
	other->none = get_bool(in, o, "none");
	get_texts(in, o, "paragraphs", &other->paragraphs);
	all = get_text(in, o, "text");
	if (!other->paragraphs.n && all.n)
		*LIST_ADD(in->a, &other->paragraphs) = all;
	other->lines = get_lines(in, o, "lines");
}

static void take_item(struct in *in, const json_t *o, void *out)
{
	struct plan_measure *m = out;
	struct plan_other *item = LIST_ADD(in->a, &m->items);

	item->number = get_text(in, o, "number");
	take_other(in, o, item);
}

static void take_measure(struct in *in, const json_t *o, void *out)
{
	struct plan *plan = out;
	struct plan_measure *m = LIST_ADD(in->a, &plan->measures);
	const json_t *indicators;
	size_t old;

	m->code = get_text(in, o, "code");
	m->name = get_text(in, o, "name");
	m->ministry = get_text(in, o, "ministry");
	m->business = get_text(in, o, "business");
	each(in, o, "projects", take_project, m);
	indicators = into(in, o, "indicators", &old);
	m->indicators_same_as_chapter = (int)get_int(in, indicators, "same_as_chapter", 1, 9);
	m->indicators_wording = get_text(in, indicators, "text");
	leave(in, old);
	take_guide(in, o, &m->guide);
	take_evaluation(in, o, &m->evaluation);
	take_period(in, o, "period", &m->period);
	each(in, o, "items", take_item, m);
	m->lines = get_lines(in, o, "lines");
}

static void take_others(struct in *in, const json_t *o, struct plan *plan)
{
	size_t old, at;
	const json_t *v = into(in, o, "other_measures", &old);
	const char *key;
	json_t *item;

	json_object_foreach ((json_t *)(uintptr_t)v, key, item) {
		struct plan_other *other = LIST_ADD(in->a, &plan->others);

		if (!json_is_object(item)) {
			fail(in, key, "plan.json-not-object");
			break;
		}
		at = enter(in, key);
		other->number = text_dup(in->a, text_of(key));
		take_other(in, item, other);
		leave(in, at);
	}
	leave(in, old);
}

static void take_footnote(struct in *in, const json_t *o, void *out)
{
	struct plan *plan = out;
	struct plan_footnote *f = LIST_ADD(in->a, &plan->footnotes);

	f->mark = get_text(in, o, "mark");
	f->wording = get_text(in, o, "text");
	f->lines = get_lines(in, o, "lines");
}

static void take_all_lines(struct in *in, const json_t *o, struct plan *plan)
{
	size_t old;
	const json_t *v = into(in, o, "lines", &old);

	plan->title_lines = get_lines(in, v, "title");
	plan->authors_lines = get_lines(in, v, "authors");
	plan->area_lines = get_lines(in, v, "area");
	plan->narrative_lines = get_lines(in, v, "narrative");
	plan->overview_lines = get_lines(in, v, "overview");
	plan->strategy_lines = get_lines(in, v, "strategy");
	leave(in, old);
}

bool plan_from_json(struct arena *a, struct plan *plan, const json_t *json, const char *where, struct err *err)
{
	struct in in = { .a = a, .where = where, .err = err };
	struct plan p = { 0 };

	if (!json_is_object(json))
		return err_set(err, ERR_INPUT, "plan.json-not-a-plan", "file", where, NULL);
	p.title = get_needed(&in, json, "title");
	take_authors(&in, json, &p);
	p.area = get_text(&in, json, "area");
	take_period(&in, json, "period", &p.period);
	each(&in, json, "goals", take_goal, &p);
	each(&in, json, "kpis", take_kpi, &p);
	each(&in, json, "measures", take_measure, &p);
	take_others(&in, json, &p);
	p.strategy = get_text(&in, json, "strategy");
	p.overview = get_text(&in, json, "overview");
	get_texts(&in, json, "narrative", &p.narrative);
	each(&in, json, "footnotes", take_footnote, &p);
	take_all_lines(&in, json, &p);
	if (in.failed)
		return false;
	read_kpi_keys(a, &p);
	*plan = p;
	return true;
}

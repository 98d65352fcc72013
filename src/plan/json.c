/* Writing keeps the order of docs/methods/plan.md; what only some plans have stands in keys of its own behind. */
#include "plan/json.h"

#include <string.h>

static void set(json_t *o, const char *key, json_t *value)
{
	json_object_set_new(o, key, value);
}

static void set_if(json_t *o, const char *key, struct text t)
{
	if (t.n)
		set(o, key, json_text(t));
}

static void set_true(json_t *o, const char *key, bool yes)
{
	if (yes)
		set(o, key, json_true());
}

static void set_decimal(json_t *o, const char *key, bool has, struct decimal d)
{
	set(o, key, has ? json_string(DEC(d)) : json_null());
}

static void set_lines(json_t *o, const char *key, struct span s)
{
	if (s.first)
		set(o, key, json_pack("[I,I]", (json_int_t)s.first, (json_int_t)s.last));
}

static json_t *texts(const text_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, json_text(list->at[i]));
	return array;
}

static void set_texts(json_t *o, const char *key, const text_list *list)
{
	if (list->n)
		set(o, key, texts(list));
}

static json_t *period_json(const struct plan_period *p)
{
	json_t *o = json_object();

	set(o, "from", json_opt_date(p->from));
	set(o, "from_text", json_opt_text(p->from_text));
	set(o, "to", json_opt_date(p->to));
	set_if(o, "text", p->wording);
	set_lines(o, "lines", p->lines);
	return o;
}

static json_t *author_json(const struct plan_author *author)
{
	json_t *o = json_object();

	set(o, "text", json_text(author->wording));
	set_if(o, "prefecture", author->prefecture);
	set_if(o, "county", author->county);
	set_if(o, "name", author->name);
	return o;
}

static json_t *goal_json(const struct plan_goal *g)
{
	json_t *o = json_object();

	set(o, "number", json_integer(g->number));
	set(o, "title", json_text(g->title));
	set(o, "subtitle", json_opt_text(g->subtitle));
	set_if(o, "text", g->wording);
	set_lines(o, "lines", g->lines);
	return o;
}

static json_t *baseline_json(const struct plan_baseline *b)
{
	json_t *o = json_object();

	set(o, "text", json_opt_text(b->wording));
	set_decimal(o, "value", b->has_value, b->value);
	set(o, "period", json_opt_period(b->period));
	set(o, "note", json_opt_text(b->note));
	return o;
}

static json_t *target_json(const struct plan_target *target)
{
	const struct target *t = &target->is;
	json_t *o = json_object();

	set(o, "text", json_opt_text(target->wording));
	set(o, "op", json_opt(target_op_name(t->op)));
	set_decimal(o, "value", t->has_value, t->value);
	set(o, "due", json_opt_period(target->due));
	if (t->has_high)
		set_decimal(o, "high", true, t->high);
	if (t->has_tolerance)
		set_decimal(o, "tolerance", true, t->tolerance);
	set_true(o, "low_open", t->low_open);
	set_true(o, "high_open", t->high_open);
	set_if(o, "compared_with", t->compared_with);
	set_true(o, "with_baseline", t->with_baseline);
	set_true(o, "more_numbers", t->more_numbers);
	set_if(o, "unit", t->unit);
	set_true(o, "cumulative", t->cumulative);
	set_true(o, "approximate", t->approximate);
	set_true(o, "scaled", t->scaled);
	set_if(o, "note_mark", t->note_mark);
	return o;
}

static json_t *increments_json(const struct plan_kpi *k)
{
	json_t *array = json_array();

	for (size_t i = 0; i < k->increments.n; i++) {
		const struct plan_increment *in = &k->increments.at[i];
		json_t *o = json_object();

		set(o, "period", json_opt_period(in->period));
		set(o, "text", json_opt_text(in->wording));
		set_decimal(o, "value", in->has_value, in->value);
		set_true(o, "absolute", in->absolute);
		json_array_append_new(array, o);
	}
	return array;
}

static json_t *kpi_json(const struct plan_kpi *k)
{
	json_t *o = json_object(), *goals = json_array();

	for (size_t i = 0; i < k->goals.n; i++)
		json_array_append_new(goals, json_integer(k->goals.at[i]));
	set(o, "key", json_text(k->key));
	set(o, "project", json_opt_text(k->project));
	set(o, "name", json_text(k->name));
	set(o, "unit", json_opt_text(k->unit));
	set(o, "baseline", baseline_json(&k->baseline));
	set(o, "target", target_json(&k->target));
	set(o, "goals", goals);
	set(o, "better", json_opt(better_name(k->better)));
	set(o, "better_from", json_opt(better_from_name(k->better_from)));
	if (k->increments.n)
		set(o, "increments", increments_json(k));
	set_lines(o, "lines", k->lines);
	return o;
}

static json_t *project_json(const struct plan_project *p)
{
	json_t *o = json_object();

	set(o, "mark", json_opt_text(p->mark));
	set(o, "title", json_text(p->title));
	set(o, "actions", texts(&p->actions));
	set(o, "and_others", json_boolean(p->and_others));
	set_if(o, "heading", p->heading);
	set_texts(o, "content", &p->content);
	set_texts(o, "notes", &p->notes);
	set_lines(o, "lines", p->lines);
	return o;
}

static json_t *guide_json(const struct plan_guide *g)
{
	json_t *o;

	if (!g->wording.n)
		return json_null();
	o = json_object();
	set(o, "text", json_text(g->wording));
	set(o, "yen", g->has_yen ? json_integer(g->yen) : json_null());
	set(o, "from", json_opt_period(g->from));
	set(o, "to", json_opt_period(g->to));
	set(o, "cumulative", json_boolean(g->cumulative));
	set_lines(o, "lines", g->lines);
	return o;
}

static json_t *evaluation_json(const struct plan_evaluation *e)
{
	json_t *o;

	if (!e->wording.n)
		return json_null();
	o = json_object();
	set(o, "every", json_opt_text(e->every));
	set(o, "month", e->month ? json_integer(e->month) : json_null());
	set(o, "by", json_opt_text(e->by));
	set(o, "decides", json_opt_text(e->decides));
	set(o, "publishes", json_opt_text(e->publishes));
	set(o, "text", json_text(e->wording));
	set_lines(o, "lines", e->lines);
	return o;
}

static json_t *other_json(const struct plan_other *other)
{
	json_t *o = json_object();
	struct buf all = { 0 };

	for (size_t i = 0; i < other->paragraphs.n; i++) {
		buf_puts(&all, i ? "\n" : "");
		buf_text(&all, other->paragraphs.at[i]);
	}
	set(o, "none", json_boolean(other->none));
	set(o, "text", json_text(buf_view(&all)));
	set_if(o, "heading", other->heading);
	if (other->paragraphs.n > 1)
		set(o, "paragraphs", texts(&other->paragraphs));
	set_lines(o, "lines", other->lines);
	buf_clear(&all);
	return o;
}

static json_t *items_json(const struct plan_measure *m)
{
	json_t *array = json_array();

	for (size_t i = 0; i < m->items.n; i++) {
		json_t *o = other_json(&m->items.at[i]);

		set(o, "number", json_text(m->items.at[i].number));
		json_array_append_new(array, o);
	}
	return array;
}

static json_t *measure_json(const struct plan_measure *m)
{
	json_t *o = json_object(), *projects = json_array(), *indicators = json_object();

	for (size_t i = 0; i < m->projects.n; i++)
		json_array_append_new(projects, project_json(&m->projects.at[i]));
	set(indicators, "same_as_chapter",
	    m->indicators_same_as_chapter ? json_integer(m->indicators_same_as_chapter) : json_null());
	set_if(indicators, "text", m->indicators_wording);
	set(o, "code", json_opt_text(m->code));
	set(o, "name", json_text(m->name));
	set(o, "ministry", json_opt_text(m->ministry));
	set(o, "business", json_opt_text(m->business));
	set(o, "projects", projects);
	set(o, "indicators", indicators);
	set(o, "donation_guide", guide_json(&m->guide));
	set(o, "evaluation", evaluation_json(&m->evaluation));
	set(o, "period", period_json(&m->period));
	if (m->items.n)
		set(o, "items", items_json(m));
	set_lines(o, "lines", m->lines);
	return o;
}

static json_t *others_json(const struct plan *plan)
{
	json_t *o = json_object();

	for (size_t i = 0; i < plan->others.n; i++) {
		const struct plan_other *other = &plan->others.at[i];

		json_object_setn_new(o, other->number.p, other->number.n, other_json(other));
	}
	return o;
}

static void set_head(json_t *o, const struct plan *plan)
{
	json_t *authors = json_array(), *goals = json_array();

	for (size_t i = 0; i < plan->authors.n; i++)
		json_array_append_new(authors, json_text(plan->authors.at[i].wording));
	for (size_t i = 0; i < plan->goals.n; i++)
		json_array_append_new(goals, goal_json(&plan->goals.at[i]));
	set(o, "title", json_text(plan->title));
	set(o, "authors", authors);
	set(o, "area", json_opt_text(plan->area));
	set(o, "period", period_json(&plan->period));
	set(o, "goals", goals);
}

static void set_body(json_t *o, const struct plan *plan)
{
	json_t *kpis = json_array(), *measures = json_array();

	for (size_t i = 0; i < plan->kpis.n; i++)
		json_array_append_new(kpis, kpi_json(&plan->kpis.at[i]));
	for (size_t i = 0; i < plan->measures.n; i++)
		json_array_append_new(measures, measure_json(&plan->measures.at[i]));
	set(o, "kpis", kpis);
	set(o, "measures", measures);
	set(o, "other_measures", others_json(plan));
	set(o, "strategy", json_opt_text(plan->strategy));
	set(o, "overview", json_opt_text(plan->overview));
}

static void set_extra(json_t *o, const struct plan *plan)
{
	json_t *parts = json_array(), *notes = json_array(), *lines = json_object();

	for (size_t i = 0; i < plan->authors.n; i++)
		json_array_append_new(parts, author_json(&plan->authors.at[i]));
	for (size_t i = 0; i < plan->footnotes.n; i++) {
		const struct plan_footnote *f = &plan->footnotes.at[i];
		json_t *note = json_object();

		set(note, "mark", json_opt_text(f->mark));
		set(note, "text", json_text(f->wording));
		set_lines(note, "lines", f->lines);
		json_array_append_new(notes, note);
	}
	set_lines(lines, "title", plan->title_lines);
	set_lines(lines, "authors", plan->authors_lines);
	set_lines(lines, "area", plan->area_lines);
	set_lines(lines, "narrative", plan->narrative_lines);
	set_lines(lines, "overview", plan->overview_lines);
	set_lines(lines, "strategy", plan->strategy_lines);
	set(o, "author_parts", parts);
	set(o, "narrative", texts(&plan->narrative));
	set(o, "footnotes", notes);
	set(o, "lines", lines);
}

json_t *plan_to_json(const struct plan *plan)
{
	json_t *o = json_object();

	set_head(o, plan);
	set_body(o, plan);
	set_extra(o, plan);
	return o;
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = { "error", "warning", "note" };

	return names[s];
}

json_t *remarks_to_json(const remark_list *remarks)
{
	json_t *array = json_array();

	for (size_t i = 0; i < remarks->n; i++) {
		const struct remark *r = &remarks->at[i];
		json_t *o = json_object();

		set(o, "rule", json_string(r->rule));
		set(o, "severity", json_string(severity_name(r->severity)));
		set(o, "kpi", json_opt_text(r->kpi));
		set(o, "line", r->line ? json_integer(r->line) : json_null());
		set(o, "column", r->column ? json_integer(r->column) : json_null());
		set(o, "message", json_msg(&r->msg));
		set(o, "source", json_opt(r->source));
		json_array_append_new(array, o);
	}
	return array;
}

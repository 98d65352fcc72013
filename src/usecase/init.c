/* An example goes in by the use cases that people call, row by row of its YAML, so that it can hold nothing that a town
 * could not have recorded; a failure names the line of the YAML. */
#include "usecase/init.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "files/yaml.h"
#include "usecase/adopt.h"
#include "usecase/init_steps.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/record.h"
#include "usecase/stats.h"

/* Reading one example. */
struct example {
	const char *name;
	struct yaml_doc doc;
	struct context *c;
	struct text plan; /* the last one adopted: what a row without `plan` means */
	struct init_result *result;
};

/* The examples there are: "kumamoto, sample-city". */
static const char *init_examples(struct arena *a)
{
	const char *list = "";

	for (size_t i = 0; i < embed_examples.n; i++) {
		const char *name = embed_examples.at[i].name, *file = strstr(name, "/example.yaml");

		if (file)
			list = arena_printf(a, "%s%s%.*s", list, *list ? ", " : "", (int)(file - name), name);
	}
	return list;
}

/* What went wrong, with the line of the example that asked for it. */
static bool at_line(const struct example *e, const char *list, size_t i, const struct err *why, struct err *err)
{
	const char *path = arena_printf(e->c->arena, "%s.%zu", list, i);
	enum err_kind kind = why->kind;

	return err_set(err, kind, "usecase.example-line", "example", e->name, "line", NUM(yaml_line_of(&e->doc, path)),
		       "why", msg_say(e->c->arena, LANG_JA, &why->msg), "why_en",
		       msg_say(e->c->arena, LANG_EN, &why->msg), NULL);
}

static struct text plan_of(const struct example *e, const json_t *row)
{
	struct text plan = json_get_text(row, "plan");

	return plan.n ? plan : e->plan;
}

static bool optional_date(struct date *d, const json_t *row, const char *key, struct err *err)
{
	struct text t = json_get_text(row, key);

	return !t.n || date_parse(d, t, err);
}

/* The file that a row names, beside the YAML; *path is its name among the examples. */
static bool file_of(struct text *bytes, const char **path, const struct example *e, const json_t *row, struct err *err)
{
	struct text name = json_get_text(row, "file");

	*path = arena_printf(e->c->arena, "%s/%.*s", e->name, (int)name.n, name.p ? name.p : "");
	*bytes = embed_find(&embed_examples, *path);
	return bytes->p || err_set(err, ERR_INPUT, "usecase.example-file", "file", *path, NULL);
}

static bool adopt_row(struct example *e, const json_t *row, struct err *err)
{
	struct text bytes;
	const char *path;
	struct plan_file file;
	struct adopt_request q = { .file = &file,
				   .plan = json_get_text(row, "id"),
				   .kind = json_get_text(row, "kind"),
				   .change_of = json_get_text(row, "change_of"),
				   .invented = json_get_int(e->doc.root, "invented", 0) != 0 };
	struct adopt_result made;

	if (!file_of(&bytes, &path, e, row, err))
		return false;
	if (!plan_file_decode(&file, e->c->arena, bytes, strrchr(path, '/') + 1, err) ||
	    !optional_date(&q.certified, row, "certified", err) || !adopt_plan(&made, e->c, &q, err))
		return false;
	e->plan = made.plan;
	e->result->plans++;
	return true;
}

static bool setting_row(struct example *e, const json_t *row, struct err *err)
{
	struct setting_request q = { plan_of(e, row), json_get_text(row, "kpi"), json_get_text(row, "setting"),
				     json_get_text(row, "value"), json_get_text(row, "because") };
	struct setting_result made;

	e->result->settings++;
	return set_kpi(&made, e->c, &q, err);
}

/* A row with `because` corrects what stands before it. */
static bool find_corrected(const struct example *e, struct record_request *q, struct err *err)
{
	kpi_values_list list = { 0 };

	if (!q->because.n)
		return true;
	if (!values_of_kpi(&list, e->c, q->plan, q->kpi, 0, (struct date){ 0 }, err))
		return false;
	for (size_t i = 0; list.n && i < list.at[0].values.n; i++) {
		const struct report_value *v = &list.at[0].values.at[i];

		if (!v->superseded_by && v->state == q->state && period_eq(v->period, q->period))
			q->corrects = v->event;
	}
	return true;
}

static bool value_row(struct example *e, const json_t *row, struct err *err)
{
	struct record_request q = { .plan = plan_of(e, row),
				    .kpi = json_get_text(row, "kpi"),
				    .source = json_get_text(row, "source"),
				    .url = json_get_text(row, "url"),
				    .because = json_get_text(row, "because") };
	struct record_result made;

	if (!period_parse(&q.period, json_get_text(row, "period"), err) ||
	    !decimal_parse(&q.value, json_get_text(row, "value"), err) ||
	    !date_parse(&q.published, json_get_text(row, "published"), err))
		return false;
	if (!value_state_parse(&q.state, json_get_text(row, "state")))
		return err_set(err, ERR_INPUT, "usecase.bad-state", "state",
			       text_z(e->c->arena, json_get_text(row, "state")), NULL);
	e->result->values++;
	return find_corrected(e, &q, err) && record_value(&made, e->c, &q, err);
}

/* A file of official statistics goes the way of `stats import`; a row of it that cannot be read refuses the example. */
static bool statistics_row(struct example *e, const json_t *row, struct err *err)
{
	struct stats_request q = { .source = json_get_text(row, "source"),
				   .licence = json_get_text(row, "licence"),
				   .url = json_get_text(row, "url") };
	struct stats_result made;
	const char *path;

	if (!file_of(&q.bytes, &path, e, row, err) || !optional_date(&q.published, row, "published", err))
		return false;
	q.path = path;
	if (!stats_import(&made, e->c, &q, err))
		return false;
	if (made.refused) {
		const struct stats_fault *f = &made.table.faults.at[0];

		return err_set(err, ERR_INPUT, "usecase.example-statistics", "file", path, "line", NUM(f->line), "why",
			       msg_say(e->c->arena, LANG_JA, &f->what), "why_en",
			       msg_say(e->c->arena, LANG_EN, &f->what), NULL);
	}
	e->result->statistics++;
	return true;
}

static bool each(struct example *e, const char *list, bool (*row)(struct example *, const json_t *, struct err *),
		 struct err *err)
{
	const json_t *rows = json_object_get(e->doc.root, list);
	struct err why = { 0 };

	for (size_t i = 0; i < json_array_size(rows); i++)
		if (!row(e, json_array_get(rows, i), &why))
			return at_line(e, list, i, &why, err);
	return true;
}

/* An example holds whatever the clock of the machine says: on one that is behind, its values would lie in the future.
 */
static void not_before(struct example *e, const char *list)
{
	const json_t *rows = json_object_get(e->doc.root, list);

	for (size_t i = 0; i < json_array_size(rows); i++) {
		struct date d;

		if (!date_parse(&d, json_get_text(json_array_get(rows, i), "published"), NULL))
			continue;
		if (e->c->now < (int64_t)date_days(date_last(d)) * 86400)
			e->c->now = (int64_t)date_days(date_last(d)) * 86400;
	}
}

/* ---- steps ---- */

/* What the clock says while a day's rows go in: noon of that day in Japan. */
static int64_t noon(struct date d)
{
	return (int64_t)date_days(d) * 86400 + 3 * 3600;
}

/* Values that were published by `day` and are not in yet, in their order; NULL: the rest. */
static bool values_until(struct example *e, bool *done, const struct date *day, struct err *err)
{
	const json_t *rows = json_object_get(e->doc.root, "values");
	struct err why = { 0 };

	for (size_t i = 0; i < json_array_size(rows); i++) {
		struct date published;

		if (done[i] || !date_parse(&published, json_get_text(json_array_get(rows, i), "published"), err))
			continue;
		if (day && date_cmp(date_last(published), *day) > 0)
			continue;
		done[i] = true;
		if (!value_row(e, json_array_get(rows, i), &why))
			return at_line(e, "values", i, &why, err);
	}
	return true;
}

/* A step on another day than the one before it: the values that were published meanwhile come first. */
static bool next_day(struct example *e, bool *done, const json_t *row, struct err *err)
{
	struct date day;

	if (!json_object_get(row, "at"))
		return true;
	if (!date_parse(&day, json_get_text(row, "at"), err))
		return false;
	e->c->now = noon(day);
	return values_until(e, done, &day, err);
}

/* Each step reads the whole review: what it allocates goes with it. */
static bool do_step(struct example *e, const json_t *row, struct err *err)
{
	struct arena own = { 0 };
	struct context c = *e->c;
	bool ok;

	c.arena = &own;
	ok = init_step(&c, plan_of(e, row), row, err);
	arena_clear(&own);
	return ok;
}

/* A town's years as they went: the log of such an example is in the order of its days, so that a year that was frozen
 * holds what was known then. */
static bool load_steps(struct example *e, const json_t *steps, struct err *err)
{
	bool *done =
		arena_array(e->c->arena, json_array_size(json_object_get(e->doc.root, "values")) + 1, sizeof *done);
	const int64_t clock = e->c->now;
	struct date first;
	struct err why = { 0 };

	if (!date_parse(&first, json_get_text(json_array_get(steps, 0), "at"), err))
		return false;
	e->c->now = noon(first);
	if (!each(e, "plans", adopt_row, err) || !each(e, "settings", setting_row, err))
		return false;
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *row = json_array_get(steps, i);

		if (!next_day(e, done, row, &why) || !do_step(e, row, &why))
			return at_line(e, "steps", i, &why, err);
	}
	if (e->c->now < clock)
		e->c->now = clock;
	not_before(e, "values");
	return values_until(e, done, NULL, err);
}

static bool load_rows(struct example *e, struct err *err)
{
	const json_t *steps = json_object_get(e->doc.root, "steps");

	if (json_array_size(steps))
		return load_steps(e, steps, err);
	not_before(e, "values");
	not_before(e, "statistics");
	return each(e, "plans", adopt_row, err) && each(e, "settings", setting_row, err) &&
	       each(e, "values", value_row, err) && each(e, "statistics", statistics_row, err);
}

static bool load(struct example *e, struct text yaml, struct err *err)
{
	bool ok = yaml_parse(&e->doc, e->c->arena, yaml, arena_printf(e->c->arena, "%s/example.yaml", e->name), err) &&
		  store_fill(e->c->store, true, err) && load_rows(e, err);

	yaml_clear(&e->doc);
	return store_fill(e->c->store, false, ok ? err : NULL) && ok;
}

static bool find_example(struct text *yaml, struct context *c, const char *example, struct err *err)
{
	*yaml = embed_find(&embed_examples, arena_printf(c->arena, "%s/example.yaml", example));
	return yaml->p || err_set(err, ERR_INPUT, "usecase.unknown-example", "example", example, "examples",
				  init_examples(c->arena), NULL);
}

bool init_example(struct init_result *result, struct context *c, const char *example, struct err *err)
{
	struct init_result made = { 0 };
	struct example e = { .name = example, .c = c, .result = &made };
	const struct person *asking = c->person;
	plan_version_list plans = { 0 };
	int64_t now = c->now;
	struct text yaml;
	bool ok;

	if (!permit(c, RIGHT_PLAN, err) || !find_example(&yaml, c, example, err) || !plans_read(&plans, c, 0, err))
		return false;
	if (plans.n)
		return err_set(err, ERR_CONFLICT, "usecase.example-late", NULL);
	/* What an example tells was done by many: experts, sections, the planner. */
	c->person = NULL;
	ok = load(&e, yaml, err);
	c->person = asking;
	c->now = now;
	if (ok)
		*result = made;
	return ok;
}

bool init_store(struct init_result *result, struct context *c, const char *where, const char *example, struct err *err)
{
	struct init_result made = { 0 };
	struct example e = { .name = example, .c = c, .result = &made };
	struct text yaml = { 0 };

	if (example && !find_example(&yaml, c, example, err))
		return false;
	if (!store_open(&c->store, where, STORE_CREATE, err))
		return false;
	if (example && !load(&e, yaml, err)) {
		store_discard(&c->store);
		return false;
	}
	*result = made;
	return true;
}

/* A store holds few plans, so all versions are read and chosen from in memory: the rules of "in force" then stand in C,
 * once, and not in the SQL of every query. */
#include "usecase/plans.h"

#include <string.h>

#include "plan/json.h"

struct date context_today(const struct context *c)
{
	return date_in_japan(c->now);
}

bool known_at_is_past(const struct context *c, struct date known_at, struct err *err)
{
	return !known_at.year || date_cmp(known_at, context_today(c)) <= 0 ||
	       err_set(err, ERR_INPUT, "usecase.known-at-later", "known_at", DATE(known_at), "today",
		       DATE(context_today(c)), NULL);
}

/* Dates and hashes were written by us; what does not read is left as not known. */
static struct date column_date(const struct rows *r, int column)
{
	struct date d = { 0 };

	if (!date_parse(&d, rows_text(r, column), NULL))
		return (struct date){ 0 };
	return d;
}

static struct hash column_hash(const struct rows *r, int column)
{
	struct hash h = { 0 };

	if (!hash_parse(&h, rows_text(r, column), NULL))
		return (struct hash){ 0 };
	return h;
}

static void take_version(struct plan_version *v, const struct rows *r, struct arena *a)
{
	*v = (struct plan_version){
		.plan = text_dup(a, rows_text(r, 0)),
		.version = rows_int(r, 1),
		.kind = text_dup(a, rows_text(r, 2)),
		.certified = column_date(r, 3),
		.change_of = text_dup(a, rows_text(r, 4)),
		.title = text_dup(a, rows_text(r, 5)),
		.from = column_date(r, 6),
		.to = column_date(r, 7),
		.source = column_hash(r, 8),
		.source_name = text_dup(a, rows_text(r, 9)),
		.format = text_dup(a, rows_text(r, 10)),
		.read = column_hash(r, 11),
		.invented = rows_int(r, 12) != 0,
		.event = rows_int(r, 13),
	};
}

/* The day of a certification that was recorded afterwards, by the same bytes once more, is that of the first version
 * too: what was not yet certified on a day was so however late its day was told. */
static void take_later_days(plan_version_list *all)
{
	for (size_t i = all->n; i-- > 1;) {
		const struct plan_version *next = &all->at[i];
		struct plan_version *v = &all->at[i - 1];

		if (!v->certified.year && text_eq(v->plan, next->plan) && text_eq(v->kind, next->kind) &&
		    hash_eq(&v->source, &next->source))
			v->certified = next->certified;
	}
}

bool plans_read(plan_version_list *out, struct context *c, int64_t at_event, struct err *err)
{
	struct value values[] = { V_INT(at_event ? at_event : EVENT_LATEST) };
	struct rows *r = NULL;
	struct err failed = { 0 };

	if (!query_run(&r, c->store, "plan_versions_all", values, 1, err))
		return false;
	while (rows_next(r, &failed))
		take_version(LIST_ADD(c->arena, out), r, c->arena);
	take_later_days(out);
	return rows_end(&r, &failed, err);
}

static const struct plan_version *first_of(const plan_version_list *all, struct text plan)
{
	for (size_t i = 0; i < all->n; i++)
		if (text_eq(all->at[i].plan, plan))
			return &all->at[i];
	return NULL;
}

static const struct plan_version *last_of(const plan_version_list *all, struct text plan)
{
	for (size_t i = all->n; i > 0; i--)
		if (text_eq(all->at[i - 1].plan, plan))
			return &all->at[i - 1];
	return NULL;
}

/* Certified by that day, or on a day that nobody knows. */
static bool certified_by(const struct plan_version *v, struct date day)
{
	return !v->certified.year || !day.year || date_cmp(date_last(v->certified), day) <= 0;
}

static bool is_in_force(const plan_version_list *all, const struct plan_version *v, struct date day)
{
	const struct plan_version *first = first_of(all, v->plan), *last = last_of(all, v->plan);

	return certified_by(first, day) && (!last->to.year || date_cmp(date_last(last->to), day) >= 0);
}

/* "kumamoto-2020, kumamoto-2024": what --plan may say. */
static const char *plan_ids(struct arena *a, const plan_version_list *all, struct date in_force_on)
{
	struct buf list = { 0 };
	const char *made;

	for (size_t i = 0; i < all->n; i++) {
		const struct plan_version *v = &all->at[i];

		if (v != last_of(all, v->plan) || (in_force_on.year && !is_in_force(all, v, in_force_on)))
			continue;
		buf_puts(&list, list.n ? ", " : "");
		buf_text(&list, v->plan);
	}
	made = arena_strdup(a, list.p ? list.p : "");
	buf_clear(&list);
	return made;
}

/* Which of two ended plans ended last; by id where that is equal. */
static bool later(const struct plan_version *v, const struct plan_version *than)
{
	int order = date_cmp(date_last(v->to), date_last(than->to));

	return order ? order > 0 : text_cmp(v->plan, than->plan) > 0;
}

static bool choose_default(const struct plan_version **chosen, const plan_version_list *all, struct arena *a,
			   struct date today, struct err *err)
{
	const struct plan_version *in_force = NULL, *latest = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct plan_version *v = &all->at[i];

		if (v != last_of(all, v->plan))
			continue;
		if (is_in_force(all, v, today)) {
			if (in_force)
				return err_set(err, ERR_USAGE, "usecase.several-plans", "plans",
					       plan_ids(a, all, today), "day", DATE(today), NULL);
			in_force = v;
		}
		if (!latest || later(v, latest))
			latest = v;
	}
	*chosen = in_force ? in_force : latest;
	return true;
}

bool plans_choose(const struct plan_version **chosen, const plan_version_list *all, struct context *c, struct text id,
		  struct date today, struct date known_at, struct err *err)
{
	const struct plan_version *v = NULL;

	if (!id.n)
		id = c->plan;
	if (!all->n)
		return err_set(err, ERR_INPUT, "usecase.no-plans", "store", store_name(c->store), NULL);
	if (id.n)
		v = last_of(all, id);
	else if (!choose_default(&v, all, c->arena, today, err))
		return false;
	if (!v)
		return err_set(err, ERR_INPUT, "usecase.unknown-plan", "plan", text_z(c->arena, id), "plans",
			       plan_ids(c->arena, all, (struct date){ 0 }), NULL);
	while (!certified_by(v, known_at)) {
		if (v == first_of(all, v->plan))
			return err_set(err, ERR_INPUT, "usecase.not-yet-certified", "plan", text_z(c->arena, v->plan),
				       "day", DATE(known_at), "certified", DATE(v->certified), NULL);
		v--; /* versions of one plan stand one behind the other */
	}
	*chosen = v;
	return true;
}

const struct plan_version *plans_version_at(const plan_version_list *all, const struct plan_version *latest,
					    struct date day)
{
	const struct plan_version *first = first_of(all, latest->plan), *v = latest;

	while (v > first && !certified_by(v, day))
		v--;
	return v;
}

bool plan_version_stands(const plan_version_list *all, const struct plan_version *v, struct date day)
{
	return is_in_force(all, v, day) && plans_version_at(all, last_of(all, v->plan), day) == v;
}

bool plan_of_version(struct plan *plan, struct context *c, const struct plan_version *v, struct err *err)
{
	struct text bytes;
	json_t *json = NULL;
	bool ok;

	if (!blob_get(c->store, &v->read, c->arena, &bytes, err))
		return false;
	ok = json_parse(&json, bytes, text_z(c->arena, v->plan), err) &&
	     plan_from_json(c->arena, plan, json, text_z(c->arena, v->plan), err);
	json_decref(json);
	return ok;
}

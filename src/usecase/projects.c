/* Projects and what they cost. A change is a whole new row that takes the place of the old one: what a project was on
 * the day of the freeze can then be read at that event like everything else. */
#include "usecase/projects.h"

#include <string.h>

#include "publish/words.h"
#include "usecase/kpis.h"
#include "usecase/permit.h"
#include "usecase/said.h"
#include "usecase/section.h"

static const struct {
	const char *name, *ja;
} statuses[PROJECT_STATUS_COUNT] = {
	{ "planned", "計画中" }, { "running", "実施中" }, { "finished", "完了" }, { "stopped", "中止" }
};

const char *project_status_name(enum project_status status)
{
	return statuses[status].name;
}

bool project_status_parse(enum project_status *status, struct text word)
{
	for (int i = 0; i < PROJECT_STATUS_COUNT; i++)
		if (text_is(word, statuses[i].name) || text_is(word, statuses[i].ja)) {
			*status = (enum project_status)i;
			return true;
		}
	return false;
}

/* ---- reading ---- */

static bool is_gap(char ch)
{
	return ch == ' ' || ch == ',' || ch == '\n' || ch == '\t';
}

/* The next word of a list of keys, taken off its front. */
static struct text next_key(struct text *list)
{
	struct text word = { 0 };
	size_t n = 0;

	while (list->n && is_gap(list->p[0]))
		*list = text_slice(*list, 1, list->n);
	while (n < list->n && !is_gap(list->p[n]))
		n++;
	word = text_slice(*list, 0, n);
	*list = text_slice(*list, n, list->n);
	return word;
}

static void take_project(struct project *p, const struct rows *r, struct arena *a)
{
	struct text kpis = text_dup(a, rows_text(r, 5)), key;

	*p = (struct project){ .key = text_dup(a, rows_text(r, 0)),
			       .name = text_dup(a, rows_text(r, 1)),
			       .section = text_dup(a, rows_text(r, 2)),
			       .donation = rows_int(r, 4) != 0,
			       .event = rows_int(r, 7) };
	if (!project_status_parse(&p->status, rows_text(r, 3)))
		p->status = PROJECT_PLANNED;
	while ((key = next_key(&kpis)).n)
		*LIST_ADD(a, &p->kpis) = key;
}

static void take_cost(project_list *list, const struct rows *r, struct arena *a)
{
	struct project *p = (struct project *)(uintptr_t)project_of(list, rows_text(r, 0));
	struct project_year *y;
	struct period period;

	if (!p || !period_parse(&period, rows_text(r, 1), NULL))
		return;
	if (!p->years.n || p->years.at[p->years.n - 1].year != period.year) {
		y = LIST_ADD(a, &p->years);
		y->year = period.year;
	}
	y = &p->years.at[p->years.n - 1];
	if (text_is(rows_text(r, 2), "settled")) {
		y->has_settled = true;
		y->settled_yen = rows_int(r, 3);
		y->settled_event = rows_int(r, 6);
	} else {
		y->has_budget = true;
		y->budget_yen = rows_int(r, 3);
		y->budget_event = rows_int(r, 6);
	}
}

bool projects_read(project_list *out, struct context *c, struct text plan, int64_t at_event, struct err *err)
{
	const struct value key[] = { V_TEXT(plan), V_INT(at_event ? at_event : EVENT_LATEST) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "projects", key, 2, err))
		return false;
	while (rows_next(r, &failed))
		take_project(LIST_ADD(c->arena, out), r, c->arena);
	if (!rows_end(&r, &failed, err) || !query_run(&r, c->store, "project_costs", key, 2, err))
		return false;
	while (rows_next(r, &failed))
		take_cost(out, r, c->arena);
	return rows_end(&r, &failed, err);
}

const struct project *project_of(const project_list *list, struct text key)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

/* ---- changing ---- */

static bool append_project(struct txn *tx, struct context *c, struct text plan, const struct project *p,
			   struct text because, int64_t *event, struct err *err)
{
	struct event_draft draft = { .kind = "project_set", .actor = c->actor, .at = c->now };
	struct buf kpis = { 0 };
	bool ok;

	for (size_t i = 0; i < p->kpis.n; i++) {
		buf_puts(&kpis, i ? " " : "");
		buf_text(&kpis, p->kpis.at[i]);
	}
	draft.body = json_pack("{s:o,s:o,s:o,s:o,s:s,s:o,s:i}", "plan", json_text(plan), "project", json_text(p->key),
			       "name", json_text(p->name), "section", json_text(p->section), "status",
			       project_status_name(p->status), "kpis", json_text(buf_view(&kpis)), "donation",
			       (int)p->donation);
	if (because.n)
		json_object_set_new(draft.body, "because", json_text(because));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	buf_clear(&kpis);
	return ok;
}

static bool good_key(struct text key)
{
	for (size_t i = 0; i < key.n; i++)
		if (is_gap(key.p[i]) || (unsigned char)key.p[i] < 0x20)
			return false;
	return key.n > 0 && key.n <= 60;
}

static bool take_kpis(struct project *p, struct context *c, const struct plan_version *v, struct text keys,
		      struct err *err)
{
	struct kpi_found found;
	struct text key;

	p->kpis.n = 0;
	while ((key = next_key(&keys)).n) {
		if (!kpi_find(&found, c, v, key, err))
			return false;
		*LIST_ADD(c->arena, &p->kpis) = found.key;
	}
	return true;
}

/* What the request changes of *p. */
static bool change(struct project *p, struct context *c, const struct plan_version *v, const section_list *sections,
		   const struct project_request *q, struct err *err)
{
	const struct section *s;

	if (q->name.n)
		p->name = q->name;
	if (q->donation >= 0)
		p->donation = q->donation != 0;
	if (q->status.n && !project_status_parse(&p->status, q->status))
		return err_set(err, ERR_INPUT, "usecase.bad-project-status", "status", text_z(c->arena, q->status),
			       NULL);
	if (q->section.n || !p->section.n) {
		s = section_find(sections, q->section);
		if (!s || s->closed)
			return err_set(err, ERR_INPUT, s ? "usecase.section-closed" : "usecase.unknown-section",
				       "section", text_z(c->arena, q->section), "sections",
				       sections->n ? text_z(c->arena, sections->at[0].key) : "–", NULL);
		p->section = s->key;
	}
	if (q->kpis.p && !take_kpis(p, c, v, q->kpis, err))
		return false;
	return text_trim(p->name).n || err_set(err, ERR_INPUT, "usecase.project-no-name", NULL);
}

static bool same_project(const struct project *a, const struct project *b)
{
	if (!text_eq(a->name, b->name) || !text_eq(a->section, b->section) || a->status != b->status ||
	    a->donation != b->donation || a->kpis.n != b->kpis.n)
		return false;
	for (size_t i = 0; i < a->kpis.n; i++)
		if (!text_eq(a->kpis.at[i], b->kpis.at[i]))
			return false;
	return true;
}

static bool no_project(struct context *c, const project_list *list, struct text key, struct err *err)
{
	const char *keys = "";

	for (size_t i = 0; i < list->n; i++)
		keys = arena_printf(c->arena, "%s%s%s", keys, *keys ? ", " : "", text_z(c->arena, list->at[i].key));
	return err_set(err, ERR_INPUT, "usecase.unknown-project", "project", text_z(c->arena, key), "projects", keys,
		       NULL);
}

/* What is to be: what there is, with the KPIs in a list of its own. */
static struct project copy_of(const struct project *there, struct text key, struct arena *a)
{
	struct project made = there ? *there : (struct project){ .key = key };

	made.kpis.at = NULL;
	made.kpis.n = made.kpis.cap = 0;
	for (size_t i = 0; there && i < there->kpis.n; i++)
		*LIST_ADD(a, &made.kpis) = there->kpis.at[i];
	return made;
}

/* Whether it must be new, or must be there, and as it was seen. */
static bool is_as_asked(struct context *c, const project_list *list, const struct project *there,
			const struct project_request *q, struct err *err)
{
	if (there && q->add)
		return err_set(err, ERR_CONFLICT, "usecase.project-there", "project", text_z(c->arena, q->key), "event",
			       NUM(there->event), NULL);
	if (!there && !q->add)
		return no_project(c, list, q->key, err);
	return seen_still(q->seen, there ? there->event : 0, err);
}

bool project_set_in(struct txn *tx, struct project_result *result, struct context *c, const struct project_request *q,
		    struct err *err)
{
	const struct plan_version *v;
	plan_version_list all = { 0 };
	section_list sections = { 0 };
	project_list list = { 0 };
	const struct project *there;
	struct project made;
	int64_t event = 0;
	bool same;

	if (!permit(c, RIGHT_PLAN, err))
		return false;
	if (!good_key(q->key))
		return err_set(err, ERR_INPUT, "usecase.bad-project-key", "project", text_z(c->arena, q->key), NULL);
	if (!plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !sections_read(&sections, c, 0, err) || !projects_read(&list, c, v->plan, 0, err))
		return false;
	there = project_of(&list, q->key);
	if (!is_as_asked(c, &list, there, q, err))
		return false;
	made = copy_of(there, q->key, c->arena);
	if (!change(&made, c, v, &sections, q, err))
		return false;
	same = there && same_project(there, &made);
	if (!same && !append_project(tx, c, v->plan, &made, q->because, &event, err))
		return false;
	*result = (struct project_result){ v->plan, made.key, same ? there->event : event, same };
	return true;
}

bool project_set(struct project_result *result, struct context *c, const struct project_request *q, struct err *err)
{
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && project_set_in(tx, result, c, q, err) &&
		  (result->unchanged || txn_commit(&tx, err));

	txn_rollback(&tx);
	return ok;
}

bool project_give(struct txn *tx, struct context *c, struct text plan, struct text key, struct text section,
		  struct text because, struct err *err)
{
	project_list list = { 0 };
	const struct project *there;
	struct project given;

	if (!projects_read(&list, c, plan, 0, err))
		return false;
	there = project_of(&list, key);
	if (!there)
		return no_project(c, &list, key, err);
	given = *there;
	given.section = section;
	return append_project(tx, c, plan, &given, because, NULL, err);
}

/* ---- costs ---- */

static const struct project_year *year_of(const struct project *p, int16_t year)
{
	for (size_t i = 0; i < p->years.n; i++)
		if (p->years.at[i].year == year)
			return &p->years.at[i];
	return NULL;
}

static bool append_cost(struct txn *tx, struct context *c, struct text plan, const struct cost_request *q,
			int64_t *event, struct err *err)
{
	const struct period year = { PERIOD_FY, q->year, { 0 } };
	struct event_draft draft = { .kind = "project_cost", .actor = c->actor, .at = c->now };
	bool ok;

	draft.body = json_pack("{s:o,s:o,s:s,s:s,s:I}", "plan", json_text(plan), "project", json_text(q->key), "year",
			       PERIOD(year), "what", q->settled ? "settled" : "budget", "yen", (json_int_t)q->yen);
	if (q->source.n)
		json_object_set_new(draft.body, "source", json_text(q->source));
	if (q->because.n)
		json_object_set_new(draft.body, "because", json_text(q->because));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

static bool decide_cost(bool *same, struct context *c, const struct project *p, const struct cost_request *q,
			struct err *err)
{
	const struct project_year *y = year_of(p, q->year);
	const bool there = y && (q->settled ? y->has_settled : y->has_budget);
	const int64_t yen = there ? (q->settled ? y->settled_yen : y->budget_yen) : 0;
	const int64_t event = there ? (q->settled ? y->settled_event : y->budget_event) : 0;

	*same = there && yen == q->yen;
	if (there && !*same && !text_trim(q->because).n)
		return err_set(err, ERR_CONFLICT, "usecase.cost-there", "project", text_z(c->arena, p->key), "year",
			       NUM(q->year), "yen", text_z(c->arena, words_decimal(c->arena, decimal_of(yen))), NULL);
	return *same || seen_still(q->seen, event, err);
}

bool project_cost_in(struct txn *tx, struct project_result *result, struct context *c, const struct cost_request *q,
		     struct err *err)
{
	const struct plan_version *v;
	plan_version_list all = { 0 };
	project_list list = { 0 };
	const struct project *p;
	int64_t event = 0;
	bool same;

	if (!yen_fit(q->yen, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !projects_read(&list, c, v->plan, 0, err))
		return false;
	p = project_of(&list, q->key);
	if (!p)
		return no_project(c, &list, q->key, err);
	if (!permit_for_section(c, RIGHT_ASSESS, p->section, err) || !decide_cost(&same, c, p, q, err))
		return false;
	if (!same && !append_cost(tx, c, v->plan, q, &event, err))
		return false;
	*result = (struct project_result){ v->plan, p->key, same ? p->event : event, same };
	return true;
}

bool project_cost(struct project_result *result, struct context *c, const struct cost_request *q, struct err *err)
{
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && project_cost_in(tx, result, c, q, err) &&
		  (result->unchanged || txn_commit(&tx, err));

	txn_rollback(&tx);
	return ok;
}

/* What a file is to the plans that are stored - the first, the same again, a next version - is decided under the lock,
 * from what stands there; the bytes and what was read of them go in as blobs. The bytes are kept so that a better
 * reader may read them again; what was read is kept so that it does not change under a verdict by itself. */
#include "usecase/adopt.h"

#include <string.h>

#include "base/codes.h"
#include "plan/json.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/review_act.h"

/* What was decided under the lock. */
struct decision {
	struct text plan, kind;
	int64_t version;
	const struct plan_version *same; /* nothing to do */
	struct plan as_kept; /* what goes into the store: the file's plan, with the keys that its KPIs have */
	key_kept_list kept;
};

static bool id_is_good(struct text id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!(id.p[i] >= 'a' && id.p[i] <= 'z') && !(id.p[i] >= '0' && id.p[i] <= '9') &&
		    !(id.p[i] == '-' && i > 0 && i + 1 < id.n))
			return false;
	return id.n > 0 && id.n <= PLAN_ID_MAX;
}

/* The fiscal year in which the plan begins, as far as it says so: by the day of certification, its first day, the years
 * of the donations; else the one in which it ends. 0: none. */
static int first_year(const struct adopt_request *q)
{
	const struct plan *p = &q->file->plan;

	if (q->certified.year)
		return date_fiscal_year(q->certified);
	if (p->period.from.year)
		return date_fiscal_year(p->period.from);
	for (size_t i = 0; i < p->measures.n; i++)
		if (p->measures.at[i].guide.from.kind != PERIOD_NONE)
			return p->measures.at[i].guide.from.year;
	return p->period.to.year ? date_fiscal_year(p->period.to) : 0;
}

static const struct plan_version *find_last(const plan_version_list *all, struct text plan)
{
	const struct plan_version *last = NULL;

	for (size_t i = 0; all->at && i < all->n; i++)
		if (text_eq(all->at[i].plan, plan))
			last = &all->at[i];
	return last;
}

/* 431001-2020: the municipality's code and the year. An invented town has no code: plan-2020. */
static struct text derived_id(struct arena *a, const struct adopt_request *q, const plan_version_list *all)
{
	const struct plan *p = &q->file->plan;
	struct municipality m = { .code = TEXT("plan") };
	int year = first_year(q);
	struct text id;

	if (p->authors.n && municipality_find(&m, p->authors.at[0].prefecture, p->authors.at[0].name) != 1)
		m.code = TEXT("plan");
	for (int n = 1;; n++) {
		struct buf b = { 0 };

		buf_text(&b, m.code);
		if (year)
			buf_printf(&b, "-%d", year);
		if (n > 1 || !b.n)
			buf_printf(&b, "-%d", n);
		id = text_dup(a, buf_view(&b));
		buf_clear(&b);
		if (!find_last(all, id))
			return id;
	}
}

/* The latest version with these bytes and, where one is given, this day of certification. */
static const struct plan_version *find_same(const plan_version_list *all, const struct adopt_request *q,
					    struct text plan, const struct hash *source)
{
	for (size_t i = all->n; all->at && i > 0; i--) {
		const struct plan_version *v = &all->at[i - 1];

		if (hash_eq(&v->source, source) && (!plan.n || text_eq(v->plan, plan)) &&
		    (!q->certified.year || date_cmp(v->certified, q->certified) == 0))
			return v;
	}
	return NULL;
}

/* The plan that has this one's title, latest version first. Titles are published in the gazette, so two plans of one
 * name are one plan and its change, or one plan whose day of certification was mistyped. */
static const struct plan_version *find_namesake(const plan_version_list *all, const struct plan *plan)
{
	for (size_t i = all->n; all->at && plan->title.n && i > 0; i--)
		if (text_eq(all->at[i - 1].title, plan->title))
			return &all->at[i - 1];
	return NULL;
}

/* A copy, since the file's plan is the caller's. */
static bool keep_keys(struct decision *d, struct context *c, const struct adopt_request *q,
		      const struct plan_version *last, struct err *err)
{
	struct plan before;
	size_t n = q->file->plan.kpis.n;

	d->as_kept = q->file->plan;
	if (!last)
		return true;
	if (!plan_of_version(&before, c, last, err))
		return false;
	d->as_kept.kpis.at = arena_array(c->arena, n, sizeof *d->as_kept.kpis.at);
	if (n)
		memcpy(d->as_kept.kpis.at, q->file->plan.kpis.at, n * sizeof *d->as_kept.kpis.at);
	kpi_keep_keys(&d->kept, c->arena, &d->as_kept, &before);
	return true;
}

/* Adopted without its day of certification, which comes now with the same bytes. */
static bool lacks_day(const struct plan_version *v, const struct adopt_request *q, const struct hash *source)
{
	return !v->certified.year && q->certified.year && text_is(v->kind, "certified") && hash_eq(&v->source, source);
}

static bool decide_first(struct decision *d, struct context *c, const struct adopt_request *q,
			 const plan_version_list *all, const struct hash *source, struct err *err)
{
	const struct plan_version *there;

	d->same = find_same(all, q, q->plan, source);
	if (d->same)
		return true;
	d->plan = q->plan.n ? q->plan : derived_id(c->arena, q, all);
	d->version = 1;
	there = q->plan.n ? find_last(all, q->plan) : find_namesake(all, &q->file->plan);
	if (there && lacks_day(there, q, source)) {
		d->plan = there->plan;
		d->version = there->version + 1;
		return keep_keys(d, c, q, there, err);
	}
	there = q->plan.n ? NULL : there;
	if (there)
		return err_set(err, ERR_CONFLICT,
			       there->certified.year ? "usecase.plan-namesake" : "usecase.plan-namesake-undated",
			       "title", text_z(c->arena, there->title), "plan", text_z(c->arena, there->plan), "day",
			       DATE(there->certified), NULL);
	there = find_last(all, d->plan);
	if (there)
		return err_set(err, ERR_CONFLICT, "usecase.plan-there", "plan", text_z(c->arena, d->plan), "version",
			       NUM(there->version), "event", NUM(there->event), NULL);
	return keep_keys(d, c, q, NULL, err);
}

static bool decide_change(struct decision *d, struct context *c, const struct adopt_request *q,
			  const plan_version_list *all, const struct hash *source, struct err *err)
{
	struct text of = q->change_of.n ? q->change_of : q->plan;
	const struct plan_version *last;

	if (q->change_of.n && q->plan.n && !text_eq(q->change_of, q->plan))
		return err_set(err, ERR_INPUT, "usecase.change-keeps-id", "plan", text_z(c->arena, q->plan), "of",
			       text_z(c->arena, q->change_of), NULL);
	if (!plans_choose(&last, all, c, of, context_today(c), (struct date){ 0 }, err))
		return false;
	d->same = find_same(all, q, last->plan, source);
	d->plan = last->plan;
	d->version = last->version + 1;
	if (!d->same && q->certified.year && last->certified.year && date_cmp(q->certified, last->certified) < 0)
		return err_set(err, ERR_INPUT, "usecase.change-before", "plan", text_z(c->arena, last->plan), "day",
			       DATE(q->certified), "before", DATE(last->certified), NULL);
	return d->same || keep_keys(d, c, q, last, err);
}

static void set(json_t *object, const char *key, struct text value)
{
	if (value.n)
		json_object_set_new(object, key, json_text(value));
}

static json_t *kpi_list(const struct plan *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->kpis.n; i++) {
		const struct plan_kpi *k = &p->kpis.at[i];

		json_array_append_new(list, json_pack("{s:o,s:o,s:o}", "key", json_text(k->key), "name",
						      json_text(k->name), "unit", json_text(k->unit)));
	}
	return list;
}

/* The file's name; in which folder of which machine it lay is nobody's business. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static json_t *event_body(const struct decision *d, const struct adopt_request *q, const struct hash *source,
			  const struct hash *read)
{
	const struct plan *p = &d->as_kept;
	json_t *body =
		json_pack("{s:o,s:I,s:o,s:o,s:s,s:s,s:s,s:s,s:o}", "plan", json_text(d->plan), "version",
			  (json_int_t)d->version, "version_kind", json_text(d->kind), "title", json_text(p->title),
			  "source", HEX(source), "source_name", base_name(q->file->source.name), "format",
			  source_format_name(q->file->source.format), "read", HEX(read), "kpis", kpi_list(p));

	set(body, "certified", text_of(DATE(q->certified)));
	set(body, "period_from", text_of(DATE(p->period.from)));
	set(body, "period_to", text_of(DATE(p->period.to)));
	if (!text_is(d->kind, "certified"))
		set(body, "change_of", d->plan);
	if (q->invented)
		json_object_set_new(body, "invented", json_integer(1));
	return body;
}

static bool put_read(struct txn *tx, const struct plan *plan, struct hash *hash, struct err *err)
{
	json_t *json = plan_to_json(plan);
	char *bytes = json_dumps(json, JSON_COMPACT);
	bool ok =
		bytes ? blob_put(tx, text_of(bytes), hash, err) : err_set(err, ERR_INPUT, "usecase.plan-no-json", NULL);

	free(bytes);
	json_decref(json);
	return ok;
}

static bool write_version(struct txn *tx, struct context *c, const struct decision *d, const struct adopt_request *q,
			  int64_t *event, struct err *err)
{
	struct hash source, read;
	struct event_draft draft = { .kind = "plan_adopted", .actor = c->actor, .at = c->now };
	bool ok;

	if (!blob_put(tx, q->file->source.bytes, &source, err) || !put_read(tx, &d->as_kept, &read, err))
		return false;
	draft.body = event_body(d, q, &source, &read);
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

/* A file that was cut off reads well as far as it goes: what it lacks tells. Adopted, it would be the plan in force. */
static bool whole(struct context *c, const struct plan_file *file, struct err *err)
{
	for (size_t i = 0; i < file->remarks.n; i++)
		if (strcmp(file->remarks.at[i].rule, "read-chapter-missing") == 0)
			return err_set(err, ERR_INPUT, "usecase.adopt-half", "file", file->source.name, "why",
				       msg_say(c->arena, LANG_JA, &file->remarks.at[i].msg), "why_en",
				       msg_say(c->arena, LANG_EN, &file->remarks.at[i].msg), NULL);
	return file->plan.kpis.n || err_set(err, ERR_INPUT, "usecase.adopt-no-kpis", "file", file->source.name, NULL);
}

/* What can be said without the store. */
static bool sound(struct context *c, const struct adopt_request *q, struct text kind, struct err *err)
{
	const struct plan *p = &q->file->plan;

	if (q->plan.n && !id_is_good(q->plan))
		return err_set(err, ERR_INPUT, "usecase.bad-plan-id", "plan", text_z(c->arena, q->plan), NULL);
	if (q->change_of.n && text_is(kind, "certified"))
		return err_set(err, ERR_USAGE, "usecase.certified-change", NULL);
	if (q->certified.year && date_cmp(q->certified, context_today(c)) > 0)
		return err_set(err, ERR_INPUT, "usecase.certified-later", "day", DATE(q->certified), "today",
			       DATE(context_today(c)), NULL);
	if (q->certified.year && p->period.to.year && date_cmp(q->certified, p->period.to) > 0)
		return err_set(err, ERR_INPUT, "usecase.certified-after-end", "day", DATE(q->certified), "end",
			       DATE(p->period.to), NULL);
	for (size_t i = 0; i < p->kpis.n; i++)
		for (size_t j = 0; j < i; j++)
			if (text_eq(p->kpis.at[i].key, p->kpis.at[j].key))
				return err_set(err, ERR_INPUT, "usecase.kpi-twice", "kpi",
					       text_z(c->arena, p->kpis.at[i].key), NULL);
	return whole(c, q->file, err);
}

/* ---- two accounts ---- */

/* The request as it was decided, and the file: what the other account approves. */
static bool draft_adoption(struct txn *tx, struct context *c, const struct decision *d, const struct adopt_request *q,
			   int64_t *event, struct err *err)
{
	struct event_draft draft = { .kind = "act_drafted", .actor = c->actor, .at = c->now };
	json_t *request = json_pack("{s:o,s:o,s:s}", "kind", json_text(d->kind),
				    text_is(d->kind, "certified") ? "plan" : "change_of", json_text(d->plan), "name",
				    base_name(q->file->source.name));
	struct buf bytes = { 0 };
	struct hash source;
	bool ok;

	set(request, "certified", text_of(DATE(q->certified)));
	if (q->invented)
		json_object_set_new(request, "invented", json_integer(1));
	ok = json_canonical(&bytes, request, err) && blob_put(tx, q->file->source.bytes, &source, err);
	if (ok) {
		draft.body = json_pack("{s:s,s:o,s:s,s:s}", "what", "adopt", "request", json_text(buf_view(&bytes)),
				       "source", HEX(&source), "review", "");
		ok = event_append(tx, &draft, event, err);
		json_decref(draft.body);
	}
	buf_clear(&bytes);
	json_decref(request);
	return ok;
}

/* The first plan of a store is its set-up: there may be one account only, and nothing to protect yet. */
static bool write_or_draft(struct txn *tx, struct context *c, const struct decision *d, const struct adopt_request *q,
			   bool first, struct adopt_result *made, struct err *err)
{
	bool two = false;

	if (c->person && !q->approves && !first && !approval_is_on(&two, c, err))
		return false;
	if (two)
		return draft_adoption(tx, c, d, q, &made->draft, err);
	return (!q->approves || draft_settle(tx, c, q->approves, TEXT(""), err)) &&
	       write_version(tx, c, d, q, &made->event, err);
}

bool adopt_plan(struct adopt_result *result, struct context *c, const struct adopt_request *q, struct err *err)
{
	struct hash source = hash_bytes(q->file->source.bytes.p, q->file->source.bytes.n);
	struct decision d = { .kind = q->kind };
	plan_version_list all = { 0 };
	struct adopt_result made = { 0 };
	struct txn *tx = NULL;
	bool ok = false;

	if (!d.kind.n)
		d.kind = q->change_of.n ? TEXT("change") : TEXT("certified");
	if (!permit(c, RIGHT_PLAN, err) || !sound(c, q, d.kind, err) || !txn_begin(&tx, c->store, err) ||
	    !plans_read(&all, c, 0, err))
		goto done;
	if (!(text_is(d.kind, "certified") ? decide_first : decide_change)(&d, c, q, &all, &source, err))
		goto done;
	if (!d.same && (!write_or_draft(tx, c, &d, q, !all.n, &made, err) || !txn_commit(&tx, err)))
		goto done;
	if (d.same)
		*result = (struct adopt_result){
			.plan = d.same->plan, .version = d.same->version, .event = d.same->event, .unchanged = true
		};
	else
		*result = (struct adopt_result){ text_dup(c->arena, d.plan), d.version, made.event, made.draft,
						 .kept = d.kept };
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}

/* A linked KPI takes what its series says, period by period: new periods are recorded, a revised one is corrected with
 * the revision named, and a value that came from elsewhere is left and told of. One way for `value record
 * --from-series` and for what arrives with an import. */
#include "usecase/value_link.h"

#include <string.h>

#include "usecase/kpis.h"
#include "usecase/stats.h"

/* A term of "migration.in - migration.out". */
struct term {
	struct text series;
	bool minus;
};
typedef LIST(struct term) term_list;

/* A value of the whole expression: what its terms and the set's members say of one period. */
struct sum {
	struct period period;
	struct decimal value;
	struct text status;
	struct date published;
	const struct shown *row; /* the latest of those it is made from, for the source */
	size_t parts;
};
typedef LIST(struct sum) sum_list;

struct text_pair {
	struct text at[2];
};
typedef LIST(struct text_pair) text_pair_list;

/* The statistic that a series belongs to, as one cites it. */
static const char *statistic(struct text series)
{
	static const struct {
		const char *prefix, *name;
	} names[] = {
		{ "census.", "国勢調査" },
		{ "register.", "住民基本台帳に基づく人口、人口動態及び世帯数" },
		{ "vital.", "人口動態統計" },
		{ "migration.", "住民基本台帳人口移動報告" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_starts(series, text_of(names[i].prefix)))
			return names[i].name;
	return "公的統計";
}

/* Series ids hold hyphens, so a sign stands between spaces. */
static void split(struct arena *a, term_list *terms, struct text written)
{
	bool minus = false;

	for (;;) {
		size_t plus = text_find(written, TEXT(" + ")), less = text_find(written, TEXT(" - "));
		size_t end = plus < less ? plus : less;

		*LIST_ADD(a, terms) = (struct term){ text_trim(text_slice(written, 0, end)), minus };
		if (end == SIZE_MAX)
			return;
		minus = less < plus;
		written = text_slice(written, end + 3, written.n);
	}
}

static struct sum *sum_at(sum_list *sums, struct period p)
{
	for (size_t i = 0; i < sums->n; i++)
		if (period_eq(sums->at[i].period, p))
			return &sums->at[i];
	return NULL;
}

/* Of several states the least certain, of several publications the last: the sum is no better than its worst part. */
static void weaken(struct sum *s, const struct shown *row, struct date published)
{
	if (!s->status.n || text_is(s->status, "final") || text_is(row->status, "preliminary") ||
	    text_is(row->status, "projection"))
		s->status = row->status;
	if (date_cmp(date_last(published), date_last(s->published)) > 0)
		s->published = published;
}

static struct text first_number(struct text numbers)
{
	size_t space = text_find(numbers, TEXT(" "));

	return text_slice(numbers, 0, space == SIZE_MAX ? numbers.n : space);
}

/* Of rows that nobody dated the day of publication is that of the import: today, or earlier and not known. */
static bool add_row(sum_list *sums, struct context *c, const struct shown *row, bool minus, struct err *err)
{
	struct date published = context_today(c);
	struct decimal d;
	struct period p;
	struct sum *s;

	if (!period_parse(&p, row->o.period, err) || !decimal_parse(&d, first_number(row->o.numbers), err) ||
	    (row->o.published.n && !date_parse(&published, row->o.published, err)))
		return false;
	s = sum_at(sums, p);
	if (!s) {
		s = LIST_ADD(c->arena, sums);
		s->period = p;
		s->row = row;
	}
	if (row->event > s->row->event)
		s->row = row;
	weaken(s, row, published);
	s->parts++;
	return minus ? decimal_sub(&s->value, s->value, d, err) : decimal_add(&s->value, s->value, d, err);
}

/* Of a total with and without ages the one with ages, which sorts first. */
static bool repeated(const shown_list *list, size_t i)
{
	return i > 0 && text_eq(list->at[i - 1].o.area, list->at[i].o.area) &&
	       text_eq(list->at[i - 1].o.period, list->at[i].o.period) &&
	       text_eq(list->at[i - 1].o.sex, list->at[i].o.sex);
}

static bool add_term(sum_list *sums, struct context *c, const struct term *t, const struct area *area, struct err *err)
{
	shown_list *list = NEW(c->arena, shown_list);

	if (!stats_show(list, c, t->series, area, (struct date){ 0 }, 0, err))
		return false;
	for (size_t i = 0; i < list->n; i++) {
		if (!text_is(list->at[i].o.sex, "T") || repeated(list, i))
			continue;
		if (text_is(list->at[i].status, "projection"))
			return err_set(err, ERR_INPUT, "link.projection", "series", text_z(c->arena, t->series), NULL);
		if (!add_row(sums, c, &list->at[i], t->minus, err))
			return false;
	}
	return true;
}

/* Only periods for which every term and every member has a value. */
static bool collect(sum_list *out, struct context *c, const struct link_request *q, const struct area *area,
		    struct err *err)
{
	term_list terms = { 0 };
	sum_list sums = { 0 };
	size_t parts;

	split(c->arena, &terms, q->series);
	parts = terms.n * area->members.n;
	for (size_t i = 0; i < terms.n; i++)
		if (!add_term(&sums, c, &terms.at[i], area, err))
			return false;
	for (size_t i = 0; i < sums.n; i++)
		if (sums.at[i].parts == parts &&
		    (q->period.kind == PERIOD_NONE || period_eq(q->period, sums.at[i].period)))
			*LIST_ADD(c->arena, out) = sums.at[i];
	if (out->n)
		return true;
	return err_set(err, ERR_INPUT, q->period.kind == PERIOD_NONE ? "link.no-values" : "link.no-value", "series",
		       text_z(c->arena, q->series), "area", text_z(c->arena, area->name), "period", PERIOD(q->period),
		       NULL);
}

/* Municipalities that made the plan together are a set. */
static bool area_of_plan(struct area *area, struct context *c, const struct plan_version *v, struct err *err)
{
	const char *all = "";
	struct plan plan;

	if (!plan_of_version(&plan, c, v, err))
		return false;
	for (size_t i = 0; i < plan.authors.n; i++)
		all = arena_printf(c->arena, "%s%s%s", all, i ? "+" : "", text_z(c->arena, plan.authors.at[i].wording));
	return area_find(c->arena, area, text_of(all), err);
}

static bool find(struct link_result *r, struct context *c, const struct link_request *q, struct err *err)
{
	const struct plan_version *v;
	plan_version_list all = { 0 };
	struct kpi_found kpi;

	if (!plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !kpi_find(&kpi, c, v, q->kpi, err))
		return false;
	r->plan = v->plan;
	r->kpi = kpi.key;
	r->name = kpi.name;
	r->unit = kpi.unit;
	return q->area.n ? area_find(c->arena, &r->area, q->area, err) : area_of_plan(&r->area, c, v, err);
}

/* As area_find reads it again: a set has a name of its own, which only its maker knows. */
static const char *codes_of(struct arena *a, const struct area *area)
{
	const char *all = text_z(a, area->members.n == 1 ? area->code : area->members.at[0]);

	for (size_t i = 1; i < area->members.n; i++)
		all = arena_printf(a, "%s+%s", all, text_z(a, area->members.at[i]));
	return all;
}

static bool set_link(struct link_result *r, struct context *c, struct txn *tx, const struct link_request *q,
		     struct err *err)
{
	struct setting_request s = {
		r->plan, r->kpi, TEXT("series"), { 0 }, q->because.n ? q->because : TEXT("値を公的統計から取り込む"),
		q->seen
	};
	struct setting_result made;

	s.value = text_of(arena_printf(c->arena, "%s %s", text_z(c->arena, q->series), codes_of(c->arena, &r->area)));
	if (!set_kpi_in(tx, &made, c, &s, err))
		return false;
	r->linked_already = made.unchanged;
	return true;
}

/* What stands there of that state; whether it came from the same statistic. */
static bool look(struct link_value *v, bool *ours, struct context *c, const struct record_request *rec, struct err *err)
{
	kpi_values_list *list = NEW(c->arena, kpi_values_list);
	const struct kpi_values *of;
	size_t name = text_find(rec->source, TEXT("（"));

	if (!values_standing(list, c, rec->plan, rec->kpi, rec->period, err))
		return false;
	of = values_of(list, rec->kpi);
	for (size_t i = 0; of && i < of->values.n; i++)
		if (of->values.at[i].state == rec->state && !decimal_eq(of->values.at[i].value, rec->value)) {
			v->event = of->values.at[i].event;
			v->there = of->values.at[i].value;
			*ours = text_starts(of->values.at[i].source, text_slice(rec->source, 0, name + 3));
		}
	return true;
}

/* Which revision it was: the import and its file, and what stood there. */
static struct text revision(struct arena *a, const struct sum *s, const struct link_value *v)
{
	return text_of(arena_printf(a, "統計の改訂（記録%lld「%s」、従前 %s）", (long long)s->row->event,
				    text_z(a, s->row->file), DEC(v->there)));
}

static bool record_sum(struct link_result *r, struct context *c, struct txn *tx, const struct sum *s, struct err *err)
{
	struct link_value v = { .period = s->period, .value = s->value };
	struct record_request rec = { .plan = r->plan,
				      .kpi = r->kpi,
				      .period = s->period,
				      .value = s->value,
				      .published = s->published,
				      .url = s->row->url };
	struct record_result made;
	bool ours = false;

	rec.source = text_of(arena_printf(c->arena, "%s（%s、%s %s、%s）", statistic(s->row->o.series),
					  text_z(c->arena, s->row->source), text_z(c->arena, r->series),
					  text_z(c->arena, r->area.name), text_z(c->arena, s->row->file)));
	if (!value_state_parse(&v.state, s->status))
		v.state = STATE_FINAL;
	rec.state = v.state;
	if (!look(&v, &ours, c, &rec, err))
		return false;
	if (v.event && !ours) {
		v.outcome = LINK_DIFFERS;
	} else {
		rec.corrects = v.event;
		rec.because = v.event ? revision(c->arena, s, &v) : (struct text){ 0 };
		if (!record_value_in(tx, &made, c, &rec, err))
			return false;
		v.outcome = made.unchanged ? LINK_UNCHANGED : v.event ? LINK_CORRECTED : LINK_RECORDED;
		v.event = made.event;
	}
	*LIST_ADD(c->arena, &r->values) = v;
	return true;
}

/* ---- what an import brings ---- */

/* What is wrong with one value or one link is no reason to refuse the statistics. */
static bool is_about_input(const struct err *err)
{
	return err->kind == ERR_INPUT || err->kind == ERR_USAGE || err->kind == ERR_CONFLICT;
}

static bool arrive_value(struct link_result *r, struct context *c, struct txn *tx, const struct sum *s, struct err *err)
{
	struct err why = { 0 };
	struct link_value *v;

	if (record_sum(r, c, tx, s, &why))
		return true;
	if (!is_about_input(&why)) {
		err_copy(err, &why);
		return false;
	}
	v = LIST_ADD(c->arena, &r->values);
	*v = (struct link_value){ .period = s->period, .value = s->value, .outcome = LINK_REFUSED };
	v->because_ja = msg_say(c->arena, LANG_JA, &why.msg);
	v->because_en = msg_say(c->arena, LANG_EN, &why.msg);
	return true;
}

/* "migration.in - migration.out 43100": the last word is the area. */
static struct text series_of_link(struct text value)
{
	size_t cut = value.n;

	while (cut > 0 && value.p[cut - 1] != ' ')
		cut--;
	return text_trim(text_slice(value, 0, cut));
}

/* A link whose KPI, area or series is no more brings
 * nothing. */
static bool open_link(bool *live, struct link_result *r, sum_list *sums, struct context *c,
		      const struct plan_version *v, const struct text setting[2], struct err *err)
{
	struct text value = setting[1];
	struct kpi_found kpi;
	struct err why = { 0 };

	*r = (struct link_result){ .plan = v->plan, .series = series_of_link(value) };
	*live = r->series.n && kpi_find(&kpi, c, v, setting[0], &why) &&
		area_find(c->arena, &r->area, text_trim(text_slice(value, r->series.n, value.n)), &why) &&
		collect(sums, c, &(struct link_request){ .series = r->series }, &r->area, &why);
	if (*live) {
		r->kpi = kpi.key;
		r->name = kpi.name;
		r->unit = kpi.unit;
		r->linked_already = true;
	}
	if (*live || why.kind == ERR_NONE || is_about_input(&why))
		return true;
	err_copy(err, &why);
	return false;
}

static bool arrive_link(link_result_list *out, struct context *c, struct txn *tx, const struct plan_version *v,
			const struct text setting[2], int64_t event, struct err *err)
{
	struct link_result r;
	sum_list sums = { 0 };
	bool live;

	if (!open_link(&live, &r, &sums, c, v, setting, err))
		return false;
	for (size_t i = 0; live && i < sums.n; i++)
		if (sums.at[i].row->event == event && !arrive_value(&r, c, tx, &sums.at[i], err))
			return false;
	if (r.values.n)
		*LIST_ADD(c->arena, out) = r;
	return true;
}

/* The links of a plan: KPI and what it is linked to. */
static bool links_of(struct context *c, struct text plan, text_pair_list *links, struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_INT(EVENT_LATEST) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "kpi_settings", values, 2, err))
		return false;
	while (rows_next(r, &failed))
		if (text_is(rows_text(r, 1), "series")) {
			struct text_pair *p = LIST_ADD(c->arena, links);

			p->at[0] = text_dup(c->arena, rows_text(r, 0));
			p->at[1] = text_dup(c->arena, rows_text(r, 2));
		}
	return rows_end(&r, &failed, err);
}

bool links_arrive(struct txn *tx, link_result_list *out, struct context *c, int64_t event, struct err *err)
{
	plan_version_list all = { 0 };

	if (!plans_read(&all, c, 0, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		text_pair_list links = { 0 };

		/* By plan, then version: the last one says which KPIs there are. */
		if (i + 1 < all.n && text_eq(all.at[i].plan, all.at[i + 1].plan))
			continue;
		if (!links_of(c, all.at[i].plan, &links, err))
			return false;
		for (size_t k = 0; k < links.n; k++)
			if (!arrive_link(out, c, tx, &all.at[i], links.at[k].at, event, err))
				return false;
	}
	return true;
}

/* ---- a person links ---- */

/* Another series in place of the one that is linked would mix two statistics in one KPI: it is asked why. */
static bool replaced_with_reason(const struct link_result *r, struct context *c, const struct link_request *q,
				 struct err *err)
{
	text_pair_list links = { 0 };

	if (!links_of(c, r->plan, &links, err))
		return false;
	for (size_t i = 0; i < links.n && !text_trim(q->because).n; i++) {
		struct text linked = series_of_link(links.at[i].at[1]);

		if (text_eq(links.at[i].at[0], r->kpi) && linked.n && !text_eq(linked, r->series))
			return err_set(err, ERR_CONFLICT, "link.elsewhere", "kpi", text_z(c->arena, r->kpi), "linked",
				       text_z(c->arena, linked), "series", text_z(c->arena, r->series), NULL);
	}
	return true;
}

/* The link and its values are known together or not at all: an import takes up where the link left off. */
bool link_values(struct link_result *out, struct context *c, const struct link_request *q, struct err *err)
{
	struct link_result made = { .series = q->series };
	struct txn *tx = NULL;
	sum_list sums = { 0 };
	bool ok = txn_begin(&tx, c->store, err) && find(&made, c, q, err) && collect(&sums, c, q, &made.area, err) &&
		  replaced_with_reason(&made, c, q, err) && set_link(&made, c, tx, q, err);

	for (size_t i = 0; ok && i < sums.n; i++)
		ok = arrive_value(&made, c, tx, &sums.at[i], err);
	ok = ok && txn_commit(&tx, err);
	txn_rollback(&tx);
	if (ok)
		*out = made;
	return ok;
}

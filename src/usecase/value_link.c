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
	const struct shown *row; /* one of those it is made from, for the source */
	size_t parts;
};
typedef LIST(struct sum) sum_list;

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

static bool add_row(sum_list *sums, struct arena *a, const struct shown *row, bool minus, struct err *err)
{
	struct date published = { 0 };
	struct decimal d;
	struct period p;
	struct sum *s;

	if (!period_parse(&p, row->o.period, err) || !decimal_parse(&d, first_number(row->o.numbers), err) ||
	    (row->o.published.n && !date_parse(&published, row->o.published, err)))
		return false;
	s = sum_at(sums, p);
	if (!s) {
		s = LIST_ADD(a, sums);
		s->period = p;
		s->row = row;
	}
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
		if (!add_row(sums, c->arena, &list->at[i], t->minus, err))
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

static bool set_link(struct link_result *r, struct context *c, const struct link_request *q, struct err *err)
{
	struct setting_request s = {
		r->plan, r->kpi, TEXT("series"), { 0 }, q->because.n ? q->because : TEXT("値を公的統計から取り込む")
	};
	struct setting_result made;

	s.value = text_of(arena_printf(c->arena, "%s %s", text_z(c->arena, q->series), text_z(c->arena, r->area.code)));
	if (!set_kpi(&made, c, &s, err))
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

static bool record_sum(struct link_result *r, struct context *c, const struct link_request *q, const struct sum *s,
		       struct err *err)
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
					  text_z(c->arena, s->row->source), text_z(c->arena, q->series),
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
		rec.because = v.event ? TEXT("統計の改訂") : (struct text){ 0 };
		if (!record_value(&made, c, &rec, err))
			return false;
		v.outcome = made.unchanged ? LINK_UNCHANGED : v.event ? LINK_CORRECTED : LINK_RECORDED;
		v.event = made.event;
	}
	*LIST_ADD(c->arena, &r->values) = v;
	return true;
}

bool link_values(struct link_result *out, struct context *c, const struct link_request *q, struct err *err)
{
	struct link_result made = { 0 };
	sum_list sums = { 0 };

	if (!find(&made, c, q, err) || !collect(&sums, c, q, &made.area, err) || !set_link(&made, c, q, err))
		return false;
	for (size_t i = 0; i < sums.n; i++)
		if (!record_sum(&made, c, q, &sums.at[i], err))
			return false;
	*out = made;
	return true;
}

#include "report_sample.h"

#include <assert.h>
#include <string.h>

static struct decimal dec(const char *s)
{
	struct decimal d = { 0 };
	bool ok = decimal_parse(&d, text_of(s), NULL);

	assert(ok);
	(void)ok;
	return d;
}

static struct period per(const char *s)
{
	struct period p = { 0 };
	bool ok = period_parse(&p, text_of(s), NULL);

	assert(ok);
	(void)ok;
	return p;
}

struct sample_value {
	const char *period, *value, *published;
	enum value_state state;
};

static const struct sample_kpi {
	const char *key, *name, *unit, *baseline, *baseline_period, *target, *target_value, *due;
	enum target_op op;
	struct sample_value values[8];
	enum status status;
	const char *short_by;
	double progress, elapsed;
	bool comparable_no, forecast;
} samples[] = {
	{ "ア1",
	  "市内総生産額",
	  "十億円",
	  "2496",
	  "FY2015",
	  "2,692",
	  "2692",
	  "FY2023",
	  TARGET_REACH,
	  { { 0 } },
	  STATUS_NOT_YET },
	{ "ア2",
	  "年転入超過数",
	  "人",
	  "494",
	  "FY2019",
	  "400",
	  "400",
	  "FY2023",
	  TARGET_REACH,
	  { { "CY2019", "-115", "2020-04", STATE_FINAL },
	    { "CY2020", "-303", "2021-04", STATE_FINAL },
	    { "CY2021", "631", "2022-04", STATE_FINAL } },
	  STATUS_REACHED,
	  NULL,
	  0,
	  0.5,
	  true },
	{ "イ1",
	  "出生数",
	  "人",
	  "6766",
	  "CY2018",
	  "7,000以上",
	  "7000",
	  "FY2023",
	  TARGET_AT_LEAST,
	  { { "CY2018", "6766", "2019-09", STATE_FINAL },
	    { "CY2019", "6293", "2020-09", STATE_FINAL },
	    { "CY2020", "6101", "2021-09", STATE_FINAL },
	    { "CY2021", "6093", "2022-09", STATE_FINAL },
	    { "CY2022", "5792", "2023-09", STATE_FINAL },
	    { "CY2023", "5345", "2024-09", STATE_FINAL } },
	  STATUS_WORSE,
	  "1655",
	  -6.07,
	  1,
	  false,
	  true },
	{ "ウ1",
	  "居住誘導区域の人口密度",
	  "人/ha",
	  "60.5",
	  "FY2019",
	  "60.7",
	  "60.7",
	  "FY2023",
	  TARGET_REACH,
	  { { "FY2021", "60.6", "2022-06-30", STATE_PRELIMINARY } },
	  STATUS_ON_TRACK,
	  "0.1",
	  0.5,
	  0.5 },
	{ "ウ2",
	  "地域活動に参加した市民の割合",
	  "％",
	  "41.2",
	  NULL,
	  "44",
	  "44",
	  "FY2023",
	  TARGET_REACH,
	  { { "FY2021", "42.0", "2022-06-30", STATE_FINAL } },
	  STATUS_UNDECIDED },
};

static void sample_verdict(struct arena *a, struct report_kpi *k, const struct sample_kpi *s)
{
	struct verdict *v = &k->verdict;

	v->status = s->status;
	v->reason = msg_make(a, "publish.as-of", "date", "2024年9月30日", NULL);
	v->final = s->status == STATUS_WORSE;
	v->has_progress = s->progress != 0;
	v->progress = s->progress;
	v->has_elapsed = s->elapsed != 0;
	v->elapsed = s->elapsed;
	v->has_short_by = s->short_by != NULL;
	if (s->short_by)
		v->short_by = dec(s->short_by);
	v->comparable = s->comparable_no ? TRI_NO : TRI_ABSENT;
	v->due = per(s->values[0].period && s->values[0].period[0] == 'C' ? "CY2023" : "FY2023");
	v->better = BETTER_UP;
	v->has_target = true;
	v->target = dec(s->target_value);
	v->kind = s->comparable_no ? KIND_FLOOR : KIND_UP;
}

static void sample_values(struct arena *a, struct report_kpi *k, const struct sample_kpi *s, int64_t *event)
{
	for (size_t i = 0; i < 8 && s->values[i].period; i++) {
		struct report_value *v = LIST_ADD(a, &k->values);
		bool ok = date_parse(&v->published, text_of(s->values[i].published), NULL);

		assert(ok);
		(void)ok;
		v->event = ++*event;
		v->period = per(s->values[i].period);
		v->value = dec(s->values[i].value);
		v->state = s->values[i].state;
		v->source = TEXT("例示県「<架空>統計」& 例示市調べ");
		v->url = TEXT("https://www.example.invalid/toukei?a=1&b=2");
	}
	for (size_t i = 0; i < k->values.n; i++) {
		struct report_point *p = LIST_ADD(a, &k->points);

		p->value = k->values.at[i];
		p->verdict = k->verdict;
		p->grade = k->grade;
	}
	if (k->points.n)
		k->latest = &k->points.at[k->points.n - 1];
}

static struct plan_kpi *sample_plan_kpi(struct arena *a, struct plan *plan, const struct sample_kpi *s)
{
	struct plan_kpi *k = LIST_ADD(a, &plan->kpis);

	k->key = text_of(s->key);
	k->project = text_slice(k->key, 0, 3);
	k->name = text_of(s->name);
	k->unit = text_of(s->unit);
	k->baseline.wording = text_of(s->baseline);
	k->baseline.has_value = true;
	k->baseline.value = dec(s->baseline);
	if (s->baseline_period)
		k->baseline.period = per(s->baseline_period);
	k->target.wording = text_of(s->target);
	k->target.is.op = s->op;
	k->target.is.has_value = true;
	k->target.is.value = dec(s->target_value);
	k->target.due = per(s->due);
	k->better = BETTER_UP;
	k->better_from = BETTER_FROM_WORD_LIST;
	*LIST_ADD(a, &k->goals) = 1;
	return k;
}

static void sample_forecast(struct arena *a, struct forecast *f, const struct sample_kpi *s)
{
	f->reason = msg_make(a, "publish.as-of", "date", "2024年9月30日", NULL);
	if (!s->forecast)
		return;
	f->has = true;
	f->method = FORECAST_LEVEL;
	f->n = 6;
	f->at = per("CY2023");
	f->value = 5405.2;
	f->low = 5003.9;
	f->high = 5806.5;
	f->has_probability = true;
	f->probability = 0.0001;
}

static void sample_plan(struct arena *a, struct plan *plan)
{
	struct plan_goal *goal = LIST_ADD(a, &plan->goals);
	struct plan_measure *measure = LIST_ADD(a, &plan->measures);
	struct plan_project *project;

	plan->title = TEXT("例示市まち・ひと・しごと創生推進計画");
	LIST_ADD(a, &plan->authors)->name = TEXT("例示市");
	plan->authors.at[0].wording = TEXT("例示県例示市");
	plan->area = TEXT("例示市の全域");
	plan->period.from = (struct date){ 2020, 4, 1 };
	plan->period.to = (struct date){ 2024, 3, 31 };
	goal->number = 1;
	goal->title = TEXT("人を引き付けるまちを創る。");
	goal->subtitle = TEXT("移住・定住の促進");
	goal->wording = TEXT("基本目標１");
	measure->code = TEXT("A2007");
	measure->name = TEXT("まち・ひと・しごと創生寄附活用事業に関連する寄附を行った法人に対する特例");
	project = LIST_ADD(a, &measure->projects);
	project->mark = TEXT("ア");
	project->title = TEXT("移住・定住の促進事業");
	*LIST_ADD(a, &project->actions) = TEXT("魅力あるしごとの創出");
	project->and_others = true;
}

const struct plan_report *report_sample(struct arena *a)
{
	struct plan_report *r = NEW(a, struct plan_report);
	struct plan *plan = NEW(a, struct plan);
	int64_t event = 1;

	sample_plan(a, plan);
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		sample_plan_kpi(a, plan, &samples[i]);
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct report_kpi *k = LIST_ADD(a, &r->kpis);

		k->kpi = &plan->kpis.at[i];
		k->better = BETTER_UP;
		k->better_from = BETTER_FROM_WORD_LIST;
		k->baseline_period = k->kpi->baseline.period;
		k->grade.reason = msg_make(a, "publish.unknown", NULL);
		sample_verdict(a, k, &samples[i]);
		sample_values(a, k, &samples[i], &event);
		sample_forecast(a, &k->forecast, &samples[i]);
	}
	r->plan_id = TEXT("reiji-2020");
	r->plan = plan;
	r->invented = true;
	r->ended = true;
	r->rubric = TEXT("national4");
	r->as_of = (struct date){ 2024, 9, 30 };
	r->at_event = event;
	LIST_ADD(a, &r->versions)->number = 1;
	r->versions.at[0].event = 1;
	r->versions.at[0].kind = TEXT("certified");
	r->versions.at[0].source_name = TEXT("plan.txt");
	r->source_text = TEXT("地域再生計画\n\n１ 地域再生計画の名称\n\n例示市まち・ひと・しごと創生推進計画\n");
	return r;
}

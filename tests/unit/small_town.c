#include "small_town.h"

#include "usecase/adopt.h"
#include "usecase/review_act.h"

const char small_town_review[] = "2021-08";

/* A day behind what place_append says of when it was. */
static const int64_t today = INT64_C(1700086400);

struct text small_town_kpi(struct arena *a, int i)
{
	return text_of(arena_printf(a, "ア%d", i));
}

static void adopt(struct context *c, int kpis)
{
	struct plan_file file = { .source = { .name = "rei.yaml", .bytes = TEXT("例示"), .format = SOURCE_YAML } };
	const struct adopt_request q = { .file = &file, .plan = TEXT("rei"), .certified = { 2018, 4, 1 } };
	struct adopt_result made;

	file.plan.title = TEXT("例示町まち・ひと・しごと創生推進計画");
	LIST_ADD(c->arena, &file.plan.authors)->name = TEXT("例示町");
	for (int i = 1; i <= kpis; i++) {
		struct plan_kpi *k = LIST_ADD(c->arena, &file.plan.kpis);

		k->key = small_town_kpi(c->arena, i);
		k->name = text_of(arena_printf(c->arena, "例示の指標その%d", i));
		k->unit = TEXT("人");
		k->baseline = (struct plan_baseline){ .wording = TEXT("100"),
						      .has_value = true,
						      .value = decimal_of(100),
						      .period = { .kind = PERIOD_FY, .year = 2018 } };
		k->target.wording = TEXT("200以上");
		k->target.is = (struct target){ .op = TARGET_AT_LEAST, .has_value = true, .value = decimal_of(200) };
		k->target.due = (struct period){ .kind = PERIOD_FY, .year = 2024 };
	}
	OK(adopt_plan(&made, c, &q, &err));
}

void small_town_open(struct context *c, struct arena *a, const struct place *p, int kpis)
{
	const struct section_request section = { .key = TEXT("ka1"), .name = TEXT("例示課") };
	const struct open_request open = { .plan = TEXT("rei"), .held = { 2021, 8, 0 }, .about = 2020 };
	struct section_result made;
	struct act_result opened;

	*c = (struct context){ .store = place_create(p), .arena = a, .actor = TEXT("test"), .now = today };
	adopt(c, kpis);
	OK(section_set(&made, c, &section, &err));
	for (int i = 1; i <= kpis; i++)
		place_append(c->store, "kpi_set",
			     json_pack("{s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", text_z(a, small_town_kpi(a, i)),
				       "setting", "owner", "value", "ka1"));
	OK(review_open(&opened, c, &open, &err));
}

void small_town_close(struct context *c)
{
	place_verify(c->store);
	store_close(&c->store);
	arena_clear(c->arena);
}

/* What pages and forms of a review ask of the store, counted: one item asks the same whether the plan has twenty KPIs
 * or eighty, who may not see a review is told so before it is read, and what is said of all items at once is said in
 * one transaction. */
#include "small_town.h"
#include "store_count.h"
#include "usecase/permit.h"
#include "usecase/review_act.h"

enum { FEW = 20, MANY = 4 * FEW };

static const struct person nobody = { 1, TEXT("admin"), TEXT("例示"), ROLE_ADMIN, TEXT("") };

/* ---- a review in which everybody has said something ---- */

static void each(struct context *c, int kpis, const char *kind, const char *words)
{
	struct arena *a = c->arena;

	for (int i = 1; i <= kpis; i++) {
		json_t *body = NULL;

		OK(json_parse(&body, text_of(words), kind, &err));
		json_object_set_new(body, "review", json_string(small_town_review));
		json_object_set_new(body, "item",
				    json_string(arena_printf(a, "kpi:%s", text_z(a, small_town_kpi(a, i)))));
		place_append(c->store, kind, body);
	}
}

static void to_the_decision(struct context *c, int kpis)
{
	const char *const root = "0000000000000000000000000000000000000000000000000000000000000000";

	each(c, kpis, "review_assessed", "{\"did\":\"例\",\"analysis\":\"例\",\"direction\":\"improve\"}");
	place_append(c->store, "review_frozen",
		     json_pack("{s:s,s:I,s:s}", "review", small_town_review, "frozen_at",
			       (json_int_t)place_head(c->store), "root", root));
	place_append(c->store, "review_revealed", json_pack("{s:s,s:[]}", "review", small_town_review, "grades"));
	each(c, kpis, "review_concluded", "{\"finding\":\"例\",\"direction\":\"improve\"}");
	each(c, kpis, "review_answered", "{\"why_not\":\"例\"}");
}

static struct decide_request *decisions(struct context *c, int kpis)
{
	struct decide_request *q = arena_array(c->arena, (size_t)kpis, sizeof *q);

	for (int i = 0; i < kpis; i++)
		q[i] = (struct decide_request){ .review = text_of(small_town_review),
						.item = { ITEM_KPI, small_town_kpi(c->arena, i + 1) },
						.direction = DIRECTION_IMPROVE,
						.from_year = 2022,
						.by = TEXT("例示町総合戦略推進本部"),
						.on = { 2021, 6, 1 } };
	return q;
}

/* ---- how much is asked ---- */

struct asked {
	struct store_count shown, refused, decided;
};

static struct asked asked_of(const struct place *p, int kpis)
{
	const struct glance glance = { text_of(small_town_review), { ITEM_KPI, TEXT("ア3") }, .shown = true };
	struct arena a = { 0 };
	struct asked asked;
	struct act_result last;
	struct decide_request *q;
	struct context c;
	struct review r;

	small_town_open(&c, &a, p, kpis);
	to_the_decision(&c, kpis);
	store_count_begin(c.store);
	OK(review_glance(&r, &c, &glance, &err));
	asked.shown = store_count_end(c.store);
	c.person = &nobody;
	store_count_begin(c.store);
	REFUSED(review_load(&r, &c, text_of(small_town_review), &err), ERR_FORBIDDEN, "usecase.not-allowed");
	asked.refused = store_count_end(c.store);
	c.person = NULL;
	q = decisions(&c, kpis);
	store_count_begin(c.store);
	OK(review_decide_many(&last, &c, text_of(small_town_review), q, (size_t)kpis, &err));
	asked.decided = store_count_end(c.store);
	assert_int_equal(last.event, place_head(c.store));
	small_town_close(&c);
	return asked;
}

static void a_page_about_one_item_asks_the_same_of_a_large_plan(void **state)
{
	struct place *p = *state, other = { .postgresql = p->postgresql };
	struct asked few = asked_of(p, FEW), many;
	void *there = &other;

	assert_int_equal(place_set_up(&there), 0);
	many = asked_of(there, MANY);
	place_tear_down(&there);
	print_message("# of %d, %d KPIs: shown %d, %d questions; refused %d, %d; decided %d, %d\n", FEW, MANY,
		      few.shown.questions, many.shown.questions, few.refused.questions, many.refused.questions,
		      few.decided.questions, many.decided.questions);
	assert_int_equal(few.shown.questions, many.shown.questions);
	assert_int_equal(few.refused.questions, many.refused.questions);
	assert_true(many.refused.questions < 8);
	assert_int_equal(many.decided.commits, 1);
	assert_true(many.decided.questions <= 4 * few.decided.questions);
	assert_true(many.decided.rows <= 4 * few.decided.rows);
	assert_true(many.decided.questions < MANY * 8);
}

static void where_one_of_all_decisions_is_refused_none_is_there(void **state)
{
	struct arena a = { 0 };
	struct act_result last;
	struct decide_request *q;
	struct context c;
	int64_t before;

	small_town_open(&c, &a, *state, 3);
	to_the_decision(&c, 3);
	before = place_head(c.store);
	q = decisions(&c, 3);
	q[2].direction = DIRECTION_END; /* departs from the finding, and says no reason */
	REFUSED(review_decide_many(&last, &c, text_of(small_town_review), q, 3, &err), ERR_USAGE,
		"usecase.decision-departs");
	assert_int_equal(place_head(c.store), before);
	q[2].direction = DIRECTION_IMPROVE;
	OK(review_decide_many(&last, &c, text_of(small_town_review), q, 3, &err));
	assert_int_equal(place_head(c.store), before + 3);
	small_town_close(&c);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(a_page_about_one_item_asks_the_same_of_a_large_plan),
		PLACE_TEST(where_one_of_all_decisions_is_refused_none_is_there),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}

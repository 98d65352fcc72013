/* Every act of the review year for every role: who is refused, whatever the stage. Sections and experts twice, for what
 * is their own and what is another's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "events_told.h"
#include "usecase/collect.h"
#include "usecase/init.h"
#include "usecase/project_import.h"
#include "usecase/record.h"
#include "usecase/review_act.h"

static struct arena arena;
static struct context c = { .arena = &arena };
static char where[64];

/* ---- the acts, of ア1, which is the section norin's ---- */

static const struct review_item own = { ITEM_KPI, { "ア1", sizeof "ア1" - 1 } };
static struct act_result said;

static bool open_one(struct err *e)
{
	const struct open_request q = { .plan = TEXT("sample-2019"), .held = { 2022, 9, 0 }, .about = 2021 };

	return review_open(&said, &c, &q, e);
}

static bool set_one(struct err *e)
{
	return review_set(&said, &c, TEXT(""), TEXT("names"), TEXT("shown"), TEXT(""), e);
}

static bool assess(struct err *e)
{
	const struct assess_request q = {
		.item = own, .did = TEXT("x"), .analysis = TEXT("y"), .direction = DIRECTION_END
	};

	return review_assess(&said, &c, &q, e);
}

static bool freeze(struct err *e)
{
	return review_freeze(&said, &c, TEXT(""), e);
}

static bool invite(struct err *e)
{
	const struct invite_request q = { .member = TEXT("m4") };

	return review_invite(&said, &c, &q, e);
}

static bool declare(struct err *e)
{
	const struct declare_request q = { .member = TEXT("m1") };

	return review_declare(&said, &c, &q, e);
}

static bool grade(struct err *e)
{
	const struct grade_request q = { .member = TEXT("m1"), .item = own, .grade = 3 };

	return review_grade(&said, &c, &q, e);
}

static bool revise(struct err *e)
{
	const struct grade_request q = { .member = TEXT("m1"), .item = own, .grade = 3, .change = { 0, TEXT("x") } };

	return review_revise(&said, &c, &q, e);
}

static bool reveal(struct err *e)
{
	return review_reveal(&said, &c, TEXT(""), e);
}

static bool conclude(struct err *e)
{
	const struct conclude_request q = { .item = own, .finding = TEXT("x"), .direction = DIRECTION_END };

	return review_conclude(&said, &c, &q, e);
}

static bool answer(struct err *e)
{
	const struct answer_request q = { .item = own, .why_not = TEXT("x") };

	return review_answer(&said, &c, &q, e);
}

static bool decide(struct err *e)
{
	const struct decide_request q = {
		.item = own, .direction = DIRECTION_END, .from_year = 2027, .by = TEXT("x"), .on = { 2026, 1, 1 }
	};

	return review_decide(&said, &c, &q, e);
}

static bool publish(struct err *e)
{
	const struct publish_request q = { .changes = TEXT("x") };

	return review_publish(&said, &c, &q, e);
}

static bool close_one(struct err *e)
{
	return review_close(&said, &c, TEXT(""), e);
}

static bool load(struct err *e)
{
	struct review r;

	return review_load(&r, &c, TEXT(""), e);
}

static bool approve(struct err *e)
{
	return draft_approve(&said, &c, 1, e);
}

static bool approval(struct err *e)
{
	int64_t event;

	return approval_set(&event, &c, true, TEXT("x"), e);
}

static bool record(struct err *e)
{
	const struct record_request q = { .plan = TEXT("sample-2022"),
					  .kpi = TEXT("ア1"),
					  .period = { PERIOD_FY, 2025, { 0 } },
					  .value = { 999, 0 },
					  .published = { 2026, 5, 0 },
					  .state = STATE_FINAL,
					  .source = TEXT("x") };
	struct record_result made;

	return record_value(&made, &c, &q, e);
}

static bool absent(struct err *e)
{
	const struct absent_request q = {
		TEXT("sample-2022"), TEXT("ア1"), { PERIOD_FY, 2026, { 0 } }, TEXT(""), { 0 }
	};
	struct absent_request said_why = q;
	int64_t event;

	said_why.because = TEXT("x");
	return value_say_absent(&event, &c, &said_why, e);
}

static bool own_kpi(struct err *e)
{
	const struct setting_request q = { TEXT("sample-2022"), TEXT("ア1"), TEXT("owner"), TEXT("norin"), TEXT("x") };
	struct setting_result made;

	return set_kpi(&made, &c, &q, e);
}

static bool give(struct err *e)
{
	const struct hand_over_request q = { .from = TEXT("norin"), .contact = TEXT("例示 次"), .because = TEXT("x") };
	struct hand_over_result made;

	return hand_over(&made, &c, &q, e);
}

static bool section(struct err *e)
{
	const struct section_request q = { .key = TEXT("norin"), .name = TEXT("農林課") };
	struct section_result made;

	return section_set(&made, &c, &q, e);
}

static bool project(struct err *e)
{
	const struct project_request q = { .plan = TEXT("sample-2022"), .key = TEXT("ア(1)"), .donation = -1 };
	struct project_result made;

	return project_set(&made, &c, &q, e);
}

static bool cost(struct err *e)
{
	const struct cost_request q = { .plan = TEXT("sample-2022"), .key = TEXT("ア(1)"), .year = 2030, .yen = 1 };
	struct project_result made;

	return project_cost(&made, &c, &q, e);
}

static bool member(struct err *e)
{
	const struct member_request q = { .key = TEXT("m9"),
					  .name = TEXT("例示 九"),
					  .field = TEXT("media"),
					  .from = { 2026, 1, 1 },
					  .to = { 2027, 1, 1 } };
	int64_t event;

	return member_set(&event, &c, &q, e);
}

static bool collect(struct err *e)
{
	const struct collect_request q = { .folder = "/nowhere/at/all" };
	struct collect_made made;

	return collect_make(&made, &c, &q, e);
}

static bool collected(struct err *e)
{
	struct collect_status s;

	return collect_status(&s, &c, TEXT(""), e);
}

static bool drafts(struct err *e)
{
	draft_list list = { 0 };

	return drafts_read(&list, &c, e);
}

/* ---- who ---- */

enum who { ADMIN, PLANNER, OWNER, OTHER, EXPERT, STRANGER, AUDITOR, WHO_COUNT };
static const struct person people[WHO_COUNT] = {
	[ADMIN] = { 1, TEXT("admin"), TEXT("例示 管"), ROLE_ADMIN, TEXT("") },
	[PLANNER] = { 2, TEXT("planner"), TEXT("例示 企"), ROLE_PLANNER, TEXT("kikaku") },
	[OWNER] = { 3, TEXT("owner"), TEXT("例示 農"), ROLE_SECTION, TEXT("norin") },
	[OTHER] = { 4, TEXT("other"), TEXT("例示 商"), ROLE_SECTION, TEXT("shoko") },
	[EXPERT] = { 5, TEXT("gaku"), TEXT("例示 学"), ROLE_EXPERT, TEXT("") },
	[STRANGER] = { 6, TEXT("yoso"), TEXT("例示 外"), ROLE_EXPERT, TEXT("") },
	[AUDITOR] = { 7, TEXT("kansa"), TEXT("例示 監"), ROLE_AUDITOR, TEXT("") },
};

/* A letter each, in the order above: + may, - may not. */
static const struct {
	const char *name;
	bool (*act)(struct err *e);
	const char *may;
} acts[] = {
	{ "review open", open_one, "-+-----" },     { "review set", set_one, "-+-----" },
	{ "review show", load, "-++++-+" },         { "review assess", assess, "-++----" },
	{ "review freeze", freeze, "-+-----" },     { "review invite", invite, "-+-----" },
	{ "review declare", declare, "----+--" },   { "review grade", grade, "----+--" },
	{ "review revise", revise, "----+--" },     { "review reveal", reveal, "-+-----" },
	{ "review conclude", conclude, "-+--+--" }, { "review respond", answer, "-++----" },
	{ "review decide", decide, "-+-----" },     { "review publish", publish, "-+-----" },
	{ "review close", close_one, "-+-----" },   { "review approve", approve, "-+-----" },
	{ "review approval", approval, "+------" }, { "review drafts", drafts, "-+++--+" },
	{ "value record", record, "-++----" },      { "value absent", absent, "-++----" },
	{ "kpi set", own_kpi, "-+-----" },          { "section add", section, "-+-----" },
	{ "section hand-over", give, "-++----" },   { "project set", project, "-+-----" },
	{ "project cost", cost, "-++----" },        { "member add", member, "-+-----" },
	{ "collect make", collect, "-+-----" },     { "collect status", collected, "-+++--+" },
};

static void every_act_is_refused_to_every_role_that_may_not(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		for (int who = 0; who < WHO_COUNT; who++) {
			struct err err = { 0 };
			bool forbidden;

			c.person = &people[who];
			c.actor = people[who].login;
			forbidden = !acts[i].act(&err) && err.kind == ERR_FORBIDDEN;
			if (forbidden == (acts[i].may[who] == '+')) {
				print_error("%s by %.*s: %s (%s)\n", acts[i].name, (int)people[who].login.n,
					    people[who].login.p, forbidden ? "refused" : "let through",
					    err.msg.id ? err.msg.id : "done");
				wrong++;
			}
		}
	assert_int_equal(wrong, 0);
}

static void the_operator_is_never_refused_for_a_role(void **state)
{
	(void)state;
	c.person = NULL;
	c.actor = TEXT("root");
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct err err = { 0 };

		if (!acts[i].act(&err) && err.kind == ERR_FORBIDDEN)
			fail_msg("%s: %s", acts[i].name, err.msg.id);
	}
}

/* Those of the example and of all acts above. */
static void every_field_of_these_events_is_told_in_the_documents(void **state)
{
	(void)state;
	events_told(c.store, 27);
}

static int set_up(void **state)
{
	const struct member_request gaku = { TEXT("m1"),     TEXT("例示 学"), TEXT("academia"), TEXT("gaku"),
					     { 2024, 4, 1 }, { 2027, 3, 31 }, .chair = true };
	const struct invite_request q = { .member = TEXT("m1") };
	struct init_result made;
	struct err err = { 0 };
	int64_t event;

	(void)state;
	snprintf(where, sizeof where, "/tmp/sosei-roles-XXXXXX");
	if (!mkdtemp(where))
		return -1;
	strcat(where, "/s.db");
	c.now = 1790812800; /* 2026-10-01 */
	c.actor = TEXT("root");
	if (!init_store(&made, &c, where, "sample-city", &err) || !member_set(&event, &c, &gaku, &err) ||
	    !review_invite(&said, &c, &q, &err)) {
		print_error("%s\n", msg_say(&arena, LANG_EN, &err.msg));
		return -1;
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(&c.store);
	unlink(where);
	*strrchr(where, '/') = '\0';
	rmdir(where);
	arena_clear(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_act_is_refused_to_every_role_that_may_not),
		cmocka_unit_test(the_operator_is_never_refused_for_a_role),
		cmocka_unit_test(every_field_of_these_events_is_told_in_the_documents),
	};

	return cmocka_run_group_tests_name("review_roles", tests, set_up, tear_down);
}

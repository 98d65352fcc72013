/* Every address of the API is asked, and every answer is judged by what the API says of itself (web_api_check.h; that
 * goes for the other test programs of the web app too). */
#include "web/api_schema.h"
#include "web_api_check.h"
#include "web_world.h"

#define REVIEW "/api/review/2026-09/"
#define DONE_REVIEW "/api/review/2025-09/"
#define KPI "?item=kpi:%E3%82%A21"
#define PROJECT "?item=project:%E3%82%A4(2)"

static void every_address_answers_what_the_description_promises(void **state)
{
	static const struct {
		const char *who, *path, *body; /* body NULL: GET */
		int status;
	} all[] = {
		{ "planner", "/api/openapi.json", NULL, 200 },
		{ "planner", "/api/today", NULL, 200 },
		{ "none", "/api/today", NULL, 403 },
		{ "planner", "/api/values", NULL, 200 },
		{ "planner", "/api/values/record" KPI, NULL, 200 },
		{ "planner", "/api/values/record",
		  "{\"item\":\"kpi:ア1\",\"period\":\"FY2016\",\"value\":\"1\",\"state\":\"final\","
		  "\"published\":\"2018-01-31\",\"source\":\"x\"}",
		  200 },
		{ "planner", "/api/values/record", "{\"item\":\"kpi:ア1\"}", 422 },
		{ "planner", "/api/values/absent" KPI, NULL, 200 },
		{ "planner", "/api/values/absent", "{\"item\":\"kpi:ア1\",\"period\":\"FY2015\",\"why\":\"x\"}", 200 },
		{ "planner", "/api/values/withdraw" KPI "&event=412", NULL, 200 },
		{ "planner", "/api/values/withdraw", "{\"item\":\"kpi:ア1\",\"event\":\"412\"}", 422 },
		{ "planner", "/api/values/withdraw", "{\"item\":\"kpi:ア1\",\"event\":\"412\",\"because\":\"x\"}",
		  200 },
		{ "planner", "/api/values/withdraw", "{\"item\":\"kpi:ア1\",\"event\":\"412\",\"because\":\"x\"}",
		  409 },
		{ "planner", "/api/values/withdraw", "{\"item\":\"kpi:ア1\",\"event\":\"1\",\"because\":\"x\"}", 422 },
		{ "planner", "/api/values/record" KPI, NULL, 200 },
		{ "planner", "/api/projects", NULL, 200 },
		{ "planner", "/api/projects/project" PROJECT, NULL, 200 },
		{ "planner", "/api/projects/set" PROJECT, NULL, 200 },
		{ "planner", "/api/projects/cost" PROJECT, NULL, 200 },
		{ "planner", "/api/projects/import", NULL, 200 },
		{ "planner", "/api/reviews", NULL, 200 },
		{ "planner", "/api/reviews/new", NULL, 200 },
		{ "planner", "/api/drafts", NULL, 200 },
		{ "planner", "/api/hand-over", NULL, 200 },
		{ "planner", "/api/office", NULL, 200 },
		{ "planner", "/api/office/section", NULL, 200 },
		{ "planner", "/api/office/section", "{\"key\":\"new\",\"name\":\"新課\"}", 200 },
		{ "planner", "/api/office/owner" KPI, NULL, 200 },
		{ "planner", "/api/office/kpi" KPI, NULL, 200 },
		{ "planner", "/api/office/kpi/set" KPI "&setting=noise", NULL, 200 },
		{ "planner", "/api/office/kpi/set",
		  "{\"item\":\"kpi:ア1\",\"setting\":\"noise\",\"value\":\"1\",\"because\":\"x\"}", 200 },
		{ "planner", "/api/office/kpi" KPI, NULL, 200 },
		{ "planner", "/api/office/member?key=m1", NULL, 200 },
		{ "planner", "/api/office/member",
		  "{\"key\":\"m1\",\"name\":\"x\",\"field\":\"academia\",\"from\":\"2024-04-01\",\"to\":\"2029-03-31\","
		  "\"login\":\"expert\"}",
		  200 },
		{ "planner", "/api/setup/plan", NULL, 200 },
		{ "admin", "/api/accounts", NULL, 200 },
		{ "admin", "/api/accounts/new", NULL, 200 },
		{ "admin", "/api/accounts/new", "{\"login\":\"taro\",\"name\":\"太郎\",\"roles\":[\"section\"]}", 200 },
		{ "admin", "/api/accounts/taro", NULL, 200 },
		{ "admin", "/api/accounts/taro", "{\"name\":\"太郎\",\"roles\":\"auditor\"}", 200 },
		{ "admin", "/api/accounts/nobody", NULL, 404 },
		{ "admin", "/api/accounts/taro/link", NULL, 200 },
		{ "admin", "/api/accounts/taro/link", "{\"purpose\":\"password\"}", 200 },
		{ "auditor", "/api/log", NULL, 200 },
		{ "auditor", "/api/log?before=10", NULL, 200 },
		{ "auditor", "/api/log?before=x", NULL, 400 },
		{ "auditor", "/api/log/accounts", NULL, 200 },
		{ "planner", "/api/review/2025-09", NULL, 200 },
		{ "planner", "/api/review/2026-09", NULL, 200 },
		{ "planner", "/api/review/1999-01", NULL, 404 },
		{ "planner", DONE_REVIEW "item" KPI, NULL, 200 },
		{ "planner", REVIEW "item" KPI, NULL, 200 },
		{ "planner", REVIEW "step", NULL, 200 },
		{ "planner", REVIEW "invite", NULL, 200 },
		{ "planner", REVIEW "invite", "{\"member\":\"m1\"}", 200 },
		{ "planner", REVIEW "invited?member=m1", NULL, 200 },
		{ "planner", REVIEW "assess" KPI, NULL, 200 },
		{ "expert", REVIEW "grade" KPI, NULL, 200 },
		{ "expert", REVIEW "declare", NULL, 200 },
		{ "planner", REVIEW "comment" KPI, NULL, 200 },
		{ "planner", REVIEW "conclude" KPI, NULL, 200 },
		{ "planner", REVIEW "answer" KPI, NULL, 200 },
		{ "planner", REVIEW "decide" KPI, NULL, 200 },
		{ "planner", REVIEW "decide-rest", NULL, 200 },
		{ "planner", REVIEW "promises", NULL, 200 },
		{ "planner", REVIEW "remind", NULL, 200 },
		{ "planner", REVIEW "remind", "{}", 409 },
		{ "planner", REVIEW "set", NULL, 200 },
		{ "planner", REVIEW "meetings", NULL, 200 },
		{ "planner", DONE_REVIEW "meetings", NULL, 200 },
		{ "planner", REVIEW "meeting", NULL, 200 },
		{ "planner", REVIEW "meeting",
		  "{\"key\":\"予備会\",\"held\":\"2026-08-01\",\"present\":[\"m1\"],\"materials\":\"資料１\"}", 200 },
		{ "planner", REVIEW "collect", NULL, 200 },
		{ "planner", REVIEW "collect/make", NULL, 200 },
		{ "planner", REVIEW "collect/make", "{\"due\":\"2026-12-31\"}", 200 },
		{ "planner", REVIEW "collect", NULL, 200 },
		{ "planner", REVIEW "collect/read", NULL, 200 },
		{ "planner", REVIEW "collect/read", "{\"carried\":\"YQ\"}", 422 },
		{ "planner", REVIEW "collect/kikaku.xlsx", NULL, 200 },
		{ "planner", DONE_REVIEW "packet.pdf", NULL, 200 },
		{ "planner", DONE_REVIEW "report.pdf", NULL, 200 },
		{ "planner", REVIEW "packet.pdf", NULL, 409 },
	};
	struct client *c = world_visitor(state);
	const char *who = "", *headers = NULL;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (strcmp(who, all[i].who) != 0) {
			who = all[i].who;
			headers = world_bearer(state, who, SCOPE_ALL);
		}
		c->headers = headers;
		if (all[i].body)
			client_send(c, all[i].path, "application/json", text_of(all[i].body));
		else
			client_get(c, all[i].path);
		if (c->status != all[i].status)
			fail_msg("%s: %d expected, got %.1500s", all[i].path, all[i].status, c->answer);
	}
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];
		struct request q = { 0 };
		bool asked = p->show || p->people_only;

		for (size_t k = 0; !asked && k < sizeof all / sizeof *all; k++)
			asked = all[k].status == 200 && !all[k].body &&
				route_request(&q, text_slice(text_of(all[k].path), 0, strcspn(all[k].path, "?"))) ==
					ROUTE_FOUND &&
				q.page == p;
		if (!asked)
			fail_msg("%s: nobody asks it here", p->route);
	}
	for (const char **shape = (const char *[]){ "OneAccount", "Link", "Link|Act", "Recorded", "Withdrawn", "Done",
						    "OneMeeting", "CollectMade", "Values", "Review", "Log", NULL };
	     *shape; shape++)
		if (!api_checked(*shape))
			fail_msg("%s was never answered", *shape);
}

/* What a page promises is there: every name of the table leads somewhere. */
static void every_shape_that_is_promised_is_described(void **state)
{
	json_t *all = api_schemas();

	(void)state;
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];

		if (p->show || p->people_only)
			continue;
		if ((p->data || p->paper) && !p->gives)
			fail_msg("%s: what does it give? (.gives, web/api_schema.c)", p->route);
		if (p->gives && !p->paper && strcmp(p->route, "/openapi.json") != 0)
			assert_non_null(json_object_get(all, p->gives));
		if (p->act && !p->makes)
			fail_msg("%s: what does it answer when it is done? (.makes)", p->route);
		if (p->makes && !strchr(p->makes, '|'))
			assert_non_null(json_object_get(all, p->makes));
	}
	json_decref(all);
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(every_address_answers_what_the_description_promises),
		cmocka_unit_test(every_shape_that_is_promised_is_described),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}

/* What the planning section says of a KPI, through the browser and for programs. */
#include "usecase/record.h"
#include "web_world.h"

static const char noise[] = "/office/kpi/set?item=kpi:%E3%82%A21&setting=noise";

static void every_setting_there_is_has_its_form_and_says_what_it_does(void **state)
{
	struct client *c = world_client(state, "planner");

	client_get(c, "/office");
	client_sees(c, 200, "href=\"/office/kpi?item=kpi%3A%E3%82%A21\"");
	world_well_formed(c);
	client_get(c, "/office/kpi?item=kpi:%E3%82%A21");
	client_sees(c, 200, "計画のとおり");
	client_sees(c, 200, ">農林課<");
	world_well_formed(c);
	for (const struct setting_kind *k = setting_kinds; k->name; k++) {
		if (k->form == SETTING_SECTION)
			continue;
		client_get(c, "/office/kpi?item=kpi:%E3%82%A21");
		client_sees(c, 200, arena_printf(c->arena, "&amp;setting=%s\"", k->name));
		for (int en = 0; en < 2; en++) {
			client_get(c, arena_printf(c->arena, "%s/office/kpi/set?item=kpi:%%E3%%82%%A21&setting=%s",
						   en ? "/en" : "", k->name));
			client_sees(c, 200, "name=\"value\"");
			assert_null(strstr(c->body, "setting-what"));
			world_well_formed(c);
		}
	}
}

static void a_setting_is_said_with_its_reason_and_taken_back(void **state)
{
	struct client *c = world_client(state, "planner");

	client_post(c, noise, "value=%EF%BC%90.%EF%BC%95&because=survey"); /* ０.５ */
	client_sees(c, 303, "Location: /office/kpi?item=kpi%3A%E3%82%A21&done=said");
	client_get(c, c->location);
	client_sees(c, 200, ">0.5");
	client_sees(c, 200, "survey");
	client_post(c, noise, "value=&because=no+survey");
	client_sees(c, 303, "done=said");
	client_get(c, noise);
	assert_null(strstr(c->body, "value=\"0.5\""));
}

static void what_a_setting_cannot_be_comes_back_with_a_sentence_at_the_field(void **state)
{
	static const struct {
		const char *setting, *value, *said;
	} wrong[] = {
		{ "noise", "-1", "0以上の数値" },
		{ "noise", "many", "0以上の数値" },
		{ "survey_n", "1.5", "1以上の整数" },
		{ "survey_n", "0", "1以上の整数" },
		{ "survey_design_effect", "0", "0より大きい数値" },
		{ "due", "someday", "FY2023" },
		{ "better", "sideways", "up" },
		{ "series", "no.such.series+43100", "no.such.series" },
	};
	struct client *c = world_client(state, "planner");

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *path =
			arena_printf(c->arena, "/office/kpi/set?item=kpi:%%E3%%82%%A21&setting=%s", wrong[i].setting);

		client_post(c, path, arena_printf(c->arena, "value=%s&because=x", wrong[i].value));
		client_sees(c, 422, wrong[i].said);
		world_well_formed(c);
	}
	client_post(c, noise, "value=1&because=");
	client_sees(c, 422, "value=\"1\"");
	client_get(c, "/office/kpi/set?item=kpi:%E3%82%A21&setting=colour");
	client_sees(c, 404, "そのような設定はありません");
	client_get(c, "/office/kpi/set?item=kpi:none&setting=noise");
	client_sees(c, 404, "この計画にありません");
}

/* Where the page of values leads to for the last value that stands. */
static const char *way_to_withdraw(struct client *c)
{
	static const char begin[] = "href=\"/values/withdraw?";
	const char *found = NULL, *amp;

	client_get(c, "/values/record?item=kpi:%E3%82%A41");
	client_sees(c, 200, begin);
	world_well_formed(c);
	for (const char *at = c->body; (at = strstr(at, begin)); at++)
		found = at + strlen("href=\"");
	found = arena_printf(c->arena, "%.*s", (int)strcspn(found, "\""), found);
	amp = strstr(found, "&amp;");
	return arena_printf(c->arena, "%.*s&%s", (int)(amp - found), found, amp + strlen("&amp;"));
}

static void a_section_takes_back_a_value_of_its_own_with_a_reason(void **state)
{
	struct client *c = world_client(state, "section");
	const char *path = way_to_withdraw(c);

	client_get(c, path);
	client_sees(c, 200, "取り消す理由");
	world_well_formed(c);
	client_post_here(c, path, "because=");
	client_sees(c, 422, "取り消す理由");
	client_post(c, path, "because=%3Cb%3Ewrong+year");
	client_sees(c, 303, "Location: /values/record?item=kpi%3A%E3%82%A41&done=value-withdrawn");
	client_get(c, c->location);
	client_sees(c, 200, "実績を取り消しました。");
	client_sees(c, 200, "取消し済み（&lt;b&gt;wrong year）");
	world_well_formed(c);
	/* It has no form any more; and a program that asks again is told what stands there. */
	client_get(c, path);
	client_sees(c, 200, "&lt;b&gt;wrong year");
	assert_null(strstr(c->body, "name=\"because\""));
	/* Another section's, or none of this KPI. */
	client_get(c, "/values/record?item=kpi:%E3%82%A21");
	assert_null(strstr(c->body, "/values/withdraw"));
	client_post(c, "/values/withdraw?item=kpi:%E3%82%A21&event=412", "because=x");
	client_sees(c, 403, "");
	client_get(c, "/values/withdraw?item=kpi:%E3%82%A41&event=412");
	client_sees(c, 404, "記録 412");
	client_get(c, "/values/withdraw?item=kpi:%E3%82%A41&event=999999");
	client_sees(c, 404, "記録 999999");
	/* The site says it too. */
	client_get(c, "/kpi/i1.html");
	client_sees(c, 200, "取り消しました（記録");
	client_sees(c, 200, "&lt;b&gt;wrong year");
	client_get(c, "/data/values.csv");
	client_sees(c, 200, "<b>wrong year");
}

/* Two planners with the same page: the second sees what the first said beside what he typed. */
static void who_saves_a_setting_or_an_owner_second_sees_both(void **state)
{
	static const struct {
		const char *path, *first, *second, *shown, *typed;
	} all[] = {
		{ noise, "value=1&because=a", "value=2&because=b", "<dd>1</dd>", "value=\"2\"" },
		{ "/office/owner?item=kpi:%E3%82%A21", "section=toshi&because=a", "section=kankyo&because=b",
		  "現在の内容", "value=\"kankyo\" selected" },
	};
	struct client *c = world_client(state, "planner");

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const char *hidden;

		client_get(c, all[i].path);
		hidden = client_hidden(c);
		client_post(c, all[i].path, all[i].first);
		client_sees(c, 303, NULL);
		client_send(c, all[i].path, NULL, text_of(arena_printf(c->arena, "%s&%s", hidden, all[i].second)));
		client_sees(c, 409, all[i].shown);
		client_sees(c, 409, all[i].typed);
		client_post_here(c, all[i].path, all[i].second);
		client_sees(c, 303, NULL);
	}
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(every_setting_there_is_has_its_form_and_says_what_it_does),
		T(a_setting_is_said_with_its_reason_and_taken_back),
		T(what_a_setting_cannot_be_comes_back_with_a_sentence_at_the_field),
		T(a_section_takes_back_a_value_of_its_own_with_a_reason),
		T(who_saves_a_setting_or_an_owner_second_sees_both),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}

/* Members of the committee, its meetings; and the reason why a KPI has no value. */
#include "cli/review.h"
#include "publish/words.h"
#include "usecase/review_json.h"

static bool run_add(struct call *c, struct err *err)
{
	struct member_request q = { .key = c->arguments[0],
				    .name = call_text(c, "name"),
				    .field = call_text(c, "field"),
				    .login = call_text(c, "login"),
				    .from = call_option(c, "from")->date,
				    .to = call_option(c, "to")->date,
				    .chair = call_has(c, "chair") };
	int64_t event;

	if (!member_set(&event, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:b}", "member", json_text(q.key), "event",
				      event ? json_integer(event) : json_null(), "unchanged", event == 0);
	else
		call_say(c, event ? "cli.member-added" : "cli.member-unchanged", "member", text_z(c->arena, q.key),
			 "name", text_z(c->arena, q.name), "event", NUM(event), NULL);
	return true;
}

const struct command command_member_add = {
	.words = "member add",
	.arguments = { "KEY" },
	.summary = "cli.member-add",
	.details = "cli.member-add-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options =
		(const struct option[]){
			{ "name", "NAME", "cli.member-name", OPTION_TEXT, true },
			{ "field", "industry|government|academia|finance|labour|media|citizen|産|官|学|金|労|言|民",
			  "cli.member-field", OPTION_CHOICE, true },
			{ "from", "DAY", "cli.member-from", OPTION_DATE, true },
			{ "to", "DAY", "cli.member-to", OPTION_DATE, true },
			{ "login", "LOGIN", "cli.member-login", OPTION_TEXT },
			{ "chair", NULL, "cli.member-chair", OPTION_FLAG },
			{ 0 } },
	.run = run_add,
};

static bool run_list(struct call *c, struct err *err)
{
	member_list all = { 0 };
	json_t *list;

	if (!members_read(&all, &c->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		const struct member *m = &all.at[i];
		const char *field = call_label(c, arena_printf(c->arena, "field.%s", text_z(c->arena, m->field)));

		if (c->json)
			json_array_append_new(list, member_json(m));
		else
			call_say(c, m->chair ? "cli.member-line-chair" : "cli.member-line", "member",
				 text_z(c->arena, m->key), "name",
				 m->name.n ? text_z(c->arena, m->name) : call_label(c, "cli.member-removed"), "field",
				 field, "from", DATE(m->from), "to", DATE(m->to), NULL);
	}
	if (!all.n)
		call_say(c, "cli.member-none", NULL);
	c->answer = json_pack("{s:o}", "members", list);
	return true;
}

const struct command command_member_list = {
	.words = "member list", .summary = "cli.member-list", .needs = NEEDS_STORE, .run = run_list
};

/* ---- meetings ---- */

static void print_meeting(struct call *c, const struct meeting *m)
{
	call_say(c, m->quorate ? "cli.meeting-line" : "cli.meeting-line-short", "meeting", text_z(c->arena, m->key),
		 "held", DATE(m->held), "present", NUM((int64_t)m->present.n), "absent", NUM((int64_t)m->absent.n),
		 "quorum", NUM((int64_t)m->quorum), NULL);
	for (size_t i = 0; i < m->materials.n; i++)
		call_say(c, m->materials.at[i].is_public ? "cli.meeting-material" : "cli.meeting-material-closed",
			 "title", text_z(c->arena, m->materials.at[i].title), NULL);
	if (m->minutes.n)
		call_say(c, m->minutes_public ? "cli.meeting-minutes-line" : "cli.meeting-minutes-closed", "text",
			 text_z(c->arena, m->minutes), NULL);
}

static bool run_meeting(struct call *c, struct err *err)
{
	struct meeting_request q = { .review = call_text(c, "review"),
				     .key = c->arguments[0],
				     .held = call_option(c, "held")->date,
				     .present = call_text(c, "present"),
				     .chair = call_text(c, "chair"),
				     .materials = call_text(c, "materials"),
				     .minutes = call_text(c, "minutes"),
				     .minutes_public = call_has(c, "minutes-public") };
	struct meeting made = { 0 };

	if (!meeting_set(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o}", "meeting", meeting_json(&made));
	else
		print_meeting(c, &made);
	return true;
}

const struct command command_meeting_record = {
	.words = "meeting record",
	.arguments = { "KEY" },
	.summary = "cli.meeting-record",
	.details = "cli.meeting-record-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "held", "DAY", "cli.meeting-held", OPTION_DATE, true },
					    { "present", "MEMBERS", "cli.meeting-present", OPTION_TEXT, true },
					    { "chair", "MEMBER", "cli.meeting-chair-help", OPTION_TEXT },
					    { "materials", "TITLES", "cli.meeting-materials", OPTION_TEXT },
					    { "minutes", "TEXT", "cli.meeting-minutes", OPTION_TEXT },
					    { "minutes-public", NULL, "cli.meeting-minutes-public", OPTION_FLAG },
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_meeting,
};

static bool run_meetings(struct call *c, struct err *err)
{
	meeting_list all = { 0 };
	json_t *list;

	if (!meetings_read(&all, &c->context, call_text(c, "review"), err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		if (c->json)
			json_array_append_new(list, meeting_json(&all.at[i]));
		else
			print_meeting(c, &all.at[i]);
	}
	if (!all.n)
		call_say(c, "cli.meeting-none", NULL);
	c->answer = json_pack("{s:o}", "meetings", list);
	return true;
}

const struct command command_meeting_list = { .words = "meeting list",
					      .summary = "cli.meeting-list",
					      .needs = NEEDS_STORE,
					      .options = (const struct option[]){ REVIEW_OPTION, { 0 } },
					      .run = run_meetings };

/* ---- no value, and why ---- */

static bool run_absent(struct call *c, struct err *err)
{
	struct absent_request q = { .plan = call_text(c, "plan"),
				    .kpi = call_text(c, "kpi"),
				    .period = call_option(c, "period")->period,
				    .because = call_text(c, "because"),
				    .expected = call_option(c, "expected")->date };
	int64_t event;

	if (!value_say_absent(&event, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I}", "event", (json_int_t)event);
	else
		call_say(c, "cli.value-absent-done", "kpi", text_z(c->arena, q.kpi), "period",
			 text_z(c->arena, words_period(c->arena, c->lang, q.period)), "event", NUM(event), NULL);
	return true;
}

const struct command command_value_absent = {
	.words = "value absent",
	.summary = "cli.value-absent",
	.details = "cli.value-absent-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "kpi", "KEY", "cli.option-kpi", OPTION_TEXT, true },
					    { "period", "PERIOD", "cli.value-absent-period", OPTION_PERIOD, true },
					    { "because", "TEXT", "cli.review-because", OPTION_TEXT, true },
					    { "expected", "DAY", "cli.value-absent-expected", OPTION_DATE },
					    { 0 } },
	.run = run_absent,
};

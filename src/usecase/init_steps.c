/* Steps go through the use cases, not around them: an example can hold nothing that a user could not have done, and a
 * rule that changes breaks the example in the build and not in front of a visitor. */
#include "usecase/init_steps.h"

#include <string.h>

#include "usecase/members.h"
#include "usecase/projects.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "usecase/section.h"

struct step {
	struct context *c;
	struct text plan;
	const json_t *row;
	struct act_result made;
};

static struct text get(const struct step *s, const char *key)
{
	return json_get_text(s->row, key);
}

static bool flag(const struct step *s, const char *key)
{
	return json_get_int(s->row, key, 0) != 0;
}

static bool get_date(struct date *d, const struct step *s, const char *key, struct err *err)
{
	*d = (struct date){ 0 };
	return !get(s, key).n || date_parse(d, get(s, key), err);
}

static bool get_year(int16_t *year, const struct step *s, const char *key, struct err *err)
{
	struct period p = { 0 };

	if (!period_parse(&p, get(s, key), err))
		return false;
	*year = p.year;
	return true;
}

/* ア1 is a KPI, ア(1) a project. */
static struct review_item item_of(struct text key)
{
	return (struct review_item){ text_find(key, TEXT("(")) == SIZE_MAX ? ITEM_KPI : ITEM_PROJECT, key };
}

static enum review_direction get_direction(const struct step *s)
{
	enum review_direction d;

	return direction_parse(&d, get(s, "direction")) ? d : DIRECTION_NONE;
}

/* ---- the town hall ---- */

static bool do_section(struct step *s, struct err *err)
{
	const struct section_request q = { get(s, "key"), get(s, "name"), get(s, "contact"), flag(s, "planning"),
					   false };
	struct section_result made;

	return section_set(&made, s->c, &q, err);
}

static bool do_set(struct step *s, struct err *err)
{
	const struct setting_request q = { s->plan, get(s, "kpi"), get(s, "setting"), get(s, "value"),
					   get(s, "because") };
	struct setting_result made;

	return set_kpi(&made, s->c, &q, err);
}

static bool do_project(struct step *s, struct err *err)
{
	const struct project_request q = { .plan = s->plan,
					   .key = get(s, "key"),
					   .name = get(s, "name"),
					   .section = get(s, "section"),
					   .status = get(s, "status"),
					   .donation = flag(s, "donation"),
					   .kpis = get(s, "kpis"),
					   .add = true };
	struct project_result made;

	return project_set(&made, s->c, &q, err);
}

static bool do_cost(struct step *s, struct err *err)
{
	struct cost_request q = { .plan = s->plan,
				  .key = get(s, "key"),
				  .settled = json_object_get(s->row, "settled") != NULL,
				  .source = get(s, "source") };
	struct project_result made;

	q.yen = json_get_int(s->row, q.settled ? "settled" : "budget", -1);
	return get_year(&q.year, s, "year", err) && project_cost(&made, s->c, &q, err);
}

static bool do_member(struct step *s, struct err *err)
{
	struct member_request q = {
		.key = get(s, "key"), .name = get(s, "name"), .field = get(s, "field"), .chair = flag(s, "chair")
	};
	int64_t event;

	return get_date(&q.from, s, "from", err) && get_date(&q.to, s, "to", err) && member_set(&event, s->c, &q, err);
}

static bool do_absent(struct step *s, struct err *err)
{
	struct absent_request q = { .plan = s->plan, .kpi = get(s, "kpi"), .because = get(s, "because") };
	int64_t event;

	return period_parse(&q.period, get(s, "period"), err) && get_date(&q.expected, s, "expected", err) &&
	       value_say_absent(&event, s->c, &q, err);
}

/* ---- the year ---- */

static bool do_open(struct step *s, struct err *err)
{
	struct open_request q = { .plan = s->plan };

	return get_date(&q.held, s, "held", err) && get_year(&q.about, s, "about", err) &&
	       review_open(&s->made, s->c, &q, err);
}

static bool do_assess(struct step *s, struct err *err)
{
	const struct assess_request q = { .item = item_of(get(s, "item")),
					  .did = get(s, "did"),
					  .analysis = get(s, "analysis"),
					  .has_spent = json_object_get(s->row, "spent") != NULL,
					  .spent_yen = json_get_int(s->row, "spent", 0),
					  .direction = get_direction(s) };

	return review_assess(&s->made, s->c, &q, err);
}

static bool do_freeze(struct step *s, struct err *err)
{
	return review_freeze(&s->made, s->c, TEXT(""), err);
}

static bool do_invite(struct step *s, struct err *err)
{
	const struct invite_request q = { .member = get(s, "member") };

	return review_invite(&s->made, s->c, &q, err);
}

static bool do_declare(struct step *s, struct err *err)
{
	const struct review_item item = item_of(get(s, "conflict"));
	const struct declare_request q = { .member = get(s, "member"),
					   .statement = get(s, "statement"),
					   .conflicts = &item,
					   .n_conflicts = item.key.n > 0 };

	return review_declare(&s->made, s->c, &q, err);
}

/* "ア1=3 ア2=4": the next pair, taken off the front. */
static bool next_grade(struct text *list, struct text *key, int *grade)
{
	size_t end = text_find(*list, TEXT(" ")), equals;
	struct text pair = text_slice(*list, 0, end == SIZE_MAX ? list->n : end);

	*list = end == SIZE_MAX ? (struct text){ 0 } : text_trim(text_slice(*list, end, list->n));
	equals = text_find(pair, TEXT("="));
	if (equals == SIZE_MAX || equals + 2 != pair.n)
		return false;
	*key = text_slice(pair, 0, equals);
	*grade = pair.p[equals + 1] - '0';
	return true;
}

static bool do_grade(struct step *s, struct err *err)
{
	struct text list = get(s, "grades"), key;
	struct grade_request q = { .member = get(s, "member") };

	while (list.n) {
		if (!next_grade(&list, &key, &q.grade))
			return err_set(err, ERR_INPUT, "usecase.example-step", "step", "grade", NULL);
		q.item = item_of(key);
		q.comment = text_eq(key, get(s, "item")) ? get(s, "comment") : (struct text){ 0 };
		if (!review_grade(&s->made, s->c, &q, err))
			return false;
	}
	return true;
}

static bool do_reveal(struct step *s, struct err *err)
{
	return review_reveal(&s->made, s->c, TEXT(""), err);
}

static bool do_revise(struct step *s, struct err *err)
{
	const struct grade_request q = { .member = get(s, "member"),
					 .item = item_of(get(s, "item")),
					 .grade = (int)json_get_int(s->row, "grade", 0),
					 .change = { 0, get(s, "because") } };

	return review_revise(&s->made, s->c, &q, err);
}

static bool do_comment(struct step *s, struct err *err)
{
	const struct comment_request q = { .member = get(s, "member"),
					   .item = item_of(get(s, "item")),
					   .text = get(s, "text") };

	return review_comment(&s->made, s->c, &q, err);
}

static bool do_meeting(struct step *s, struct err *err)
{
	struct meeting_request q = { .key = get(s, "key"),
				     .present = get(s, "present"),
				     .chair = get(s, "chair"),
				     .materials = get(s, "materials"),
				     .minutes = get(s, "minutes"),
				     .minutes_public = flag(s, "minutes_public") };
	struct meeting made = { 0 };

	return get_date(&q.held, s, "held", err) && meeting_set(&made, s->c, &q, err);
}

static bool do_conclude(struct step *s, struct err *err)
{
	const struct review_dissent dissent = { get(s, "dissent_by"), get(s, "dissent") };
	const struct conclude_request q = { .item = item_of(get(s, "item")),
					    .finding = get(s, "finding"),
					    .grade = (int)json_get_int(s->row, "grade", 0),
					    .direction = get_direction(s),
					    .dissent = &dissent,
					    .n_dissent = dissent.text.n > 0 };

	return review_conclude(&s->made, s->c, &q, err);
}

static bool do_answer(struct step *s, struct err *err)
{
	struct answer_request q = { .item = item_of(get(s, "item")),
				    .will = get(s, "will"),
				    .by = get(s, "by"),
				    .why_not = get(s, "why_not") };

	return get_date(&q.until, s, "until", err) && review_answer(&s->made, s->c, &q, err);
}

static bool do_decide(struct step *s, struct err *err)
{
	struct decide_request q = { .item = item_of(get(s, "item")),
				    .direction = get_direction(s),
				    .by = get(s, "by"),
				    .budget = get(s, "budget"),
				    .because = get(s, "because") };

	return get_year(&q.from_year, s, "from", err) && get_date(&q.on, s, "on", err) &&
	       review_decide(&s->made, s->c, &q, err);
}

static bool do_publish(struct step *s, struct err *err)
{
	struct publish_request q = { .changes = get(s, "changes") };

	return get_date(&q.council, s, "council", err) && review_publish(&s->made, s->c, &q, err);
}

static bool do_close(struct step *s, struct err *err)
{
	return review_close(&s->made, s->c, TEXT(""), err);
}

/* An example knows no event numbers: the promise is that of the item. */
static bool do_follow(struct step *s, struct err *err)
{
	struct follow_request q = { .done = get(s, "done"), .what = get(s, "what") };
	const struct review_item item = item_of(get(s, "item"));
	struct review r;

	if (!review_load(&r, s->c, TEXT(""), err) || !review_promises(&r, s->c, err))
		return false;
	for (size_t i = 0; i < r.promises.n; i++)
		if (item_eq(r.promises.at[i].item, item))
			q.promise = r.promises.at[i].event;
	return promise_follow(&s->made, s->c, &q, err);
}

static const struct {
	const char *word;
	bool (*run)(struct step *s, struct err *err);
} steps[] = {
	{ "section", do_section },   { "set", do_set },       { "project", do_project }, { "cost", do_cost },
	{ "member", do_member },     { "absent", do_absent }, { "open", do_open },       { "assess", do_assess },
	{ "freeze", do_freeze },     { "invite", do_invite }, { "declare", do_declare }, { "grade", do_grade },
	{ "reveal", do_reveal },     { "revise", do_revise }, { "comment", do_comment }, { "meeting", do_meeting },
	{ "conclude", do_conclude }, { "answer", do_answer }, { "decide", do_decide },   { "publish", do_publish },
	{ "close", do_close },       { "follow", do_follow },
};

bool init_step(struct context *c, struct text plan, const json_t *row, struct err *err)
{
	struct step s = { .c = c, .plan = plan, .row = row };
	struct text word = json_get_text(row, "do");

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (text_is(word, steps[i].word))
			return steps[i].run(&s, err);
	return err_set(err, ERR_INPUT, "usecase.example-step", "step", text_z(c->arena, word), NULL);
}

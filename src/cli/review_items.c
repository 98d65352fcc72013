/* What is said of an item in the year: assess, declare, grade, revise, comment, conclude, respond, decide, follow. They
 * differ in their options and in nothing else. */
#include "cli/review.h"

#define DIRECTIONS "develop|improve|continue|discontinue|end|発展|改善|継続|中止|終了"

static bool run_assess(struct call *c, struct err *err)
{
	struct assess_request q = { .review = call_text(c, "review"),
				    .did = call_text(c, "did"),
				    .analysis = call_text(c, "analysis"),
				    .has_spent = call_has(c, "spent"),
				    .spent_yen = call_option(c, "spent")->number,
				    .direction = call_direction(c),
				    .change = call_change(c) };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !review_assess(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-assessed");
	return true;
}

const struct command command_review_assess = {
	.words = "review assess",
	.summary = "cli.review-assess",
	.details = "cli.review-assess-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "did", "TEXT", "cli.review-did", OPTION_TEXT, true },
					    { "analysis", "TEXT", "cli.review-analysis", OPTION_TEXT, true },
					    { "direction", DIRECTIONS, "cli.review-direction", OPTION_CHOICE, true },
					    { "spent", "YEN", "cli.review-spent", OPTION_INT },
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_assess,
};

/* ---- experts ---- */

static bool read_items(struct review_item *items, size_t *n, size_t most, struct call *c, struct err *err)
{
	struct text list = call_text(c, "conflicts");

	for (*n = 0; list.n;) {
		size_t end = 0;
		struct text word;

		while (end < list.n && list.p[end] != ',' && list.p[end] != ' ')
			end++;
		word = text_slice(list, 0, end);
		list = text_slice(list, end + 1, list.n);
		if (!word.n)
			continue;
		if (*n == most || !item_parse(&items[*n], word))
			return err_set(err, ERR_INPUT, "cli.review-bad-item", "item", text_z(c->arena, word), NULL);
		++*n;
	}
	return true;
}

static bool run_declare(struct call *c, struct err *err)
{
	struct review_item items[64];
	struct declare_request q = { .review = call_text(c, "review"),
				     .member = call_text(c, "member"),
				     .statement = call_text(c, "statement"),
				     .conflicts = items,
				     .change = call_change(c) };
	struct act_result made;

	if (call_has(c, "none") == call_has(c, "conflicts"))
		return err_set(err, ERR_USAGE, "cli.review-none-or-conflicts", NULL);
	if (!read_items(items, &q.n_conflicts, 64, c, err) || !review_declare(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-declared");
	return true;
}

#define MEMBER_OPTION                                             \
	{                                                         \
		"member", "KEY", "cli.review-member", OPTION_TEXT \
	}

const struct command command_review_declare = {
	.words = "review declare",
	.summary = "cli.review-declare",
	.details = "cli.review-declare-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "none", NULL, "cli.review-no-conflicts", OPTION_FLAG },
					    { "conflicts", "ITEMS", "cli.review-conflicts", OPTION_TEXT },
					    { "statement", "TEXT", "cli.review-statement", OPTION_TEXT },
					    MEMBER_OPTION,
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_declare,
};

static bool grade_call(struct call *c,
		       bool (*act)(struct act_result *, struct context *, const struct grade_request *, struct err *),
		       struct text comment, const char *done, struct err *err)
{
	struct grade_request q = { .review = call_text(c, "review"),
				   .member = call_text(c, "member"),
				   .grade = (int)call_option(c, "grade")->number,
				   .comment = comment,
				   .change = call_change(c) };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !act(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, done);
	return true;
}

static bool run_grade(struct call *c, struct err *err)
{
	return grade_call(c, review_grade, call_text(c, "comment"), "cli.review-graded", err);
}

static bool run_revise(struct call *c, struct err *err)
{
	return grade_call(c, review_revise, (struct text){ 0 }, "cli.review-revised", err);
}

const struct command command_review_grade = {
	.words = "review grade",
	.summary = "cli.review-grade",
	.details = "cli.review-grade-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "grade", "N", "cli.review-grade-help", OPTION_INT, true },
					    { "comment", "TEXT", "cli.review-grade-comment", OPTION_TEXT },
					    MEMBER_OPTION,
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_grade,
};

const struct command command_review_revise = {
	.words = "review revise",
	.summary = "cli.review-revise",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "grade", "N", "cli.review-grade-help", OPTION_INT, true },
					    MEMBER_OPTION,
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_revise,
};

static bool run_comment(struct call *c, struct err *err)
{
	struct comment_request q = { .review = call_text(c, "review"),
				     .member = call_text(c, "member"),
				     .text = call_text(c, "text"),
				     .reply_to = call_option(c, "reply-to")->number };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !review_comment(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-commented");
	return true;
}

const struct command command_review_comment = {
	.words = "review comment",
	.summary = "cli.review-comment",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "text", "TEXT", "cli.review-text", OPTION_TEXT, true },
					    { "reply-to", "EVENT", "cli.review-reply-to", OPTION_INT },
					    MEMBER_OPTION,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_comment,
};

/* "m2: ...; m3: ..." */
static bool read_dissent(struct review_dissent *out, size_t *n, size_t most, struct call *c, struct err *err)
{
	struct text list = call_text(c, "dissent");

	for (*n = 0; list.n;) {
		size_t end = text_find(list, TEXT(";"));
		struct text one = text_trim(text_slice(list, 0, end == SIZE_MAX ? list.n : end));
		size_t colon = text_find(one, TEXT(":"));

		list = end == SIZE_MAX ? (struct text){ 0 } : text_slice(list, end + 1, list.n);
		if (!one.n)
			continue;
		if (*n == most || colon == SIZE_MAX)
			return err_set(err, ERR_INPUT, "cli.review-bad-dissent", "value", text_z(c->arena, one), NULL);
		out[(*n)++] = (struct review_dissent){ text_trim(text_slice(one, 0, colon)),
						       text_trim(text_slice(one, colon + 1, one.n)) };
	}
	return true;
}

static bool run_conclude(struct call *c, struct err *err)
{
	struct review_dissent dissent[32];
	struct conclude_request q = { .review = call_text(c, "review"),
				      .finding = call_text(c, "finding"),
				      .grade = (int)call_option(c, "grade")->number,
				      .direction = call_direction(c),
				      .dissent = dissent,
				      .change = call_change(c) };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !read_dissent(dissent, &q.n_dissent, 32, c, err) ||
	    !review_conclude(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-concluded");
	return true;
}

const struct command command_review_conclude = {
	.words = "review conclude",
	.summary = "cli.review-conclude",
	.details = "cli.review-conclude-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "finding", "TEXT", "cli.review-finding-help", OPTION_TEXT, true },
					    { "direction", DIRECTIONS, "cli.review-direction", OPTION_CHOICE, true },
					    { "grade", "N", "cli.review-finding-grade", OPTION_INT },
					    { "dissent", "MEMBER:TEXT", "cli.review-dissent-help", OPTION_TEXT },
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_conclude,
};

/* ---- answers, decisions, promises ---- */

static bool run_respond(struct call *c, struct err *err)
{
	struct answer_request q = { .review = call_text(c, "review"),
				    .will = call_text(c, "will"),
				    .by = call_text(c, "by"),
				    .until = call_option(c, "until")->date,
				    .why_not = call_text(c, "why-not"),
				    .change = call_change(c) };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !review_answer(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-answered");
	return true;
}

const struct command command_review_respond = {
	.words = "review respond",
	.summary = "cli.review-respond",
	.details = "cli.review-respond-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "will", "TEXT", "cli.review-will", OPTION_TEXT },
					    { "by", "SECTION", "cli.review-by", OPTION_TEXT },
					    { "until", "DAY", "cli.review-until", OPTION_DATE },
					    { "why-not", "TEXT", "cli.review-why-not", OPTION_TEXT },
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_respond,
};

static bool run_decide(struct call *c, struct err *err)
{
	struct decide_request q = { .review = call_text(c, "review"),
				    .direction = call_direction(c),
				    .by = call_text(c, "decided-by"),
				    .on = call_option(c, "on")->date,
				    .budget = call_text(c, "budget"),
				    .because = call_text(c, "because"),
				    .corrects = call_option(c, "corrects")->number };
	struct act_result made;

	if (!call_item(&q.item, c, err) || !call_year(&q.from_year, c, "from", err) ||
	    !review_decide(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-decided");
	return true;
}

const struct command command_review_decide = {
	.words = "review decide",
	.summary = "cli.review-decide",
	.details = "cli.review-decide-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ ITEM_OPTIONS,
					    { "direction", DIRECTIONS, "cli.review-direction", OPTION_CHOICE, true },
					    { "from", "FY", "cli.review-from", OPTION_PERIOD, true },
					    { "decided-by", "WHO", "cli.review-decided-by", OPTION_TEXT, true },
					    { "on", "DAY", "cli.review-on", OPTION_DATE, true },
					    { "budget", "LINE", "cli.review-budget", OPTION_TEXT },
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_decide,
};

static bool run_follow(struct call *c, struct err *err)
{
	struct follow_request q = { .review = call_text(c, "review"),
				    .promise = call_option(c, "promise")->number,
				    .done = call_text(c, "done"),
				    .what = call_text(c, "what"),
				    .change = call_change(c) };
	struct act_result made;

	if (!promise_follow(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-followed");
	return true;
}

const struct command command_review_follow = {
	.words = "review follow",
	.summary = "cli.review-follow",
	.details = "cli.review-follow-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "promise", "EVENT", "cli.review-promise-help", OPTION_INT, true },
					    { "done", "yes|partly|no", "cli.review-done", OPTION_CHOICE, true },
					    { "what", "TEXT", "cli.review-what", OPTION_TEXT, true },
					    CHANGE_OPTIONS,
					    REVIEW_OPTION,
					    { 0 } },
	.run = run_follow,
};

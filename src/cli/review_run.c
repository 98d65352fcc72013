/* What the planning section does to run the year: open, set, freeze, invite, reveal, publish, close, approve. Each is a
 * few lines, so they stand together. */
#include "cli/review.h"

static bool run_open(struct call *c, struct err *err)
{
	struct open_request q = { .plan = call_text(c, "plan"),
				  .held = call_option(c, "held")->date,
				  .levels = (int)call_option(c, "levels")->number };
	struct act_result made;

	if (!call_year(&q.about, c, "about", err))
		return false;
	if (q.held.day)
		return err_set(err, ERR_INPUT, "cli.review-held-month", "value", DATE(q.held), NULL);
	if (!review_open(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-opened");
	return true;
}

const struct command command_review_open = {
	.words = "review open",
	.summary = "cli.review-open",
	.details = "cli.review-open-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "held", "YYYY-MM", "cli.review-held", OPTION_DATE, true },
					    { "about", "FY", "cli.review-about", OPTION_PERIOD, true },
					    { "levels", "N", "cli.review-levels", OPTION_INT },
					    { 0 } },
	.run = run_open,
};

static bool run_set(struct call *c, struct err *err)
{
	struct act_result made;

	if (!review_set(&made, &c->context, call_text(c, "review"), call_text(c, "setting"), call_text(c, "value"),
			call_text(c, "because"), err))
		return false;
	call_done(c, &made, "cli.review-set-done");
	return true;
}

const struct command command_review_set = {
	.words = "review set",
	.summary = "cli.review-set",
	.details = "cli.review-set-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ REVIEW_OPTION,
					    { "setting", "NAME", "cli.review-setting", OPTION_TEXT, true },
					    { "value", "VALUE", "cli.review-setting-value", OPTION_TEXT, true },
					    { "because", "TEXT", "cli.review-because", OPTION_TEXT },
					    { 0 } },
	.run = run_set,
};

/* Those that need nothing but the review. */
static bool run_plain(struct call *c, bool (*act)(struct act_result *, struct context *, struct text, struct err *),
		      const char *done, struct err *err)
{
	struct act_result made;

	if (!act(&made, &c->context, call_text(c, "review"), err))
		return false;
	call_done(c, &made, done);
	return true;
}

static bool run_freeze(struct call *c, struct err *err)
{
	return run_plain(c, review_freeze, "cli.review-frozen", err);
}

static bool run_reveal(struct call *c, struct err *err)
{
	return run_plain(c, review_reveal, "cli.review-revealed", err);
}

static bool run_close(struct call *c, struct err *err)
{
	return run_plain(c, review_close, "cli.review-closed", err);
}

static const struct option only_review[] = { REVIEW_OPTION, { 0 } };

const struct command command_review_freeze = { .words = "review freeze",
					       .summary = "cli.review-freeze",
					       .details = "cli.review-freeze-details",
					       .needs = NEEDS_STORE | NEEDS_WRITE,
					       .options = only_review,
					       .run = run_freeze };
const struct command command_review_reveal = { .words = "review reveal",
					       .summary = "cli.review-reveal",
					       .details = "cli.review-reveal-details",
					       .needs = NEEDS_STORE | NEEDS_WRITE,
					       .options = only_review,
					       .run = run_reveal };
const struct command command_review_close = { .words = "review close",
					      .summary = "cli.review-close",
					      .needs = NEEDS_STORE | NEEDS_WRITE,
					      .options = only_review,
					      .run = run_close };

static bool run_invite(struct call *c, struct err *err)
{
	struct invite_request q = { call_text(c, "review"), c->arguments[0], call_has(c, "withdraw"),
				    call_text(c, "because") };
	struct act_result made;

	if (!review_invite(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, q.withdraw ? "cli.review-withdrawn" : "cli.review-invited");
	return true;
}

const struct command command_review_invite = {
	.words = "review invite",
	.arguments = { "MEMBER" },
	.summary = "cli.review-invite",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ REVIEW_OPTION,
					    { "withdraw", NULL, "cli.review-withdraw", OPTION_FLAG },
					    { "because", "TEXT", "cli.review-because", OPTION_TEXT },
					    { 0 } },
	.run = run_invite,
};

static bool run_publish(struct call *c, struct err *err)
{
	struct publish_request q = { call_text(c, "review"), call_text(c, "changes"), call_option(c, "council")->date };
	struct act_result made;

	if (!review_publish(&made, &c->context, &q, err))
		return false;
	call_done(c, &made, "cli.review-published");
	return true;
}

const struct command command_review_publish = {
	.words = "review publish",
	.summary = "cli.review-publish",
	.details = "cli.review-publish-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ REVIEW_OPTION,
					    { "changes", "TEXT", "cli.review-changes", OPTION_TEXT },
					    { "council", "DAY", "cli.review-council", OPTION_DATE },
					    { 0 } },
	.run = run_publish,
};

/* ---- two accounts ---- */

static bool run_approve(struct call *c, struct err *err)
{
	struct act_result made;
	int64_t event = 0;

	if (!call_event(&event, c, err) || !draft_approve(&made, &c->context, event, err))
		return false;
	call_done(c, &made, "cli.review-approved");
	return true;
}

static bool run_reject(struct call *c, struct err *err)
{
	struct act_result made;
	int64_t event = 0;

	if (!call_event(&event, c, err) || !draft_reject(&made, &c->context, event, call_text(c, "because"), err))
		return false;
	call_done(c, &made, "cli.review-rejected");
	return true;
}

static bool run_approval(struct call *c, struct err *err)
{
	const bool on = text_is(c->arguments[0], "on");
	struct act_result made = { .review = TEXT("") };

	if (!on && !text_is(c->arguments[0], "off"))
		return err_set(err, ERR_USAGE, "cli.review-on-or-off", NULL);
	if (!approval_set(&made.event, &c->context, on, call_text(c, "because"), err))
		return false;
	call_done(c, &made, on ? "cli.review-approval-on" : "cli.review-approval-off");
	return true;
}

const struct command command_review_approve = { .words = "review approve",
						.arguments = { "EVENT" },
						.summary = "cli.review-approve",
						.details = "cli.review-approve-details",
						.needs = NEEDS_STORE | NEEDS_WRITE,
						.run = run_approve };
const struct command command_review_reject = {
	.words = "review reject",
	.arguments = { "EVENT" },
	.summary = "cli.review-reject",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "because", "TEXT", "cli.review-because", OPTION_TEXT, true }, { 0 } },
	.run = run_reject,
};
const struct command command_review_approval = {
	.words = "review approval",
	.arguments = { "on|off" },
	.summary = "cli.review-approval",
	.details = "cli.review-approve-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "because", "TEXT", "cli.review-because", OPTION_TEXT, true }, { 0 } },
	.run = run_approval,
};

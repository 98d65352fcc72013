/* What the commands of the review share: which item is meant, what a correction says, how the end is told. */
#include "cli/review.h"
#include "usecase/kpis.h"

bool call_item(struct review_item *item, struct call *c, struct err *err)
{
	struct text kpi = call_text(c, "kpi"), project = call_text(c, "project");

	if ((kpi.n > 0) == (project.n > 0))
		return err_set(err, ERR_USAGE, "cli.review-which-item", NULL);
	*item = kpi.n ? (struct review_item){ ITEM_KPI, kpi_comparable(c->arena, kpi) }
		      : (struct review_item){ ITEM_PROJECT, kpi_comparable(c->arena, project) };
	return true;
}

void call_done(struct call *c, const struct act_result *made, const char *id)
{
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:o}", "review", json_text(made->review), "event",
				      made->event ? json_integer(made->event) : json_null(), "draft",
				      made->draft ? json_integer(made->draft) : json_null());
	else if (made->draft)
		call_say(c, "cli.review-drafted", "event", NUM(made->draft), "review", text_z(c->arena, made->review),
			 NULL);
	else
		call_say(c, id, "event", NUM(made->event), "review", text_z(c->arena, made->review), NULL);
}

struct act_change call_change(struct call *c)
{
	return (struct act_change){ call_option(c, "corrects")->number, call_text(c, "because") };
}

enum review_direction call_direction(struct call *c)
{
	enum review_direction d = DIRECTION_NONE;

	return direction_parse(&d, call_text(c, "direction")) ? d : DIRECTION_NONE;
}

bool call_year(int16_t *year, struct call *c, const char *option, struct err *err)
{
	const struct option_value *v = call_option(c, option);

	*year = v->period.year;
	return !v->given || v->period.kind == PERIOD_FY ||
	       err_set(err, ERR_INPUT, "cli.review-fiscal-year", "option", option, NULL);
}

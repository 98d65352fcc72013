/* cli/review.h - what the commands of the review year share. */
#ifndef CLI_REVIEW_H
#define CLI_REVIEW_H

#include "cli/command.h"
#include "usecase/review_act.h"

/* Options of every act of an item. */
#define ITEM_OPTIONS                                                \
	{ "kpi", "KEY", "cli.review-kpi", OPTION_TEXT },            \
	{                                                           \
		"project", "KEY", "cli.review-project", OPTION_TEXT \
	}
#define REVIEW_OPTION                                        \
	{                                                    \
		"review", "ID", "cli.review-id", OPTION_TEXT \
	}
#define CHANGE_OPTIONS                                               \
	{ "corrects", "EVENT", "cli.review-corrects", OPTION_INT },  \
	{                                                            \
		"because", "TEXT", "cli.review-because", OPTION_TEXT \
	}

/* --kpi KEY or --project KEY, one of them. ERR_USAGE. */
MUST_CHECK bool call_item(struct review_item *item, struct call *c, struct err *err);
/* What was done, or drafted: one line, or {"event","draft","review"}. id: the sentence with {event} and {review}. */
void call_done(struct call *c, const struct act_result *made, const char *id);
struct act_change call_change(struct call *c);
/* --direction, which the options have checked. */
enum review_direction call_direction(struct call *c);
/* --from-year FY2022: the year, or 0. ERR_INPUT where it is no fiscal year. */
MUST_CHECK bool call_year(int16_t *year, struct call *c, const char *option, struct err *err);

#endif

/* usecase/kpi_effect.h - what it would do to the population of a year if a KPI reached its target instead of staying at
 * its latest value.
 *
 * A KPI bears on the population where it counts births, the total fertility rate, or people who come or leave. Which it
 * is follows from the series that it is linked to (value record --from-series), else from its name. Every other KPI
 * says why it has no effect here. Method: docs/methods/kpi-effect.md.
 */
#ifndef USECASE_KPI_EFFECT_H
#define USECASE_KPI_EFFECT_H

#include "usecase/evaluate.h"
#include "usecase/people_areas.h"

enum effect_channel {
	EFFECT_NONE,
	EFFECT_BIRTHS,    /* births a year */
	EFFECT_FERTILITY, /* children in a woman's life */
	EFFECT_COMING,    /* people who come a year, or more of them than leave */
	EFFECT_LEAVING,   /* people who leave a year, or more of them than come */
	EFFECT_CHANNELS
};
const char *effect_channel_name(enum effect_channel c); /* "births", "fertility", "coming", "leaving"; NULL for none */

struct kpi_effect {
	struct text key, name, unit;
	enum effect_channel channel;
	struct text series; /* that says so; empty: the name does */
	const char *reason; /* id of why there is no effect; NULL: there is one, and the rest is meant */
	bool has_current;   /* of both the latest value and the target */
	bool from_baseline; /* nothing was recorded yet: current is the baseline */
	struct decimal current, target;
	int current_year, by; /* by: the year in which the target is due; it is reached in equal parts */
	double people;        /* more (or fewer) in the year asked for */
};

struct kpi_effects {
	struct text plan; /* its id; empty: the store holds none */
	int year;
	double as_in_the_past;      /* people in that year */
	LIST(struct kpi_effect) at; /* in the plan's order */
};

/* Of the plan with that id (empty: the one in force) to the year q->to (30 years on where that is 0), for the area. A
 * store without a plan gives an empty list. ERR_INPUT where the area has no projection. */
MUST_CHECK bool kpi_effects(struct kpi_effects *out, struct context *c, const struct area *area, struct text plan,
			    const struct outlook_request *q, struct err *err);
/* The same of a plan that is evaluated already, as it was known then. */
MUST_CHECK bool kpi_effects_of(struct kpi_effects *out, struct context *c, const struct area *area,
			       const struct plan_report *report, const struct outlook_request *q, struct err *err);

#endif

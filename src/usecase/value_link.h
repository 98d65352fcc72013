/* usecase/value_link.h - a KPI is linked to a series of official statistics, and the series' values become its own.
 *
 * The link is a setting of the KPI ("series", docs/EVENTS.md): "vital.births 43100", or a sum or difference of series,
 * "migration.in - migration.out 43100". Every period of the series is recorded, those before the baseline too: whether
 * the plan's baseline is what the series says at its period decides if the two can be compared at all.
 */
#ifndef USECASE_VALUE_LINK_H
#define USECASE_VALUE_LINK_H

#include "usecase/area.h"
#include "usecase/record.h"

struct link_request {
	struct text plan, kpi; /* plan empty: the one in force */
	struct text series;    /* one id, or several with " + " or " - " between */
	struct text area;      /* empty: the plan's own municipality */
	struct period period;  /* NONE: all that there are */
	struct text because;   /* why it is linked; empty: said by itself */
};

enum link_outcome {
	LINK_RECORDED,
	LINK_UNCHANGED, /* recorded already */
	LINK_CORRECTED, /* the series was revised */
	LINK_DIFFERS,   /* a value from elsewhere stands there and says otherwise: left as it is */
};
struct link_value {
	struct period period;
	struct decimal value;
	enum value_state state;
	enum link_outcome outcome;
	int64_t event;        /* that recorded it; of LINK_DIFFERS that of the other value */
	struct decimal there; /* of LINK_DIFFERS and LINK_CORRECTED */
};

struct link_result {
	struct text plan, kpi, name, unit;
	struct area area;
	bool linked_already;
	LIST(struct link_value) values; /* by period */
};
/* ERR_INPUT: unknown plan, KPI, area or series; a projection, which is no actual value; no value for the period, or
 * none at all. */
MUST_CHECK bool link_values(struct link_result *out, struct context *c, const struct link_request *q, struct err *err);

#endif

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
	struct seen seen;      /* the event that linked it before */
};

enum link_outcome {
	LINK_RECORDED,
	LINK_UNCHANGED, /* recorded already */
	LINK_CORRECTED, /* the series was revised */
	LINK_DIFFERS,   /* a value from elsewhere stands there and says otherwise: left as it is */
	LINK_REFUSED,   /* it cannot be a value of the KPI (published before its period ended, ...): because says why */
};
struct link_value {
	struct period period;
	struct decimal value;
	enum value_state state;
	enum link_outcome outcome;
	int64_t event;                       /* that recorded it; of LINK_DIFFERS that of the other value */
	struct decimal there;                /* of LINK_DIFFERS and LINK_CORRECTED */
	const char *because_ja, *because_en; /* of LINK_REFUSED */
};

struct link_result {
	struct text plan, kpi, name, unit, series;
	struct area area;
	bool linked_already;
	LIST(struct link_value) values; /* by period */
};
/* ERR_INPUT: unknown plan, KPI, area or series; a projection, which is no actual value; no value for the period, or
 * none at all; ERR_CONFLICT: another series is linked and q->because does not say why it is replaced. */
MUST_CHECK bool link_values(struct link_result *out, struct context *c, const struct link_request *q, struct err *err);

/* What the import of `event` brought for all linked KPIs of all plans: recorded in its own transaction, so that a
 * figure and the values made of it are known together or not at all. Only periods of which the import said something; a
 * revised figure arrives as a correction that names the import. KPIs for which it brought nothing are not in the list.
 */
typedef LIST(struct link_result) link_result_list;
MUST_CHECK bool links_arrive(struct txn *tx, link_result_list *out, struct context *c, int64_t event, struct err *err);

#endif

/* usecase/projects.h - the concrete projects (具体的な事業) under the plan's measures: who runs them, what they cost,
 * which KPIs they serve.
 */
#ifndef USECASE_PROJECTS_H
#define USECASE_PROJECTS_H

#include "base/calendar.h"
#include "base/list.h"
#include "usecase/context.h"
#include "usecase/seen.h"

enum project_status { PROJECT_PLANNED, PROJECT_RUNNING, PROJECT_FINISHED, PROJECT_STOPPED, PROJECT_STATUS_COUNT };
const char *project_status_name(enum project_status status);
/* The name, or as people write it: 実施中. */
bool project_status_parse(enum project_status *status, struct text word);

struct project_year {
	int16_t year; /* fiscal */
	bool has_budget, has_settled;
	int64_t budget_yen, settled_yen;
	int64_t budget_event, settled_event;
};

struct project {
	struct text key, name, section;
	enum project_status status;
	bool donation; /* open to corporate donations */
	LIST(struct text) kpis;
	LIST(struct project_year) years; /* by year */
	int64_t event;
};
typedef LIST(struct project) project_list;

/* Of a plan, as of an event (0: now), by key. */
MUST_CHECK bool projects_read(project_list *out, struct context *c, struct text plan, int64_t at_event,
			      struct err *err);
const struct project *project_of(const project_list *list, struct text key);

struct project_request {
	struct text plan, key, name, section;
	struct text status;  /* empty: as it is, planned for a new one */
	int donation;        /* 1, 0; -1: as it is, 0 for a new one */
	struct text kpis;    /* keys with spaces or commas between; p NULL: as they are */
	struct text because; /* of a change */
	bool add;            /* it must be new; else it must be there */
	struct seen seen;
};
struct project_result {
	struct text plan, key;
	int64_t event;
	bool unchanged;
};
/* ERR_INPUT: unknown plan, section, KPI or status, a key that is empty or has spaces; ERR_CONFLICT: it is there
 * already, or changed meanwhile; ERR_FORBIDDEN. */
MUST_CHECK bool project_set(struct project_result *result, struct context *c, const struct project_request *request,
			    struct err *err);

struct cost_request {
	struct text plan, key;
	int16_t year;
	bool settled; /* 決算; else 予算 */
	int64_t yen;
	struct text source;
	struct text because; /* where another amount stands */
	struct seen seen;    /* of that amount */
};
/* ERR_CONFLICT: another amount stands and no reason is given; ERR_INPUT: no amount (said.h), unknown project. */
MUST_CHECK bool project_cost(struct project_result *result, struct context *c, const struct cost_request *request,
			     struct err *err);

/* Both inside a transaction that does more, or that is taken back. */
MUST_CHECK bool project_set_in(struct txn *tx, struct project_result *result, struct context *c,
			       const struct project_request *request, struct err *err);
MUST_CHECK bool project_cost_in(struct txn *tx, struct project_result *result, struct context *c,
				const struct cost_request *request, struct err *err);

/* Inside a transaction that hands things over. */
MUST_CHECK bool project_give(struct txn *tx, struct context *c, struct text plan, struct text key, struct text section,
			     struct text because, struct err *err);

#endif

/* usecase/area_trend.h - the story of one area in figures, from what the store holds. */
#ifndef USECASE_AREA_TREND_H
#define USECASE_AREA_TREND_H

#include "people/trend.h"
#include "plan/plan.h"
#include "usecase/figures.h"

struct area_trend {
	struct area area;
	struct area_figures *figures;
	struct trend trend;
	bool nothing; /* no statistics of it are stored */
};

/* The area as people write it (usecase/area.h). ERR_INPUT where that is none; without statistics it is no error. */
MUST_CHECK bool area_trend(struct area_trend *out, struct context *c, struct text written,
			   const struct figures_request *q, struct err *err);

/* "熊本県熊本市+熊本県合志市": all who made the plan, as area_find reads it; empty where none is written. */
struct text area_of_authors(struct arena *a, const struct plan *plan);

#endif

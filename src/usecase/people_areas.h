/* usecase/people_areas.h - projection and backtest of municipalities from the store's censuses. */
#ifndef USECASE_PEOPLE_AREAS_H
#define USECASE_PEOPLE_AREAS_H

#include "people/backtest.h"
#include "people/beside.h"
#include "people/fan.h"
#include "people/path.h"
#include "people/solve.h"
#include "usecase/figures.h"
#include "usecase/ranks.h"
#include "usecase/scenario.h"

/* An area's future. Of a set or a prefecture's name the members are projected one by one and added up in their order.
 */
struct outlook {
	struct text code, name;
	struct text scenario[LANG_COUNT]; /* its name, empty where there is none */
	const char *flag;                 /* why there is none: id of the reason; the rest is then empty */
	struct text flagged;              /* of an area of several members: the one that it is about */
	struct area_projection p;         /* by steps of five years, whatever the request's are */
	struct path path; /* by steps of the request, with births, deaths and migrants; without a course */
	/* The total lies between these with 80 % and 95 %; 0 at the base year and beyond the horizons known. */
	double low80[PROJECT_STEPS + 1], high80[PROJECT_STEPS + 1], low95[PROJECT_STEPS + 1], high95[PROJECT_STEPS + 1];
	int n_intervals; /* steps that have them */
	struct fan *fan; /* of the trajectories, NULL where none were asked for */
};
typedef LIST(struct outlook) outlook_list;

struct outlook_request {
	/* from 0: the last census by age; to 0: 30 years after it. ERR_USAGE where `to` lies
	 * before it or, with steps of five years, between two of them. */
	int from, to;
	int years; /* of a step: 1, or 5 (0 also means 5) */
	const struct scenario
		*scenario; /* NULL: as in the past; counts of people are of each area, shared out in a sum */
	int trajectories;  /* 0: none */
	uint64_t seed;
	int threads;               /* of all municipalities; 0: OMP_NUM_THREADS, or one for each core */
	const struct ranks *ranks; /* of all municipalities; NULL: this process alone */
	struct figures_request figures;
};

/* An area without censuses is no error: its outlook has a flag. */
MUST_CHECK bool outlook_area(struct outlook *out, struct context *c, const struct area *area,
			     const struct outlook_request *q, struct err *err);
/* One for each scenario, in their order; with none, one as in the past. */
MUST_CHECK bool outlook_scenarios(outlook_list *out, struct context *c, const struct area *area,
				  const struct outlook_request *q, const scenario_list *scenarios, struct err *err);
/* What is made of a municipality's outlook, and who gets it. */
struct outlook_brief {
	char code[8];
	bool flagged;
	bool other_year;               /* it begins in another year than most of them */
	int base_year, years, n_steps; /* of one without a flag */
};
struct outlook_taker {
	/* Says it in words, into `out`; by any thread, so that nothing else may be touched. */
	void (*write)(const void *context, struct arena *scratch, struct buf *out, const struct outlook *o);
	/* One after another, by code, on rank 0. */
	bool (*take)(void *context, const struct outlook_brief *brief, struct text words, struct err *err);
	void *context;
};
/* All municipalities, by code: one of them is one unit of work, whoever does it, so that the words are the same bytes
 * for any number of threads and ranks. They are given in parts, so that memory does not grow with what there is to say.
 */
MUST_CHECK bool outlook_all(const struct outlook_taker *taker, struct context *c, const struct outlook_request *q,
			    struct err *err);

/* What would hold `people` in the year q->to (30 years on where that is 0). ERR_INPUT with the reason where the area
 * has no censuses. */
MUST_CHECK bool solve_area(struct solution *out, struct context *c, const struct area *area, double people,
			   const struct outlook_request *q, struct err *err);

/* Past projections of all municipalities against later counts. ERR_INPUT where not one can be tested. */
MUST_CHECK bool backtest_all(struct backtest *out, struct context *c, int from, int to, const struct figures_request *q,
			     struct err *err);

/* Ages a to b of both sexes; 15 years is group 3. */
double outlook_people(const struct population *p, int first_group, int last_group);

#endif

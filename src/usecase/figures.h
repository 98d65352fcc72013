/* usecase/figures.h - what the store knows of an area's people, as the people room takes it (people/series.h).
 *
 * census.population comes with ages where a table with ages is stored, and with its total alone (people.n_ages == 0)
 * where only that is: the census of 2020 as SSDSE gives it. Series without any row are empty lists. Of a set, or of an
 * area that came from several, the members are added up, and a year in which one of them is missing is left out. The
 * nation, or a prefecture, that has no census of its own is such a sum of its parts.
 */
#ifndef USECASE_FIGURES_H
#define USECASE_FIGURES_H

#include "people/series.h"
#include "usecase/area.h"
#include "usecase/context.h"

struct figures_request {
	struct date known_at; /* published by then; year 0: all */
	int64_t at_event;     /* as of this event; 0: now */
};

/* One area. An area of which nothing is stored gives empty series: no error. In the arena of the context. */
MUST_CHECK bool figures_load(struct area_figures **out, struct context *c, const struct area *area,
			     const struct figures_request *q, struct err *err);

typedef LIST(struct area_figures *) area_figures_list;
/* All municipalities of which a census or a projection is stored, by code; one pass over the table. */
MUST_CHECK bool figures_load_all(area_figures_list *out, struct context *c, const struct figures_request *q,
				 struct err *err);

#endif

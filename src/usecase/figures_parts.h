/* usecase/figures_parts.h - areas of several codes and sets of areas, put together. Private to usecase/figures*.c.
 *
 * Pure; lists grow in the arena.
 */
#ifndef USECASE_FIGURES_PARTS_H
#define USECASE_FIGURES_PARTS_H

#include "usecase/figures.h"

/* One area under two codes: adds the years that only the earlier code has, or has with ages where the later one gives a
 * total alone (SSDSE gives the census of 2015 under the codes of its own day). */
void figures_join(struct arena *a, struct area_figures *now, const struct area_figures *before);
/* Two areas: their sum, of the years that both have. */
void figures_add(struct arena *a, struct area_figures *sum, const struct area_figures *other);
/* The whole took the part in on that day: notes from which census on, where both were counted apart before. */
void figures_note_taken_in(struct arena *a, struct area_figures *whole, const struct area_figures *part,
			   struct date day);

#endif

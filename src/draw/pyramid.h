/* draw/pyramid.h - population pyramids beside each other on one scale: then, now, and what is projected.
 *
 * Men stand to the left and women to the right, said in words; the groups of 65 and over are hatched, so that ageing is
 * seen without colour; over later pyramids an outline repeats an earlier one, since nobody can compare shapes that lie
 * apart. Drawn wide (side by side) and narrow (one below the other). Pure.
 */
#ifndef DRAW_PYRAMID_H
#define DRAW_PYRAMID_H

#include "draw/chart.h"

enum { PYRAMID_GROUPS = 19, PYRAMID_OLD = 13, PYRAMID_PANELS = 3 };

struct pyramid_panel {
	struct text title;
	double left[PYRAMID_GROUPS], right[PYRAMID_GROUPS]; /* men, women; 0-4 first; at least 0 */
};

struct pyramid {
	struct text id; /* [a-z][a-z0-9-]*, unique on the page */
	struct text title, desc;
	struct pyramid_panel panels[PYRAMID_PANELS];
	size_t n_panels;
	size_t outline;                     /* whose outline lies over the panels after it */
	struct text groups[PYRAMID_GROUPS]; /* 0-4, ... 90+ */
	struct text word_left, word_right, word_unit, word_old, word_outline;
	double per_unit; /* people in one unit of the axis: 1000 */
};

/* Appends <svg>; false and nothing where there is nobody, or a number that is negative or not finite. */
bool draw_pyramid(struct buf *out, const struct pyramid *c, enum chart_size size);

#endif

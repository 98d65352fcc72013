/* tests/unit/plan_random.h - random plans in random habits, for the property read(render(plan)) = plan.
 *
 * Content (an invented municipality's goals, KPIs, projects, money) and habits (how it is numbered, dated, wrapped,
 * laid out and flattened) are drawn from one seed, so that a failure is its seed. The habits are those of
 * docs/methods/plan.md and of real plans as PDF converters give them; the reader was not looked at.
 */
#ifndef PLAN_RANDOM_H
#define PLAN_RANDOM_H

#include "plan/plan.h"

enum { RANDOM_EASY, RANDOM_ALL }; /* EASY: no habit that two people could read differently */

struct random_plan {
	struct plan plan;   /* what a person would read; no lines */
	struct buf text;    /* the caller clears it */
	const char *habits; /* a line about how it was rendered */
};

void plan_random(struct arena *a, struct random_plan *r, uint64_t seed, int difficulty);

#endif

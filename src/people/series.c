/* Names of the yearly figures, and ages not stated shared out in proportion to those stated, by sex
 * (按分). Rejected: leaving them out, which makes shares right and totals too small. */
#include "people/series.h"

static const char *const ids[FIGURE_COUNT] = {
	[FIGURE_REGISTER_POPULATION] = "register.population",
	[FIGURE_REGISTER_BIRTHS] = "register.births",
	[FIGURE_REGISTER_DEATHS] = "register.deaths",
	[FIGURE_REGISTER_NATURAL] = "register.natural-change",
	[FIGURE_REGISTER_SOCIAL] = "register.social-change",
	[FIGURE_REGISTER_DOMESTIC_IN] = "register.domestic-in",
	[FIGURE_REGISTER_DOMESTIC_OUT] = "register.domestic-out",
	[FIGURE_VITAL_BIRTHS] = "vital.births",
	[FIGURE_VITAL_DEATHS] = "vital.deaths",
	[FIGURE_MIGRATION_IN] = "migration.in",
	[FIGURE_MIGRATION_OUT] = "migration.out",
};

const char *figure_id(enum figure f)
{
	return ids[f];
}

void counted_share_unknown(struct population *p, const struct counted *c)
{
	*p = c->people;
	for (int s = 0; s < SEX_COUNT; s++) {
		double stated = 0;

		for (int a = 0; a < p->n_ages; a++)
			stated += p->at[s][a];
		for (int a = 0; a < p->n_ages && stated > 0; a++)
			p->at[s][a] += c->unknown[s] * p->at[s][a] / stated;
	}
}

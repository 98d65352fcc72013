/* people/lifetable.h - survival ratios of five-year groups from death rates.
 *
 * Method and symbols: docs/methods/lifetable.md (Preston, Heuveline & Guillot 2001, ch. 3; separation factors of Coale
 * & Demeny below five, of Greville from ten on). Pure: no I/O, no allocation, no globals.
 */
#ifndef PEOPLE_LIFETABLE_H
#define PEOPLE_LIFETABLE_H

#include "people/cohort.h"

enum {
	LIFETABLE_RATES = 22, /* deaths per person-year at ages 0, 1-4, 5-9, ... 95-99, 100+ */
	LIFETABLE_GROUPS = 21 /* 0-4, 5-9, ... 95-99, 100+ */
};

/* ratio[0]: from birth to the group 0-4, [a]: from group a-1 into a, the last from the last two together, as in
 * struct components. ERR_INPUT names the first age whose rate is not above 0 or not finite; *ratio is then unchanged.
 */
MUST_CHECK bool lifetable_survival(double ratio[LIFETABLE_GROUPS], const double rate[LIFETABLE_RATES], enum sex sex,
				   struct err *err);

#endif

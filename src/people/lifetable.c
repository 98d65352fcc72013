/* Only the person-years of a life table are wanted, of which survival ratios are quotients; deaths and expectancy are
 * left out. Separation factors: below five Coale & Demeny's (West), from ten on Greville's, which follow from the rates
 * themselves. docs/methods/lifetable.md has the sources and what it was held against. */
#include "people/lifetable.h"

#include <math.h>

enum { INFANT, CHILD, FIRST_GROUP, LAST_CLOSED = LIFETABLE_RATES - 2, OPEN = LIFETABLE_RATES - 1 };

static const double width[LIFETABLE_RATES - 1] = { 1, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 };

/* Years lived in the first year and in the next four by those who die there (Coale & Demeny, West). */
static void separate_children(double lived[LIFETABLE_RATES - 1], double infant_rate, enum sex sex)
{
	const bool high = infant_rate >= 0.107;

	if (sex == SEX_M) {
		lived[INFANT] = high ? 0.330 : 0.045 + 2.684 * infant_rate;
		lived[CHILD] = high ? 1.352 : 1.651 - 2.816 * infant_rate;
	} else {
		lived[INFANT] = high ? 0.350 : 0.053 + 2.800 * infant_rate;
		lived[CHILD] = high ? 1.361 : 1.522 - 1.518 * infant_rate;
	}
}

/* Greville: deaths lie later in a group where the rates rise; k is their rise in a year. */
static double lived_in_group(const double rate[LIFETABLE_RATES], int i)
{
	double k = log(rate[i + 1] / rate[i - 1]) / 10;

	return 2.5 - 25.0 / 12 * (rate[i] - k);
}

static void person_years(double years[LIFETABLE_RATES], const double rate[LIFETABLE_RATES], enum sex sex)
{
	double lived[LIFETABLE_RATES - 1], alive = 1;

	separate_children(lived, rate[INFANT], sex);
	lived[FIRST_GROUP] = 2.5;
	for (int i = FIRST_GROUP + 1; i <= LAST_CLOSED; i++)
		lived[i] = lived_in_group(rate, i);
	for (int i = 0; i <= LAST_CLOSED; i++) {
		double dying = width[i] * rate[i] / (1 + (width[i] - lived[i]) * rate[i]);
		double dead = alive * (dying < 1 ? dying : 1);

		alive -= dead;
		years[i] = width[i] * alive + lived[i] * dead;
	}
	years[OPEN] = alive / rate[OPEN];
}

bool lifetable_survival(double ratio[LIFETABLE_GROUPS], const double rate[LIFETABLE_RATES], enum sex sex,
			struct err *err)
{
	double years[LIFETABLE_RATES], group[LIFETABLE_GROUPS];

	for (int i = 0; i < LIFETABLE_RATES; i++)
		if (!(rate[i] > 0) || !isfinite(rate[i]))
			return err_set(err, ERR_INPUT, "people.bad-death-rate", "group", NUM(i + 1), NULL);
	person_years(years, rate, sex);
	group[0] = years[INFANT] + years[CHILD];
	for (int g = 1; g < LIFETABLE_GROUPS; g++)
		group[g] = years[g + 1];
	ratio[0] = group[0] / 5;
	for (int g = 1; g < LIFETABLE_GROUPS - 1; g++)
		ratio[g] = group[g] / group[g - 1];
	ratio[LIFETABLE_GROUPS - 1] =
		group[LIFETABLE_GROUPS - 1] / (group[LIFETABLE_GROUPS - 2] + group[LIFETABLE_GROUPS - 1]);
	return true;
}

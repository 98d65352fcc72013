/* 90+ is made of the groups above it as a life table's population has them. The files are ours and are compiled in:
 * what does not fit in them is a bug. */
#include "people/reference.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "base/embed.h"

enum { FIRST_YEAR = 1950, YEARS = 5, GROUPS = 21 /* 0-4 ... 95-99, 100+ */, OPEN = ONEYEAR_GROUPS - 1 };

static struct text take(struct text *rest, char c)
{
	const char *end = rest->n ? memchr(rest->p, c, rest->n) : NULL;
	struct text part = text_slice(*rest, 0, end ? (size_t)(end - rest->p) : rest->n);

	*rest = text_slice(*rest, part.n + (end ? 1 : 0), rest->n);
	return part;
}

static double number(struct text cell)
{
	struct decimal d = { 0 };
	bool is_number = decimal_parse(&d, text_trim(cell), NULL);

	assert(is_number);
	return is_number ? decimal_double(d) : 0;
}

/* The next line that begins with a period (2010-2015,...) and its place in the table; -1 at the end. */
static int next_period(struct text *line, struct text *rest)
{
	while (rest->n) {
		*line = take(rest, '\n');
		if (line->n > 9 && line->p[0] >= '0' && line->p[0] <= '9') {
			int period = ((int)number(take(line, '-')) - FIRST_YEAR) / YEARS;

			assert(period >= 0 && period < REFERENCE_PERIODS);
			return period;
		}
	}
	return -1;
}

/* ---- survival ---- */

static void fill_survival(struct reference *r, int sex, const double ratio[GROUPS])
{
	const double child = pow(ratio[1], 1.0 / YEARS);
	double years = 1, all = 0, older = 0;

	memcpy(r->five.at[sex], ratio, ONEYEAR_GROUPS * sizeof *ratio);
	for (int g = OPEN; g < GROUPS - 1; g++) {
		years *= g > OPEN ? ratio[g] : 1;
		all += years;
		older += g > OPEN ? years : 0;
	}
	years *= ratio[GROUPS - 1] / (1 - ratio[GROUPS - 1]); /* those of 100+ */
	r->five.open[sex] = (older + years) / (all + years);
	/* Children of five years are at its end 0 to 4 years old, in equal parts. */
	r->infants[sex] = YEARS * ratio[0] / (1 + child * (1 + child * (1 + child * (1 + child))));
}

/* Rows of a period: men from birth to 100+, then women. */
static void read_survival(struct reference_table *t)
{
	struct text rest = embed_find(&embed_data, "survival.csv"), line;
	double ratio[GROUPS];
	int n = 0;

	for (int period; (period = next_period(&line, &rest)) >= 0; n++) {
		for (int skipped = 0; skipped < 3; skipped++)
			take(&line, ',');
		ratio[n % GROUPS] = number(line);
		if (n % GROUPS == GROUPS - 1)
			fill_survival(&t->of[period], n / GROUPS % SEX_COUNT ? SEX_F : SEX_M, ratio);
	}
	assert(n == REFERENCE_PERIODS * SEX_COUNT * GROUPS);
}

/* ---- childbearing ---- */

static void read_childbearing(struct reference_table *t)
{
	struct text rest = embed_find(&embed_data, "childbearing.csv"), line;

	for (int period; (period = next_period(&line, &rest)) >= 0;) {
		double *share = t->of[period].childbearing, sum = 0;

		take(&line, ',');
		for (int i = 0; i < REFERENCE_MOTHERS; i++)
			sum += share[i] = number(take(&line, ','));
		for (int i = 0; i < REFERENCE_MOTHERS; i++)
			share[i] /= sum;
	}
}

void reference_read(struct reference_table *t)
{
	memset(t, 0, sizeof *t);
	read_survival(t);
	read_childbearing(t);
}

const struct reference *reference_of(const struct reference_table *t, int year)
{
	int period = year <= FIRST_YEAR ? 0 : (year - FIRST_YEAR - 1) / YEARS;

	return &t->of[period < REFERENCE_PERIODS ? period : REFERENCE_PERIODS - 1];
}

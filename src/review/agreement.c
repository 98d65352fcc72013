/* Krippendorff's alpha by coincidences, and Cohen's weighted kappa.
 *
 * Alpha is the headline: it takes any number of experts and gaps (an expert whose interest hides an item has none), and
 * "ordinal" because a grade is a rank and not a distance. Kappa is given per pair for those who know it; its mean over
 * pairs is not given, since it is not the kappa of the group. Source: K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability (2011), section D; J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968). */
#include "review/agreement.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char *const names[AGREEMENT_METHODS] = { "krippendorff-alpha-nominal", "krippendorff-alpha-ordinal",
						      "cohen-kappa-linear", "cohen-kappa-quadratic" };

const char *agreement_name(enum agreement_method method)
{
	return names[method];
}

/* o[c][k]: how often c and k stand in one item, each item's pairs weighted by 1 / (its grades - 1). */
struct coincidences {
	double o[LEVELS_MAX + 1][LEVELS_MAX + 1];
	double n[LEVELS_MAX + 1];
	double total;
};

static void add_item(struct coincidences *c, struct agreement *out, const int *grades, size_t raters)
{
	size_t counts[LEVELS_MAX + 1] = { 0 }, m = 0;

	for (size_t r = 0; r < raters; r++) {
		assert(grades[r] >= 0 && grades[r] <= LEVELS_MAX);
		counts[grades[r]]++;
		m += grades[r] != 0;
	}
	if (m < 2)
		return;
	out->items++;
	out->grades += m;
	for (int a = 1; a <= LEVELS_MAX; a++)
		for (int b = 1; b <= LEVELS_MAX; b++)
			c->o[a][b] += (double)counts[a] * ((double)counts[b] - (a == b)) / (double)(m - 1);
}

/* The squared distance of two levels. Ordinal: the ranks between them, as far as grades used them. */
static double distance(const struct coincidences *c, enum agreement_method method, int a, int b)
{
	double between = 0;
	int low = a < b ? a : b, high = a < b ? b : a;

	if (a == b)
		return 0;
	if (method == ALPHA_NOMINAL)
		return 1;
	for (int g = low; g <= high; g++)
		between += c->n[g];
	between -= (c->n[low] + c->n[high]) / 2;
	return between * between;
}

static size_t raters_counted(const int *grades, size_t items, size_t raters)
{
	size_t n = 0;

	for (size_t r = 0; r < raters; r++)
		for (size_t i = 0; i < items; i++)
			if (grades[i * raters + r]) {
				n++;
				break;
			}
	return n;
}

void agreement_alpha(struct agreement *out, enum agreement_method method, const int *grades, size_t items,
		     size_t raters)
{
	struct coincidences c;
	double observed = 0, expected = 0;

	memset(&c, 0, sizeof c);
	*out = (struct agreement){ .method = method, .raters = raters_counted(grades, items, raters) };
	for (size_t i = 0; i < items; i++)
		add_item(&c, out, grades + i * raters, raters);
	for (int a = 1; a <= LEVELS_MAX; a++)
		for (int b = 1; b <= LEVELS_MAX; b++)
			c.n[a] += c.o[a][b];
	for (int a = 1; a <= LEVELS_MAX; a++)
		c.total += c.n[a];
	for (int a = 1; a <= LEVELS_MAX; a++)
		for (int b = a + 1; b <= LEVELS_MAX; b++) {
			double d = distance(&c, method, a, b);

			observed += c.o[a][b] * d;
			expected += c.n[a] * c.n[b] * d;
		}
	if (!out->items)
		out->undefined = AGREEMENT_NO_PAIRS;
	else if (expected <= 0)
		out->undefined = AGREEMENT_NO_SPREAD;
	else
		out->value = 1 - (c.total - 1) * observed / expected;
}

/* Disagreement of two levels between 0 and 1. */
static double weight(enum agreement_method method, int a, int b, int levels)
{
	double step = (double)(a - b) / (levels - 1);

	return method == KAPPA_LINEAR ? fabs(step) : step * step;
}

void agreement_kappa(struct agreement *out, enum agreement_method method, const int *one, const int *other,
		     size_t items, int levels)
{
	double table[LEVELS_MAX + 1][LEVELS_MAX + 1] = { { 0 } }, rows[LEVELS_MAX + 1] = { 0 },
						  columns[LEVELS_MAX + 1] = { 0 }, observed = 0, expected = 0;

	assert(levels >= 2 && levels <= LEVELS_MAX);
	*out = (struct agreement){ .method = method, .raters = 2 };
	for (size_t i = 0; i < items; i++) {
		if (!one[i] || !other[i])
			continue;
		assert(one[i] <= levels && other[i] <= levels);
		table[one[i]][other[i]]++;
		rows[one[i]]++;
		columns[other[i]]++;
		out->items++;
	}
	out->grades = out->items * 2;
	for (int a = 1; a <= levels; a++)
		for (int b = 1; b <= levels; b++) {
			observed += weight(method, a, b, levels) * table[a][b];
			expected += weight(method, a, b, levels) * rows[a] * columns[b];
		}
	if (!out->items)
		out->undefined = AGREEMENT_NO_PAIRS;
	else if (expected <= 0)
		out->undefined = AGREEMENT_NO_SPREAD;
	else
		out->value = 1 - observed * (double)out->items / expected;
}

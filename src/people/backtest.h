/* people/backtest.h - the projection made at a past census, against what was counted later; and how wide its intervals
 * must be, learned from the errors of still earlier projections.
 *
 * Errors are fractions: (projected - counted) / counted of an area's total. An area of which nothing can be said is
 * flagged with its reason and left out of the figures; it never stops the others.
 */
#ifndef PEOPLE_BACKTEST_H
#define PEOPLE_BACKTEST_H

#include "people/project.h"
#include "people/quantile.h"

/* One municipality and its prefecture. `flag`: a reason that the caller knows, or NULL. */
struct backtest_input {
	const struct area_figures *area, *around;
	const char *flag;
};

struct backtest_area {
	const struct area_figures *area;
	double base, projected, counted, error;
	const char *flag; /* id of the reason; error is then not meant */
};

/* Whether the area was under evacuation orders after the nuclear accident of March 2011, and years between `from` and
 * `to`, or those that ratios drawn at `from` rest on, hold it. */
bool was_evacuated(struct text code, int from, int to);

enum { BACKTEST_SIZES = 6 };
/* Classes by population in the base year: from edges[i] to below edges[i + 1]; the last one is open. */
extern const double backtest_edges[BACKTEST_SIZES];

struct backtest_size {
	size_t n;
	double median, p90; /* of absolute errors; NaN where n is 0 */
};

struct backtest {
	int from, to;
	size_t n, n_flagged;
	double median, p90;   /* of absolute errors */
	double median_signed; /* above 0: too many people projected */
	struct backtest_size by_size[BACKTEST_SIZES];
	/* Shares of areas whose count lay in the 80 % and 95 % interval; NaN where no earlier projection could tell. */
	double coverage80, coverage95;
	int n_learned;               /* earlier projections that the intervals were learned from, 0 to 2 */
	struct backtest_area *areas; /* n + n_flagged, in the order given */
};

/* `from` is a census year, `to` one or more steps later. */
void people_backtest(struct arena *a, struct backtest *b, const struct backtest_input *in, size_t n, int from, int to,
		     const struct project_method *m);

/* One area of it; *p is its projection where there is no flag of one. */
void backtest_one(struct backtest_area *out, struct area_projection *p, const struct backtest_input *in, int from,
		  int to, const struct project_method *m);

/* Half widths of the intervals, as fractions, of a projection from `from` to `to`, by size: quantiles of the absolute
 * errors that the same method made over the last two intervals of that length that had ended by `from`. Returns how
 * many there were; with 0 the widths are NaN. */
struct backtest_widths {
	double w80[BACKTEST_SIZES], w95[BACKTEST_SIZES];
};
int people_widths(struct arena *a, struct backtest_widths *w, const struct backtest_input *in, size_t n, int from,
		  int to, const struct project_method *m);
int backtest_size_of(double people);

/* The same, as the censuses of 1980 to 2015 taught, [i] for i + 1 steps after 2015: so that one area's projection needs
 * no figures of the others. tests/unit/people_project_test.c makes them again and compares. */
enum { PROJECT_WIDTHS = 6 };
extern const struct backtest_widths project_widths[PROJECT_WIDTHS];

#endif

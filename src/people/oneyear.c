/* Municipal figures come in five-year groups. What happens within a group is not counted, so that the split has to be
 * smooth, keep the sums and stay above 0; and it may not change what the five-year method says, whose errors are known
 * (people/backtest.h). Hence yearly ratios are not chosen but solved for: of all smooth courses of the ratio over age
 * (here: its logarithm in straight lines between the ages 5, 10, ... 90) the one whose five yearly steps end where the
 * step of five years does.
 *
 * Rejected: Karup & King's and Sprague's multipliers and the spline as it is, which make people negative in 15 to 17
 * municipalities (beside a barracks or a dormitory); the fifth root of each group's ratio, by which some group of half
 * of the municipalities is missed by 9 % or more. docs/methods/one-year.md has the figures.
 */
#include "people/oneyear.h"

#include <math.h>
#include <string.h>

enum {
	GROUP = 5,
	KNOTS = ONEYEAR_GROUPS + 1, /* exact ages 0, 5, ... 90 and that by which nobody is left */
	OPEN = ONEYEAR_GROUPS - 1,
	ROUNDS = 100,
};

static const double last_age = 105, precise = 1e-12;
/* Of five years; nothing below is told from nothing. */
static const double smallest_ratio = 1e-6;
/* A yearly ratio stays within exp(-largest) and exp(largest). */
static const double largest_log = 4;

static double width_of(int i)
{
	return i < OPEN ? GROUP : last_age - GROUP * OPEN;
}

/* Slopes at the knots of the natural cubic spline through the running sum: the tridiagonal system, forth and back. */
static void spline_slopes(double slope[KNOTS], const double density[ONEYEAR_GROUPS])
{
	double above[KNOTS];

	above[0] = 0.5;
	slope[0] = 1.5 * density[0];
	for (int i = 1; i < KNOTS - 1; i++) {
		double left = 1 / width_of(i - 1), right = 1 / width_of(i);
		double pivot = 2 * (left + right) - left * above[i - 1];

		above[i] = right / pivot;
		slope[i] = (3 * (left * density[i - 1] + right * density[i]) - left * slope[i - 1]) / pivot;
	}
	slope[KNOTS - 1] = (3 * density[OPEN] - slope[KNOTS - 2]) / (2 - above[KNOTS - 2]);
	for (int i = KNOTS - 2; i >= 0; i--)
		slope[i] -= above[i] * slope[i + 1];
}

/* Hyman's filter: a curve of cubics between rising points rises where its slopes are between 0 and three times the
 * lesser of the straight lines beside them. */
static void filter_slopes(double slope[KNOTS], const double density[ONEYEAR_GROUPS])
{
	for (int i = 0; i < KNOTS; i++) {
		double left = density[i > 0 ? i - 1 : 0], right = density[i < ONEYEAR_GROUPS ? i : OPEN];
		double most = 3 * (left < right ? left : right);

		slope[i] = slope[i] < 0 ? 0 : slope[i] > most ? most : slope[i];
	}
}

/* How many of the group's people are younger than the share t of its width (0 to 1). */
static double younger(double t, double people, double slope_left, double slope_right)
{
	return people * t * t * (3 - 2 * t) +
	       GROUP * (slope_left * t * (1 - t) * (1 - t) - slope_right * t * t * (1 - t));
}

static void split_sex(double *ages, const double *groups)
{
	double density[ONEYEAR_GROUPS], slope[KNOTS];

	for (int g = 0; g < ONEYEAR_GROUPS; g++)
		density[g] = groups[g] / width_of(g);
	spline_slopes(slope, density);
	filter_slopes(slope, density);
	for (int g = 0; g < OPEN; g++) {
		double before = 0;

		for (int k = 1; k <= GROUP; k++) {
			double now =
				k == GROUP ? groups[g] : younger((double)k / GROUP, groups[g], slope[g], slope[g + 1]);

			/* Rounding may take a hair off nothing. */
			ages[GROUP * g + k - 1] = now > before ? now - before : 0;
			before = now;
		}
	}
	ages[GROUP * OPEN] = groups[OPEN];
}

void oneyear_split(struct population *ages, const struct population *groups)
{
	ages->n_ages = ONEYEAR_AGES;
	for (int s = 0; s < SEX_COUNT; s++)
		split_sex(ages->at[s], groups->at[s]);
}

void oneyear_join(struct population *groups, const struct population *ages)
{
	groups->n_ages = ONEYEAR_GROUPS;
	for (int s = 0; s < SEX_COUNT; s++) {
		memset(groups->at[s], 0, ONEYEAR_GROUPS * sizeof groups->at[s][0]);
		for (int a = 0; a < ONEYEAR_AGES; a++)
			groups->at[s][a / GROUP] += ages->at[s][a];
	}
}

/* ---- ratios ---- */

/* The logarithm of a yearly ratio at the exact ages 5, 10, ... 90 ([1] to [18]): level below 5, straight between. Those
 * who turn a in the year have that of the exact age a. */
static void ratios_of_knots(double *ratio, const double knot[ONEYEAR_GROUPS])
{
	for (int a = 1; a < ONEYEAR_AGES; a++) {
		int left = a / GROUP;
		double part = (double)(a % GROUP) / GROUP;

		if (left == 0)
			ratio[a] = exp(knot[1]);
		else if (left == OPEN)
			ratio[a] = exp(knot[OPEN]);
		else
			ratio[a] = exp(knot[left] + part * (knot[left + 1] - knot[left]));
	}
}

/* Those of `ages` five years on, by group; children are left out. */
static void five_steps(double groups[ONEYEAR_GROUPS], const double *ages, const double *ratio)
{
	double now[ONEYEAR_AGES];

	memcpy(now, ages, sizeof now);
	for (int step = 0; step < GROUP; step++) {
		now[ONEYEAR_AGES - 1] = (now[ONEYEAR_AGES - 2] + now[ONEYEAR_AGES - 1]) * ratio[ONEYEAR_AGES - 1];
		for (int a = ONEYEAR_AGES - 2; a > 0; a--)
			now[a] = now[a - 1] * ratio[a];
		now[0] = 0;
	}
	memset(groups, 0, ONEYEAR_GROUPS * sizeof *groups);
	for (int a = GROUP; a < ONEYEAR_AGES; a++)
		groups[a / GROUP] += now[a];
}

static double bounded(double x, double most)
{
	return x < -most ? -most : x > most ? most : x;
}

/* What the knots have to move by so that the groups move by `miss` (of the logarithm, in five years). Where ages are
 * equal a group depends on its own knot with the weight 0.68 and on its neighbours' with 0.16 each; the first has no
 * other knot below and the last is mostly its own. Elsewhere it is near enough to converge in about ten rounds. */
static void move_knots(double knot[ONEYEAR_GROUPS], const double miss[ONEYEAR_GROUPS])
{
	const double beside = 0.16;
	double above[ONEYEAR_GROUPS], move[ONEYEAR_GROUPS];

	for (int g = 1; g < ONEYEAR_GROUPS; g++) {
		double own = g == 1 || g == OPEN ? 1 - beside : 1 - 2 * beside;
		double pivot = own - (g > 1 ? beside * above[g - 1] : 0);

		above[g] = beside / pivot;
		move[g] = (miss[g] / GROUP - (g > 1 ? beside * move[g - 1] : 0)) / pivot;
	}
	for (int g = OPEN; g > 0; g--) {
		move[g] -= g < OPEN ? above[g] * move[g + 1] : 0;
		knot[g] = bounded(knot[g] + move[g], largest_log);
	}
}

static void solve_sex(double *ratio, const double *ages, const double *five)
{
	double knot[ONEYEAR_GROUPS] = { 0 }, want[ONEYEAR_GROUPS] = { 0 }, got[ONEYEAR_GROUPS];

	for (int a = 0; a < ONEYEAR_AGES; a++)
		if (a / GROUP + 1 <= OPEN)
			want[a / GROUP + 1] += ages[a];
	want[OPEN] += ages[ONEYEAR_AGES - 1];
	for (int g = 1; g < ONEYEAR_GROUPS; g++) {
		double r = five[g] > smallest_ratio ? five[g] : smallest_ratio;

		knot[g] = bounded(log(r) / GROUP, largest_log);
		want[g] *= r;
	}
	for (int round = 0; round < ROUNDS; round++) {
		double miss[ONEYEAR_GROUPS], worst = 0;

		ratios_of_knots(ratio, knot);
		five_steps(got, ages, ratio);
		for (int g = 1; g < ONEYEAR_GROUPS; g++) {
			miss[g] = want[g] > 0 && got[g] > 0 ? log(want[g] / got[g]) : 0;
			worst = fabs(miss[g]) > worst ? fabs(miss[g]) : worst;
		}
		if (worst < precise)
			break;
		move_knots(knot, miss);
	}
}

static double mothers(const struct population *p, int first, int last)
{
	double sum = 0;

	for (int a = first; a <= last; a++)
		sum += p->at[SEX_F][a];
	return sum;
}

/* Children are in proportion to the mothers of each year: one step with one child a woman shows how many live at the
 * end of five, and so how many are born a year. */
static void solve_children(struct change_ratios *yearly, const struct population *ages,
			   const struct change_ratios *five)
{
	struct population now = *ages, next, groups;
	double mothers_then;

	for (int s = 0; s < SEX_COUNT; s++)
		yearly->children[s] = 1;
	for (int step = 0; step < GROUP; step++) {
		cohort_change(&next, &now, yearly);
		now = next;
	}
	oneyear_join(&groups, &now);
	mothers_then = mothers(&groups, five->first_mother, five->last_mother);
	for (int s = 0; s < SEX_COUNT; s++)
		yearly->children[s] = groups.at[s][0] > 0 ? five->children[s] * mothers_then / groups.at[s][0] : 0;
}

void oneyear_ratios(struct change_ratios *yearly, const struct population *ages, const struct change_ratios *five)
{
	memset(yearly, 0, sizeof *yearly);
	yearly->first_mother = ONEYEAR_FIRST_MOTHER;
	yearly->last_mother = ONEYEAR_LAST_MOTHER;
	for (int s = 0; s < SEX_COUNT; s++)
		solve_sex(yearly->ratio[s], ages->at[s], five->ratio[s]);
	solve_children(yearly, ages, five);
}

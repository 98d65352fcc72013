/* An area's figures lie under the codes that it had, and a set's under those of its members: here they become one
 * series. Joining prefers the later code, adding drops what one side lacks, so that no sum is of fewer areas than it
 * says. */
#include <stdlib.h>

#include "usecase/figures_parts.h"

static int by_year_counted(const void *x, const void *y)
{
	return ((const struct counted *)x)->year - ((const struct counted *)y)->year;
}

static int by_year(const void *x, const void *y)
{
	return ((const struct yearly *)x)->year - ((const struct yearly *)y)->year;
}

static const struct counted *count_of(const struct count_series *s, int year)
{
	for (size_t i = 0; i < s->at.n; i++)
		if (s->at.at[i].year == year)
			return &s->at.at[i];
	return NULL;
}

static const struct yearly *value_of(const struct yearly_series *s, int year)
{
	for (size_t i = 0; i < s->at.n; i++)
		if (s->at.at[i].year == year)
			return &s->at.at[i];
	return NULL;
}

/* Whether both are counted by age before that year: then the people of the part are not among those of the whole. */
static bool counted_apart(const struct count_series *whole, const struct count_series *part, int year)
{
	for (size_t i = 0; i < part->at.n; i++) {
		const struct counted *same = count_of(whole, part->at.at[i].year);

		if (part->at.at[i].year < year && same && same->people.n_ages && part->at.at[i].total > 0)
			return true;
	}
	return false;
}

/* The year of the first census day (1 October) after it became a part. */
static int counted_first(struct date day)
{
	return day.year + (day.month >= 10 && !(day.month == 10 && day.day == 1));
}

void figures_note_taken_in(struct arena *a, struct area_figures *whole, const struct area_figures *part,
			   struct date day)
{
	if (counted_apart(&whole->census, &part->census, counted_first(day)))
		*LIST_ADD(a, &whole->census.taken_in) = counted_first(day);
}

static void join_counts(struct arena *a, struct count_series *now, const struct count_series *before)
{
	for (size_t i = 0; i < before->at.n; i++) {
		const struct counted *b = &before->at.at[i];
		struct counted *same = (struct counted *)count_of(now, b->year);

		if (!same)
			*LIST_ADD(a, &now->at) = *b;
		else if (b->people.n_ages && !same->people.n_ages)
			*same = *b;
	}
	if (now->at.n)
		qsort(now->at.at, now->at.n, sizeof *now->at.at, by_year_counted);
}

static void join_years(struct arena *a, struct yearly_series *now, const struct yearly_series *before)
{
	for (size_t i = 0; i < before->at.n; i++)
		if (!value_of(now, before->at.at[i].year))
			*LIST_ADD(a, &now->at) = before->at.at[i];
	if (now->at.n)
		qsort(now->at.at, now->at.n, sizeof *now->at.at, by_year);
}

void figures_join(struct arena *a, struct area_figures *now, const struct area_figures *before)
{
	join_counts(a, &now->census, &before->census);
	join_counts(a, &now->ipss, &before->ipss);
	for (int f = 0; f < FIGURE_COUNT; f++)
		join_years(a, &now->yearly[f], &before->yearly[f]);
}

/* The sum has ages only where both have them; unknown and totals add up. A year that one side lacks is left out. */
static void add_counts(struct count_series *sum, const struct count_series *other)
{
	size_t n = 0;

	for (size_t i = 0; i < sum->at.n; i++) {
		struct counted *c = &sum->at.at[i];
		const struct counted *o = count_of(other, c->year);

		if (!o)
			continue;
		c->one_sex = c->one_sex || o->one_sex;
		if (c->people.n_ages != o->people.n_ages)
			c->people.n_ages = 0;
		for (int s = 0; s < SEX_COUNT; s++) {
			for (int g = 0; g < c->people.n_ages; g++)
				c->people.at[s][g] += o->people.at[s][g];
			c->unknown[s] = c->people.n_ages ? c->unknown[s] + o->unknown[s] : 0;
		}
		c->total += o->total;
		sum->at.at[n++] = *c;
	}
	sum->at.n = n;
}

static void add_years(struct yearly_series *sum, const struct yearly_series *other)
{
	size_t n = 0;

	for (size_t i = 0; i < sum->at.n; i++) {
		const struct yearly *o = value_of(other, sum->at.at[i].year);

		if (o)
			sum->at.at[n++] = (struct yearly){ o->year, sum->at.at[i].value + o->value };
	}
	sum->at.n = n;
}

void figures_add(struct arena *a, struct area_figures *sum, const struct area_figures *other)
{
	for (size_t i = 0; i < other->census.taken_in.n; i++)
		*LIST_ADD(a, &sum->census.taken_in) = other->census.taken_in.at[i];
	add_counts(&sum->census, &other->census);
	add_counts(&sum->ipss, &other->ipss);
	for (int f = 0; f < FIGURE_COUNT; f++)
		add_years(&sum->yearly[f], &other->yearly[f]);
}

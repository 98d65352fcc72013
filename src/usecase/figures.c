/* One row of the table holds all ages of one area, period and sex; here they become the people room's counts. */
#include "usecase/figures_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "files/stats.h"

/* What a row says, borrowed from the query. */
struct row {
	struct text series, period, sex, ages, numbers;
};

/* people.n_ages while only one sex has been seen: women come first, by the order of the query. */
enum { ONE_SEX = -1 };
/* A total that was not given. Nobody at all is a count: 双葉町 in 2020. */
enum { UNSAID = -1 };

/* The year in 2015-10-01, CY2019 and FY2019. */
static int year_of(struct text period)
{
	int year = 0, digits = 0;

	for (size_t i = 0; i < period.n && digits < 4; i++)
		if (period.p[i] >= '0' && period.p[i] <= '9') {
			year = year * 10 + (period.p[i] - '0');
			digits++;
		}
	return year;
}

/* The next number, taken off the front. What a layout wrote is digits with at most one point. */
static double next_number(struct text *numbers)
{
	const char *space = numbers->n ? memchr(numbers->p, ' ', numbers->n) : NULL;
	size_t n = space ? (size_t)(space - numbers->p) : numbers->n;
	struct decimal d = { 0 };
	double value = decimal_parse(&d, text_slice(*numbers, 0, n), NULL) ? decimal_double(d) : 0;

	*numbers = text_slice(*numbers, n + 1, numbers->n);
	return value;
}

static struct counted *counted_at(struct arena *a, struct count_series *s, int year)
{
	struct counted *c = s->at.n ? &s->at.at[s->at.n - 1] : NULL;

	if (!c || c->year != year) {
		c = LIST_ADD(a, &s->at);
		c->year = year;
		c->total = UNSAID;
	}
	return c;
}

static void take_count(struct arena *a, struct count_series *s, const struct row *r)
{
	struct counted *c = counted_at(a, s, year_of(r->period));
	struct text numbers = r->numbers;
	double total = next_number(&numbers);
	bool detailed = !text_is(r->ages, AGES_TOTAL);
	int sex = text_is(r->sex, "M") ? SEX_M : SEX_F;

	if (text_is(r->sex, "T")) {
		/* The detailed row sorts first and wins. */
		if (detailed || c->total < 0)
			c->total = total;
		return;
	}
	if (!detailed)
		return;
	for (int i = 0; i < AGES_5_90_GROUPS; i++)
		c->people.at[sex][i] = next_number(&numbers);
	if (text_is(r->ages, AGES_5_90_UNKNOWN))
		c->unknown[sex] = next_number(&numbers);
	c->people.n_ages = c->people.n_ages == ONE_SEX ? AGES_5_90_GROUPS : ONE_SEX;
}

static int figure_of(struct text series)
{
	for (int f = 0; f < FIGURE_COUNT; f++)
		if (text_is(series, figure_id((enum figure)f)))
			return f;
	return -1;
}

static void take_row(struct arena *a, struct area_figures *f, const struct row *r)
{
	struct text numbers = r->numbers;
	struct yearly *y;
	int figure;

	if (text_is(r->series, "census.population")) {
		take_count(a, &f->census, r);
	} else if (text_is(r->series, "ipss2018.population")) {
		take_count(a, &f->ipss, r);
	} else if (text_is(r->sex, "T") && (figure = figure_of(r->series)) >= 0) {
		y = LIST_ADD(a, &f->yearly[figure].at);
		y->year = year_of(r->period);
		y->value = next_number(&numbers);
	}
}

/* A sex without the other one is no population; a count without a total and without ages is none, but for its reason.
 */
static void finish_counts(struct count_series *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->at.n; i++) {
		struct counted *c = &s->at.at[i];

		c->one_sex = c->people.n_ages == ONE_SEX;
		if (c->one_sex)
			memset(&c->people, 0, sizeof c->people);
		if (c->total < 0 && c->people.n_ages)
			c->total = population_total(&c->people) + c->unknown[SEX_M] + c->unknown[SEX_F];
		if (c->total < 0 && c->one_sex)
			c->total = 0;
		if (c->total >= 0)
			s->at.at[n++] = *c;
	}
	s->at.n = n;
}

static struct area_figures *new_figures(struct arena *a, struct text code, struct text name)
{
	static const char *const sources[FIGURE_COUNT] = {
		[FIGURE_REGISTER_POPULATION] = "住民基本台帳",
		[FIGURE_REGISTER_BIRTHS] = "住民基本台帳",
		[FIGURE_REGISTER_DEATHS] = "住民基本台帳",
		[FIGURE_REGISTER_NATURAL] = "住民基本台帳",
		[FIGURE_REGISTER_SOCIAL] = "住民基本台帳",
		[FIGURE_REGISTER_DOMESTIC_IN] = "住民基本台帳",
		[FIGURE_REGISTER_DOMESTIC_OUT] = "住民基本台帳",
		[FIGURE_VITAL_BIRTHS] = "人口動態統計",
		[FIGURE_VITAL_DEATHS] = "人口動態統計",
		[FIGURE_MIGRATION_IN] = "住民基本台帳人口移動報告",
		[FIGURE_MIGRATION_OUT] = "住民基本台帳人口移動報告",
	};
	struct area_figures *f = NEW(a, struct area_figures);

	f->code = code;
	f->name = name;
	f->census.id = TEXT("census.population");
	f->census.source = TEXT("国勢調査");
	f->ipss.id = TEXT("ipss2018.population");
	f->ipss.source = TEXT("国立社会保障・人口問題研究所（2018年推計）");
	for (int i = 0; i < FIGURE_COUNT; i++) {
		f->yearly[i].id = text_of(figure_id((enum figure)i));
		f->yearly[i].source = text_of(sources[i]);
	}
	return f;
}

/* ---- reading ---- */

static const char *known_day(char room[DATE_TEXT_SIZE], const struct figures_request *q)
{
	return q->known_at.year ? date_text(room, date_last(q->known_at)) : "9999-12-31";
}

static int64_t event_of(const struct figures_request *q)
{
	return q->at_event ? q->at_event : EVENT_LATEST;
}

static bool load_code(struct area_figures *f, struct context *c, struct text code, const struct figures_request *q,
		      struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(code), V_Z(""), V_Z(known_day(room, q)), V_INT(event_of(q)) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "observations_of_area", values, 4, err))
		return false;
	while (rows_next(r, &failed)) {
		struct row row = { rows_text(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3),
				   rows_text(r, 4) };

		take_row(c->arena, f, &row);
	}
	finish_counts(&f->census);
	finish_counts(&f->ipss);
	return rows_end(&r, &failed, err);
}

/* A member with the years that stand under the code that it had before. */
static bool load_member(struct area_figures **out, struct context *c, struct text code, const struct figures_request *q,
			struct err *err)
{
	struct area_figures *f = new_figures(c->arena, code, area_name(code)), *before;
	struct absorbed part;

	if (!load_code(f, c, code, q, err))
		return false;
	for (struct text old = area_before(code); old.n; old = area_before(old)) {
		before = new_figures(c->arena, old, area_name(code));
		if (!load_code(before, c, old, q, err))
			return false;
		figures_join(c->arena, f, before);
	}
	for (size_t i = 0; area_absorbed(&part, code, i); i++) {
		before = new_figures(c->arena, part.code, part.name);
		if (!load_code(before, c, part.code, q, err))
			return false;
		figures_note_taken_in(c->arena, f, before, part.day);
	}
	*out = f;
	return true;
}

/* The next prefecture of the nation, or municipality of a prefecture, after the number *last; empty: there are no more.
 */
static struct text next_part(struct arena *a, struct text whole, int *last)
{
	const bool nation = text_is(whole, "00000");

	while (++*last < (nation ? 48 : 1000)) {
		struct text part = text_of(nation ? arena_printf(a, "%02d000", *last)
						  : arena_printf(a, "%.2s%03d", whole.p, *last));

		if (nation || area_is_municipality(part))
			return part;
	}
	return (struct text){ 0 };
}

/* The nation, or a prefecture, of which no census of its own is stored is the sum of its parts. */
static bool load_parts(struct area_figures **sum, struct context *c, struct text whole, const struct figures_request *q,
		       struct err *err)
{
	struct area_figures *made = NULL, *part;
	int last = text_is(whole, "00000") ? 0 : 99;

	for (struct text code; (code = next_part(c->arena, whole, &last)).n;) {
		if (!load_member(&part, c, code, q, err))
			return false;
		if (made)
			figures_add(c->arena, made, part);
		else
			made = part;
		if (!made->census.at.n)
			return true; /* one is missing: there is no sum */
	}
	if (made) {
		made->code = whole;
		made->name = area_name(whole);
		*sum = made;
	}
	return true;
}

static bool is_whole(struct text code)
{
	return code.n == 5 && memcmp(code.p + 2, "000", 3) == 0;
}

bool figures_load(struct area_figures **out, struct context *c, const struct area *area,
		  const struct figures_request *q, struct err *err)
{
	struct area_figures *sum = NULL, *member;

	if (!read_begin(c->store, err))
		return false;
	for (size_t i = 0; i < area->members.n; i++) {
		const struct text code = area->members.at[i];

		if (!load_member(&member, c, code, q, err) ||
		    (is_whole(code) && !member->census.at.n && !load_parts(&member, c, code, q, err))) {
			read_end(c->store);
			return false;
		}
		if (sum)
			figures_add(c->arena, sum, member);
		else
			sum = member;
	}
	read_end(c->store);
	assert(sum); /* an area has at least one member */
	sum->code = area->code;
	sum->name = area->name;
	*out = sum;
	return true;
}

/* ---- all ---- */

static int by_code(const void *x, const void *y)
{
	const struct area_figures *const *a = x, *const *b = y;

	return text_cmp((*a)->code, (*b)->code);
}

static struct area_figures *figures_of(const area_figures_list *list, struct text code)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i]->code, code))
			return list->at[i];
	return NULL;
}

static void note_all_taken_in(struct arena *a, const area_figures_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct absorbed part;

		for (size_t k = 0; area_absorbed(&part, list->at[i]->code, k); k++) {
			const struct area_figures *f = figures_of(list, part.code);

			if (f)
				figures_note_taken_in(a, list->at[i], f, part.day);
		}
	}
}

/* Areas under an earlier code go into the one that followed; what is no municipality, or has no people, is left out. */
static void settle(struct arena *a, area_figures_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct area_figures *f = list->at[i];
		struct text now = area_now(f->code);

		finish_counts(&f->census);
		finish_counts(&f->ipss);
		f->name = area_name(now);
		for (size_t j = 0; j < list->n && !text_eq(now, f->code); j++)
			if (text_eq(list->at[j]->code, now) && text_eq(area_before(now), f->code)) {
				figures_join(a, list->at[j], f);
				f->code = TEXT("");
			}
		if (text_eq(area_before(now), f->code))
			f->code = now;
	}
	note_all_taken_in(a, list);
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i]->code.n && area_is_municipality(list->at[i]->code) &&
		    (list->at[i]->census.at.n || list->at[i]->ipss.at.n))
			list->at[n++] = list->at[i];
	list->n = n;
	if (n)
		qsort(list->at, n, sizeof *list->at, by_code);
}

bool figures_load_all(area_figures_list *out, struct context *c, const struct figures_request *q, struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_Z(known_day(room, q)), V_INT(event_of(q)) };
	area_figures_list made = { 0 };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "observations_all", values, 2, err))
		return false;
	while (rows_next(r, &failed)) {
		struct row row = { rows_text(r, 1), rows_text(r, 2), rows_text(r, 3), rows_text(r, 4),
				   rows_text(r, 5) };
		struct area_figures *f = made.n ? made.at[made.n - 1] : NULL;

		if (!f || !text_eq(f->code, rows_text(r, 0))) {
			f = new_figures(c->arena, text_dup(c->arena, rows_text(r, 0)), TEXT(""));
			*LIST_ADD(c->arena, &made) = f;
			progress_step(c->progress, "progress.figures", (int64_t)made.n, 0);
		}
		take_row(c->arena, f, &row);
	}
	if (!rows_end(&r, &failed, err))
		return false;
	settle(c->arena, &made);
	*out = made;
	return true;
}

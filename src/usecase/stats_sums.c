/* A set of municipalities is an area: what is asked of it is the sum. A year in which one member is missing has none,
 * since it would look like a fall. Of a member's rows the one with ages counts, as everywhere; where members give their
 * ages otherwise, only the totals can be added. */
#include "base/decimal.h"
#include "usecase/stats.h"

enum { NUMBERS_MAX = 2 + AGES_5_90_GROUPS };

struct adding {
	struct shown s;
	struct decimal numbers[NUMBERS_MAX];
	size_t n, parts;
	struct text member; /* the last that was added */
};

static size_t parse_numbers(struct decimal out[NUMBERS_MAX], struct text numbers)
{
	size_t n = 0;

	while (numbers.n && n < NUMBERS_MAX) {
		size_t space = text_find(numbers, TEXT(" "));

		if (!decimal_parse(&out[n++], text_slice(numbers, 0, space == SIZE_MAX ? numbers.n : space), NULL))
			return 0;
		numbers = space == SIZE_MAX ? (struct text){ 0 } : text_slice(numbers, space + 1, numbers.n);
	}
	return n;
}

/* Of several states the least certain, of several publications the last. */
static void weaken(struct shown *sum, const struct shown *row)
{
	if (text_is(sum->status, "final") || text_is(row->status, "preliminary") || text_is(row->status, "projection"))
		sum->status = row->status;
	if (!row->o.published.n || text_cmp(row->o.published, sum->o.published) > 0)
		sum->o.published = row->o.published;
	if (row->event > sum->event) {
		sum->event = row->event;
		sum->source = row->source;
		sum->licence = row->licence;
		sum->file = row->file;
		sum->url = row->url;
	}
}

static void add(struct adding *x, const struct shown *row, struct text member)
{
	struct decimal numbers[NUMBERS_MAX];
	size_t n = parse_numbers(numbers, row->o.numbers);

	if (x->parts && text_eq(x->member, member))
		return;
	if (!x->parts)
		x->n = n;
	if (!n || n != x->n || !text_eq(x->s.o.ages, row->o.ages)) {
		x->n = n && x->n ? 1 : 0;
		x->s.o.ages = TEXT(AGES_TOTAL);
	}
	for (size_t i = 0; i < x->n; i++)
		if (x->parts && !decimal_add(&numbers[i], numbers[i], x->numbers[i], NULL))
			x->n = 0;
	for (size_t i = 0; i < x->n; i++)
		x->numbers[i] = numbers[i];
	weaken(&x->s, row);
	x->member = member;
	x->parts++;
}

static const char *words_of(struct arena *a, const struct adding *x)
{
	const char *words = "";

	for (size_t i = 0; i < x->n; i++)
		words = arena_printf(a, "%s%s%s", words, i ? " " : "", DEC(x->numbers[i]));
	return words;
}

void stats_sums(shown_list *out, struct arena *a, const shown_list *rows, const struct area *area)
{
	LIST(struct adding) sums = { 0 };

	for (size_t i = 0; area->members.n > 1 && i < rows->n; i++) {
		const struct shown *row = &rows->at[i];
		struct adding *x = NULL;

		for (size_t k = 0; k < sums.n && !x; k++)
			if (text_eq(sums.at[k].s.o.period, row->o.period) && text_eq(sums.at[k].s.o.sex, row->o.sex))
				x = &sums.at[k];
		if (!x) {
			x = LIST_ADD(a, &sums);
			*x = (struct adding){ .s = *row };
			x->s.o.area = area->code;
		}
		add(x, row, area_now(row->o.area));
	}
	for (size_t k = 0; k < sums.n; k++) {
		struct adding *x = &sums.at[k];

		if (x->parts != area->members.n || !x->n)
			continue;
		x->s.o.numbers = text_of(words_of(a, x));
		*LIST_ADD(a, out) = x->s;
	}
}

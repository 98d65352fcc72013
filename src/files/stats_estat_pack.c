/* Figures of one series, area, period and sex become one observation: one number, or all age groups in their order. The
 * sum of the groups must give the total, or ages overlap, leave a gap, or a mark was no zero. */
#include <stdlib.h>

#include "base/decimal.h"
#include "files/stats_estat_parts.h"

static int by_key(const struct piece *a, const struct piece *b)
{
	int order = text_cmp(a->o.series, b->o.series);

	if (!order)
		order = text_cmp(a->o.area, b->o.area);
	if (!order)
		order = text_cmp(a->o.period, b->o.period);
	return order ? order : text_cmp(a->o.sex, b->o.sex);
}

static int by_key_and_slot(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	int order = by_key(a, b);

	if (!order)
		order = a->slot - b->slot;
	if (!order)
		order = (a->o.line > b->o.line) - (a->o.line < b->o.line);
	return order ? order : (a->column > b->column) - (a->column < b->column);
}

static void row_fault(struct taking *w, const struct piece *p, struct msg what)
{
	stats_fault(w->a, w->out, p->o.line, p->column, what);
}

/* All ages of one row: a mark is none there, if the sum says so. */
static bool pack_ages(struct taking *w, const struct piece *p, size_t n, struct observation *o)
{
	struct decimal at[SLOTS] = { { 0 } }, sum = decimal_of(0), d;
	bool there[SLOTS] = { false };
	const char *numbers = "";

	for (size_t i = 0; i < n; i++) {
		if (!decimal_parse(&d, p[i].value, NULL))
			d = decimal_of(0);
		if (there[p[i].slot] && p[i].slot != SLOT_90) {
			row_fault(w, &p[i], msg_make(w->a, "estat.twice", NULL));
			return false;
		}
		if (!decimal_add(&at[p[i].slot], at[p[i].slot], d, NULL))
			return false;
		there[p[i].slot] = true;
	}
	if (!stats_ages_whole(w->a, w->out, o, there, 1 + SLOT_90))
		return false;
	o->ages = there[SLOT_UNKNOWN] ? TEXT(AGES_5_90_UNKNOWN) : TEXT(AGES_5_90);
	for (int i = 0; i < SLOTS; i++) {
		if (!there[i])
			continue;
		if (i && !decimal_add(&sum, sum, at[i], NULL))
			return false;
		numbers = arena_printf(w->a, "%s%s%s", numbers, i ? " " : "", DEC(at[i]));
	}
	o->numbers = text_of(numbers);
	if (decimal_eq(sum, at[SLOT_TOTAL]))
		return true;
	row_fault(w, p, msg_make(w->a, "stats.ages-sum", "sum", DEC(sum), "total", DEC(at[SLOT_TOTAL]), NULL));
	return false;
}

/* A row of nothing but marks says nothing. */
static bool all_marks(const struct piece *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (decimal_parse(&(struct decimal){ 0 }, p[i].value, NULL))
			return false;
	return true;
}

void estat_pack(struct taking *w)
{
	size_t to;

	if (w->pieces.n)
		qsort(w->pieces.at, w->pieces.n, sizeof *w->pieces.at, by_key_and_slot);
	for (size_t from = 0; from < w->pieces.n; from = to) {
		const struct piece *p = &w->pieces.at[from];
		struct observation o = p->o;

		for (to = from + 1; to < w->pieces.n && by_key(p, &w->pieces.at[to]) == 0;)
			to++;
		if (!w->by_age) {
			/* Of two about the same the import says where both stand. */
			for (size_t i = from; i < to; i++) {
				o = w->pieces.at[i].o;
				o.ages = TEXT(AGES_TOTAL);
				o.numbers = w->pieces.at[i].value;
				*LIST_ADD(w->a, &w->out->rows) = o;
			}
		} else if (!all_marks(p, to - from) && pack_ages(w, p, to - from, &o)) {
			*LIST_ADD(w->a, &w->out->rows) = o;
		}
	}
}

/* target/judge_due.c - when the target is due, in the periods by which the measure is counted, and the share of time
 * gone.
 *
 * A plan says "2023年度" for every KPI, but births and moves are counted by calendar year: a value of FY2023 would
 * never come. So the due period is translated, as a remark, into the last period of the measure's own kind that the
 * plan can have meant: FY2023 of a calendar-year measure is CY2023.
 */
#include "target/judge_parts.h"

static enum period_kind counted_by(const struct judge_input *in)
{
	if (in->counted_by != PERIOD_NONE)
		return in->counted_by;
	if (in->actual.period.kind != PERIOD_NONE)
		return in->actual.period.kind;
	return in->baseline.period.kind;
}

/* The last fiscal or calendar year that is over on the day. */
static int last_year_over(struct date day, enum period_kind kind)
{
	struct date next = date_from_days(date_days(day) + 1);

	return (kind == PERIOD_FY ? date_fiscal_year(next) : next.year) - 1;
}

/* The day of the year `day` (1 October, 31 March, ...) inside the period. */
static struct date day_inside(struct date day, struct period within)
{
	struct date first = period_first(within), d = { first.year, day.month, day.day };

	if (date_cmp(d, first) < 0)
		d.year++;
	if (d.month == 2 && d.day == 29 && !date_exists(d))
		d.day = 28;
	return d;
}

/* The last such day not after the due day. */
static struct date day_until(struct date day, struct date due)
{
	struct date d = { due.year, day.month, day.day };

	if (date_cmp(d, due) > 0)
		d.year--;
	if (d.month == 2 && d.day == 29 && !date_exists(d))
		d.day = 28;
	return d;
}

static struct period translated(const struct judge_input *in, enum period_kind kind)
{
	struct period due = in->due;
	struct date day = in->actual.period.kind == PERIOD_DATE ? in->actual.period.date : in->baseline.period.date;

	if (kind == PERIOD_DATE) {
		if (!date_exists(day))
			return due; /* counted at a day, but nobody said at which */
		return (struct period){ .kind = PERIOD_DATE,
					.date = due.kind == PERIOD_DATE ? day_until(day, due.date)
									: day_inside(day, due) };
	}
	if (due.kind == PERIOD_DATE)
		return (struct period){ .kind = kind, .year = (int16_t)last_year_over(due.date, kind) };
	return (struct period){ .kind = kind, .year = due.year };
}

void judge_due(struct judgement *j)
{
	const struct judge_input *in = j->in;
	static const char *const otherwise[] = { [PERIOD_FY] = "target.remark.counted-by-fiscal-year",
						 [PERIOD_CY] = "target.remark.counted-by-calendar-year",
						 [PERIOD_DATE] = "target.remark.counted-at-a-day" };
	enum period_kind kind = counted_by(in);

	j->v->due = in->due;
	if (in->actual.has_value && in->actual.period.kind != PERIOD_NONE && in->actual.period.kind != kind)
		judge_remark(j, otherwise[kind], "period", judge_period_en(j->a, in->actual.period), NULL, NULL);
	if (in->due.kind == PERIOD_NONE || kind == PERIOD_NONE || (kind == in->due.kind && kind != PERIOD_DATE))
		return;
	j->v->due = translated(in, kind);
	if (period_eq(j->v->due, in->due))
		return;
	judge_remark(j, "target.remark.due-translated", "written", judge_period_en(j->a, in->due), "due",
		     judge_period_en(j->a, j->v->due));
	struct msg *m = &j->v->remarks.at[j->v->remarks.n - 1];
	m->args[m->n_args++] = (struct msg_arg){ "written_ja", judge_period_ja(j->a, in->due) };
	m->args[m->n_args++] = (struct msg_arg){ "due_ja", judge_period_ja(j->a, j->v->due) };
}

void judge_elapsed(struct judgement *j)
{
	const struct period *b = &j->in->baseline.period, *x = &j->in->actual.period, *due = &j->v->due;
	double tb, e;

	if (b->kind == PERIOD_NONE || x->kind == PERIOD_NONE || due->kind == PERIOD_NONE)
		return;
	tb = period_middle(*b);
	if (period_middle(*x) < tb)
		judge_remark(j, "target.remark.before-baseline", "period", judge_period_en(j->a, *x), "period_ja",
			     judge_period_ja(j->a, *x));
	if (!(period_middle(*due) > tb))
		return;
	e = (period_middle(*x) - tb) / (period_middle(*due) - tb);
	j->v->has_elapsed = true;
	j->v->elapsed = e < 0 ? 0 : e > 1 ? 1 : e;
}

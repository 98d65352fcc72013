/* target/judge_say.c - the figures of a reason as text. The sentences are in po/. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "target/judge_parts.h"

const char *judge_number(struct arena *a, struct decimal d)
{
	struct buf b = { 0 };
	const char *said;

	digits_grouped(&b, DEC(d), "-");
	said = text_z(a, buf_view(&b));
	buf_clear(&b);
	return said;
}

const char *judge_double(struct arena *a, double d, int digits)
{
	struct buf b = { 0 };
	const char *plain, *said;

	if (!(fabs(d) < 1e15))
		return arena_printf(a, "%.3e", d);
	plain = arena_printf(a, "%.*f", digits, d);
	if (!plain[strcspn(plain, "123456789")])
		plain += plain[0] == '-'; /* never "-0.0" */
	digits_grouped(&b, plain, "-");
	said = text_z(a, buf_view(&b));
	buf_clear(&b);
	return said;
}

const char *judge_size(struct arena *a, double d)
{
	int digits = 2;
	char *said, *end;

	while (digits < DECIMAL_DIGITS_MAX && d != 0 && fabs(d) * pow(10, digits) < 9.5)
		digits++;
	said = arena_strdup(a, judge_double(a, d, digits));
	end = said + strlen(said);
	if (!strchr(said, '.') || strchr(said, 'e'))
		return said;
	while (end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
	return said;
}

const char *judge_percent(struct arena *a, double share)
{
	double percent = round(share * 100);

	/* As an integer: it never says "-0", and a double is slow to print. */
	return fabs(percent) < 1e15 ? arena_printf(a, "%lld", (long long)percent) : judge_double(a, percent, 0);
}

const char *judge_period_ja(struct arena *a, struct period p)
{
	switch (p.kind) {
	case PERIOD_FY:
		return arena_printf(a, "%d年度", p.year);
	case PERIOD_CY:
		return arena_printf(a, "%d年", p.year);
	case PERIOD_DATE:
		return arena_printf(a, "%d年%d月%d日", p.date.year, p.date.month, p.date.day);
	default:
		return "";
	}
}

const char *judge_period_en(struct arena *a, struct period p)
{
	return arena_strdup(a, PERIOD(p));
}

static void arg(struct msg *m, const char *name, const char *value)
{
	if (name && value && m->n_args < MSG_ARGS_MAX)
		m->args[m->n_args++] = (struct msg_arg){ name, value };
}

void judge_reason(struct judgement *j, const char *id, const char *name1, const char *value1, const char *name2,
		  const char *value2)
{
	const struct verdict *v = j->v;
	struct msg m = { .id = id };

	arg(&m, name1, value1);
	arg(&m, name2, value2);
	if (j->in->actual.has_value)
		arg(&m, "value", judge_number(j->a, j->in->actual.value));
	if (j->has_b)
		arg(&m, "baseline", judge_number(j->a, j->b));
	if (v->has_target_high)
		arg(&m, "target",
		    arena_printf(j->a, "%s～%s", judge_number(j->a, v->target), judge_number(j->a, v->target_high)));
	else if (v->has_target)
		arg(&m, "target", judge_number(j->a, v->target));
	if (v->has_short_by)
		arg(&m, "short", judge_number(j->a, v->short_by));
	else if (v->has_target && j->in->actual.has_value && !band_holds(&j->band, wide_of(j->in->actual.value)))
		/* beyond 18 digits */
		arg(&m, "short",
		    judge_double(j->a, wide_double(band_distance(&j->band, wide_of(j->in->actual.value))), 0));
	if (v->due.kind != PERIOD_NONE && m.n_args + 2 <= MSG_ARGS_MAX) {
		arg(&m, "due", judge_period_en(j->a, v->due));
		arg(&m, "due_ja", judge_period_ja(j->a, v->due));
	}
	j->v->reason = m;
}

void judge_remark(struct judgement *j, const char *id, const char *name1, const char *value1, const char *name2,
		  const char *value2)
{
	struct msg m = { .id = id };

	arg(&m, name1, value1);
	arg(&m, name2, value2);
	*LIST_ADD(j->a, &j->v->remarks) = m;
}

void judge_remark_of_periods(struct judgement *j, const char *id, struct period from, struct period to)
{
	struct msg m = { .id = id };

	arg(&m, "from", judge_period_en(j->a, from));
	arg(&m, "from_ja", judge_period_ja(j->a, from));
	arg(&m, "to", judge_period_en(j->a, to));
	arg(&m, "to_ja", judge_period_ja(j->a, to));
	*LIST_ADD(j->a, &j->v->remarks) = m;
}

/* Is the change that the target asks for larger than what the measure shows by itself? Three kinds, in this order:
 * a survey (chance of the sample), a method (another way of counting gives another figure), and rounding.
 * data/noise.csv tells by words of the name which measure is of which kind. */
#include "plan/check_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"

enum { USUAL_SAMPLE = 1000 }; /* a survey that does not say how many answered is judged so: FACTS 3.5 */

/* The line of noise.csv of that kind with a word that stands in the name; its third field, or empty where there is
 * none. */
static bool noise_of(struct text name, const char *kind, struct text *size)
{
	struct text rest = embed_find(&embed_data, "noise.csv");

	while (rest.n) {
		size_t end = text_find(rest, TEXT("\n")), comma;
		struct text line = text_slice(rest, 0, end == SIZE_MAX ? rest.n : end), word;

		rest = text_slice(rest, line.n + 1, rest.n);
		if (!text_starts(line, text_of(kind)) || (comma = text_find(line, TEXT(","))) == SIZE_MAX)
			continue;
		line = text_slice(line, comma + 1, line.n);
		comma = text_find(line, TEXT(","));
		word = text_slice(line, 0, comma == SIZE_MAX ? line.n : comma);
		if (!word.n || text_find(name, word) == SIZE_MAX)
			continue;
		line = text_slice(line, word.n + 1, line.n);
		comma = text_find(line, TEXT(","));
		*size = text_slice(line, 0, comma == SIZE_MAX ? line.n : comma);
		return true;
	}
	return false;
}

static bool is_share(const struct plan_kpi *k)
{
	static const char *const units[] = { "％", "%", "パーセント", "ポイント" };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (text_find(k->unit, text_of(units[i])) != SIZE_MAX ||
		    text_find(k->target.is.unit, text_of(units[i])) != SIZE_MAX)
			return true;
	return false;
}

/* 回答1,430人, n=1,430, ｎ＝１，４３０ in the baseline's note; 0 where it does not say. */
static int sample_in(struct text note)
{
	static const char *const before[] = { "n=", "n＝", "ｎ=", "ｎ＝", "N=", "Ｎ＝", "回答数", "回答者数", "回答" };
	int n = 0;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t at = text_find(note, text_of(before[i]));
		struct text rest;

		if (at == SIZE_MAX)
			continue;
		for (rest = text_slice(note, at + text_of(before[i]).n, note.n); rest.n && n < 10000000;) {
			uint32_t ch = text_next(&rest);

			if (ch >= 0xFF10 && ch <= 0xFF19)
				ch -= 0xFF10 - '0';
			if (ch >= '0' && ch <= '9')
				n = n * 10 + (int)(ch - '0');
			else if (ch != ',' && ch != 0xFF0C)
				break;
		}
		if (n)
			return n;
	}
	return 0;
}

/* 1.96 standard errors of the difference of two independent samples of n, in points. */
static double survey_noise(double from, double to, int n)
{
	double p = from / 100, q = to / 100;

	return 196 * sqrt((p * (1 - p) + q * (1 - q)) / n);
}

static const char *tenths(struct check *c, double x)
{
	return arena_printf(c->arena, "%.1f", x);
}

static bool survey_says(struct check *c, const struct plan_kpi *k, const char *change)
{
	double from = decimal_double(k->baseline.value), to = decimal_double(k->target.is.value), noise;
	int said = sample_in(k->baseline.note), n = said ? said : USUAL_SAMPLE;
	struct text unused;

	if (!is_share(k) || from < 0 || from > 100 || to < 0 || to > 100 || !noise_of(k->name, "survey,", &unused))
		return false;
	noise = survey_noise(from, to, n);
	if (fabs(to - from) < noise)
		check_say(c, said ? "plan.change-within-noise.survey" : "plan.change-within-noise.survey-assumed", k, 0,
			  "change", change, "noise", tenths(c, noise), "n", NUM(n), NULL);
	return true;
}

static bool method_says(struct check *c, const struct plan_kpi *k, const char *change)
{
	double from = decimal_double(k->baseline.value), to = decimal_double(k->target.is.value), share;
	struct text size;

	if (!noise_of(k->name, "method,", &size))
		return false;
	share = strtod(check_z(c, size), NULL);
	if (fabs(to - from) < share * fabs(from))
		check_say(c, "plan.change-within-noise.method", k, 0, "change", change, "noise",
			  tenths(c, share * fabs(from)), "percent", tenths(c, 100 * share), NULL);
	return true;
}

static void rounding_says(struct check *c, const struct plan_kpi *k, struct decimal change)
{
	struct decimal half = decimal_half_last_digit(k->baseline.value);

	if (change.coefficient < 0)
		change = decimal_neg(change);
	if (decimal_cmp(change, half) <= 0)
		check_say(c, "plan.change-within-noise.rounding", k, 0, "change", DEC(change), "baseline",
			  DEC(k->baseline.value), NULL);
}

void check_change_within_noise(struct check *c, const struct plan_kpi *k)
{
	struct decimal change;

	if (!k->baseline.has_value || !k->target.is.has_value || k->target.is.cumulative || k->increments.n ||
	    k->target.is.op > TARGET_LESS_THAN || !decimal_sub(&change, k->target.is.value, k->baseline.value, NULL) ||
	    !decimal_sign(change))
		return;
	if (!survey_says(c, k, DEC(change)) && !method_says(c, k, DEC(change)))
		rounding_says(c, k, change);
}

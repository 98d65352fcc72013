/* Rules about the text itself: one figure with two periods, likely slips of the pen, an opening used twice. */
#include "plan/check_rules.h"

#include <stdlib.h>

#include "base/embed.h"

/* Full-width ASCII and the ideographic space as ASCII: only for looking, the text stays as it is. */
static uint32_t narrow(uint32_t ch)
{
	if (ch >= 0xFF01 && ch <= 0xFF5E)
		return ch - 0xFEE0;
	return ch == 0x3000 ? ' ' : ch;
}

static uint32_t peek(struct text t)
{
	return t.n ? narrow(text_next(&t)) : 0;
}

static bool is_digit(uint32_t ch)
{
	return ch >= '0' && ch <= '9';
}

/* The number at the front of *t, which is taken off; separators of thousands are stepped over. */
static bool take_number(struct text *t, struct decimal *d)
{
	char room[DECIMAL_DIGITS_MAX + 2];
	size_t n = 0;
	uint32_t ch;

	while (is_digit(ch = peek(*t)) || ((ch == ',' || ch == '.') && n)) {
		struct text behind = *t;

		text_next(&behind);
		if (!is_digit(ch) && !is_digit(peek(behind)))
			break;
		if (ch != ',' && n < sizeof room)
			room[n++] = (char)ch;
		*t = behind;
	}
	return decimal_parse(d, (struct text){ room, n < sizeof room ? n : 0 }, NULL);
}

static void skip_spaces(struct text *t)
{
	while (peek(*t) == ' ')
		text_next(t);
}

/* 2019年 or 2019年度 behind its number: *p, and true. */
static bool take_year(struct text *t, struct decimal d, struct text era, struct period *p)
{
	struct text rest = *t;
	int64_t year = d.scale ? 0 : era.n && d.coefficient < 100 ? era_year(era, (int)d.coefficient) : d.coefficient;

	skip_spaces(&rest);
	if (year < 1900 || year > 2100 || !text_starts(rest, TEXT("年")))
		return false;
	rest = text_slice(rest, 3, rest.n);
	*p = (struct period){ .kind = text_starts(rest, TEXT("度")) ? PERIOD_FY : PERIOD_CY, .year = (int16_t)year };
	*t = rest;
	return true;
}

/* What the sentence at hand said of itself so far. */
struct reading {
	struct text rest, era;
	struct period year;
};

/* Reads on to the next number that is no year; false at the end of the paragraph. */
static bool next_figure(struct reading *r, struct decimal *d)
{
	while (r->rest.n) {
		struct text era = text_slice(r->rest, 0, 6);

		if (is_digit(peek(r->rest))) {
			if (!take_number(&r->rest, d) || take_year(&r->rest, *d, r->era, &r->year))
				continue;
			return true;
		}
		if (era_year(era, 1)) {
			r->era = era;
			r->rest = text_slice(r->rest, 6, r->rest.n);
			if (text_starts(r->rest, TEXT("元"))) {
				r->rest = text_slice(r->rest, 3, r->rest.n);
				take_year(&r->rest, decimal_of(1), era, &r->year);
			}
			continue;
		}
		if (text_starts(r->rest, TEXT("。")))
			r->year.kind = PERIOD_NONE;
		if (peek(r->rest) != ' ')
			r->era.n = 0;
		text_next(&r->rest);
	}
	return false;
}

/* A figure of chapter 4 whose sentence named a year. */
struct told {
	struct decimal value;
	struct period year;
	struct text behind; /* with its unit in front */
	size_t at;          /* the order of the text */
};
typedef LIST(struct told) told_list;

static void read_figures(struct arena *a, told_list *figures, struct text paragraph)
{
	struct reading r = { .rest = paragraph };
	struct decimal d;

	while (next_figure(&r, &d)) {
		struct text behind = r.rest;
		size_t at = figures->n;

		skip_spaces(&behind);
		if (r.year.kind != PERIOD_NONE)
			*LIST_ADD(a, figures) = (struct told){ d, r.year, behind, at };
	}
}

static int by_value(const void *x, const void *y)
{
	const struct told *a = x, *b = y;
	int c = decimal_cmp(a->value, b->value);

	return c ? c : (a->at > b->at) - (a->at < b->at);
}

/* The first figure that is not below the value. */
static size_t first_not_below(const told_list *figures, struct decimal value)
{
	size_t low = 0, high = figures->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (decimal_cmp(figures->at[mid].value, value) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void compare_baseline(struct check *c, const struct plan_kpi *k, const told_list *figures)
{
	const struct plan_baseline *b = &k->baseline;

	for (size_t i = first_not_below(figures, b->value); i < figures->n; i++) {
		const struct told *f = &figures->at[i];

		if (!decimal_eq(f->value, b->value))
			return;
		if (!text_starts(f->behind, k->unit) || period_eq(f->year, b->period))
			continue;
		check_say(c, "plan.period-conflict", k, 0, "value", DEC(b->value), "there", PERIOD(f->year), "there_ja",
			  check_period_ja(c, f->year), "here", PERIOD(b->period), "here_ja",
			  check_period_ja(c, b->period), NULL);
		return;
	}
}

/* Only figures of three digits and more: small numbers meet by chance. The text is read once, whatever the number of
 * KPIs. */
void check_period_conflict(struct check *c)
{
	told_list figures = { 0 };

	for (size_t i = 0; i < c->plan->narrative.n; i++)
		read_figures(c->arena, &figures, c->plan->narrative.at[i]);
	if (!figures.n)
		return;
	qsort(figures.at, figures.n, sizeof *figures.at, by_value);
	for (size_t i = 0; i < c->plan->kpis.n; i++) {
		const struct plan_baseline *b = &c->plan->kpis.at[i].baseline;

		if (b->has_value && (b->period.kind == PERIOD_FY || b->period.kind == PERIOD_CY) &&
		    (b->value.coefficient >= 100 || b->value.coefficient <= -100))
			compare_baseline(c, &c->plan->kpis.at[i], &figures);
	}
}

/* The words around: up to n characters before and behind. */
static struct text around(struct text t, size_t from, size_t to, int n)
{
	for (int i = 0; i < n && from > 0; i++)
		do
			from--;
		while (from > 0 && ((unsigned char)t.p[from] & 0xC0) == 0x80);
	for (int i = 0; i < n && to < t.n; i++)
		do
			to++;
		while (to < t.n && ((unsigned char)t.p[to] & 0xC0) == 0x80);
	return text_slice(t, from, to);
}

/* Compares a text with each line wrong,right of slips.csv. */
static void look_for_slips(struct check *c, struct text t, uint32_t line)
{
	struct text rest = embed_find(&embed_data, "slips.csv");

	while (t.n && rest.n) {
		size_t end = text_find(rest, TEXT("\n")), comma, at;
		struct text row = text_slice(rest, 0, end == SIZE_MAX ? rest.n : end), wrong;

		rest = text_slice(rest, row.n + 1, rest.n);
		comma = text_find(row, TEXT(","));
		if (!row.n || *row.p == '#' || comma == SIZE_MAX)
			continue;
		wrong = text_slice(row, 0, comma);
		at = text_find(t, wrong);
		if (at != SIZE_MAX)
			check_say(c, "plan.slip-of-the-pen", NULL, line, "wrong", check_z(c, wrong), "right",
				  check_z(c, text_slice(row, comma + 1, row.n)), "where",
				  check_z(c, around(t, at, at + wrong.n, 8)), NULL);
	}
}

static void slips_in_list(struct check *c, const text_list *l, uint32_t line)
{
	for (size_t i = 0; i < l->n; i++)
		look_for_slips(c, l->at[i], line);
}

static void slips_in_measure(struct check *c, const struct plan_measure *m)
{
	look_for_slips(c, m->business, m->lines.first);
	look_for_slips(c, m->guide.wording, m->guide.lines.first);
	look_for_slips(c, m->evaluation.wording, m->evaluation.lines.first);
	for (size_t i = 0; i < m->projects.n; i++) {
		const struct plan_project *p = &m->projects.at[i];

		look_for_slips(c, p->title, p->lines.first);
		slips_in_list(c, &p->content, p->lines.first);
		slips_in_list(c, &p->actions, p->lines.first);
		slips_in_list(c, &p->notes, p->lines.first);
	}
}

void check_slip_of_the_pen(struct check *c)
{
	const struct plan *p = c->plan;

	look_for_slips(c, p->title, p->title_lines.first);
	slips_in_list(c, &p->narrative, p->narrative_lines.first);
	for (size_t i = 0; i < p->goals.n; i++) {
		look_for_slips(c, p->goals.at[i].title, p->goals.at[i].lines.first);
		look_for_slips(c, p->goals.at[i].subtitle, p->goals.at[i].lines.first);
	}
	for (size_t i = 0; i < p->kpis.n; i++)
		look_for_slips(c, p->kpis.at[i].name, p->kpis.at[i].lines.first);
	for (size_t i = 0; i < p->measures.n; i++)
		slips_in_measure(c, &p->measures.at[i]);
	look_for_slips(c, p->overview, p->overview_lines.first);
	for (size_t i = 0; i < p->others.n; i++)
		slips_in_list(c, &p->others.at[i].paragraphs, p->others.at[i].lines.first);
}

static struct text opening(struct text paragraph)
{
	static const char *const words[] = {
		"加えて", "また", "さらに", "そして", "あわせて", "次に", "このほか", NULL
	};

	for (size_t i = 0; words[i]; i++)
		if (text_starts(paragraph, text_of(words[i])) &&
		    text_starts(text_slice(paragraph, text_of(words[i]).n, paragraph.n), TEXT("、")))
			return text_of(words[i]);
	return (struct text){ 0 };
}

void check_paragraph_opening_repeated(struct check *c)
{
	for (size_t m = 0; m < c->plan->measures.n; m++)
		for (size_t i = 0; i < c->plan->measures.at[m].projects.n; i++) {
			const struct plan_project *p = &c->plan->measures.at[m].projects.at[i];

			for (size_t n = 1; n < p->content.n; n++) {
				struct text word = opening(text_trim(p->content.at[n]));

				if (word.n && text_eq(word, opening(text_trim(p->content.at[n - 1]))))
					check_say(c, "plan.paragraph-opening-repeated", NULL, p->lines.first, "mark",
						  check_z(c, p->mark), "word", check_z(c, word), NULL);
			}
		}
}

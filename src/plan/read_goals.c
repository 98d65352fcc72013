/* Chapter 4 without its table: the narrative, and the goals that are named in it (基本目標１ 題名～副題～). */
#include "plan/read_parts.h"

#include <string.h>

static bool is_counter(uint32_t c)
{
	static const uint32_t counters[] = { 0x4EBA, 0x4EF6, 0x5186, 0x5E74, 0x56DE, 0x5343, 0x4E07, 0x5104,
					     0x7B87, 0x793E, 0x4E16, 0x6238, 0x540D, 0x5272, 0x500D, 0x6708,
					     0x65E5, 0x4EE5, '%',    ',',    '.',    '-',    '~',    '/' };

	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		if (counters[i] == c)
			return true;
	return is_digit(c);
}

/* 基本目標１, 【基本目標Ⅰ】, 戦略目標(2), 目標①: the word, then a number in any dress, brackets around either. */
int read_goal_name(const struct fold *f, size_t *used)
{
	static const char *const words[] = { "基本目標", "戦略目標", "政策目標", "重点目標", "戦略の柱",
					     "基本戦略", "基本方針", "重点戦略", "総合目標", "目標" };
	size_t i = 0, n = 0;
	bool open, inner;
	int number;

	while (i < f->n && (f->c[i] == 0x30FB || f->c[i] == 0x25CB || f->c[i] == '#' || f->c[i] == '-' ||
			    f->c[i] == 0x25A0 || f->c[i] == 0x25C6 || f->c[i] == 0x25CF || f->c[i] == '*' ||
			    f->c[i] == 0x25C7 || f->c[i] == 0x25A1 || f->c[i] == 0x25CE))
		i++;
	open = is_open(f->c[i]) && i < f->n;
	i += open;
	for (size_t k = 0; !n && k < sizeof words / sizeof *words; k++)
		n = fold_starts(f, i, words[k]);
	if (!n)
		return 0;
	i += n;
	inner = is_open(f->c[i]) && i < f->n;
	i += inner;
	if (f->c[i] == '-' || f->c[i] == '.' || f->c[i] == ' ')
		i++;
	number = fold_ordinal(f, &i);
	if (!number || number > 99)
		return 0;
	if (inner) {
		if (!is_close(f->c[i]))
			return 0;
		i++;
	}
	/* 目標 50人 is a figure, no goal. */
	if (!open && !inner && n == 2 && (number > 9 || is_counter(f->c[i])))
		return 0;
	if (open && is_close(f->c[i]))
		i++;
	*used = i;
	return number;
}

/* に, の, を, ... behind the name: a sentence about the goal, unless it is the beginning of a word (にぎわい). */
static bool is_particle(const struct fold *f, size_t at)
{
	static const char *const words[] = { "にぎ", "のび", "のど", "はたら", "はぐく", "はじ", "がん", "とも",
					     "とど", "もの", "もて", "やさ",   "やす",   "やり", "かが", "かな" };
	static const uint32_t particles[] = {
		0x306B, 0x306E, 0x3092, 0x306F, 0x304C, 0x3068, 0x3067, 0x3082, 0x3084, 0x304B, 0x3078
	}; /* に の を は が と で も や か へ */

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (fold_starts(f, at, words[k]))
			return false;
	for (size_t k = 0; k < sizeof particles / sizeof *particles; k++)
		if (f->c[at] == particles[k])
			return true;
	return false;
}

static bool is_title(const struct fold *f, size_t at, struct text t)
{
	uint32_t c = f->c[at];

	if (at >= f->n)
		return true;
	if (c == 0x3001 || c == 0x3002 || c == '-' || c == '~' || c == 0x30FB || c == '/' || c == ')')
		return false;
	if ((!is_particle(f, at) && c != 0x53CA) /* 及 */ || is_close(f->c[at - 1]))
		return true;
	return f->at[at] > 0 &&
	       (t.p[f->at[at] - 1] == ' ' || text_ends(text_slice(t, 0, f->at[at]), TEXT("\xe3\x80\x80")));
}

static bool is_wave(uint32_t c)
{
	return c == '~';
}

/* The subtitle stands between waves (or dashes) at the end. */
static void split_title(struct plan_goal *g, struct text all)
{
	struct fold f;
	size_t first;

	g->title = all;
	fold_text(&f, all);
	if (f.n < 4 || f.n == FOLD_MAX)
		return;
	if (!is_wave(f.c[f.n - 1]) && f.c[f.n - 1] != '-')
		return;
	for (first = f.n - 2; first > 0; first--)
		if (f.c[first] == f.c[f.n - 1] && (f.c[first] == '~' || first + 3 < f.n))
			break;
	/* - is also the long vowel of katakana: then it must stand behind a space. */
	if (first == 0 || (f.c[first] == '-' && all.p[f.at[first] - 1] != ' '))
		return;
	g->title = fold_slice(&f, all, 0, first);
	g->subtitle = fold_slice(&f, all, first + 1, f.n - 1);
}

static struct plan_goal *goal_of(struct plan *plan, int number)
{
	for (size_t i = 0; i < plan->goals.n; i++)
		if (plan->goals.at[i].number == number)
			return &plan->goals.at[i];
	return NULL;
}

static size_t skip_signs(const struct fold *f, size_t at)
{
	while (at < f->n && (f->c[at] == ':' || f->c[at] == '.' || f->c[at] == 0x300D || f->c[at] == ']' ||
			     f->c[at] == 0x3011 || f->c[at] == '*'))
		at++;
	return at;
}

/* 「…」 around a whole title is not part of it. */
static struct text unquote(struct text t)
{
	if (text_starts(t, TEXT("「")) && text_ends(t, TEXT("」")) &&
	    text_find(text_slice(t, 3, t.n - 3), TEXT("「")) == SIZE_MAX)
		return text_slice(t, 3, t.n - 3);
	return t;
}

static bool has_wave(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++)
		if (is_wave(f.c[i]))
			return true;
	return false;
}

/* ～移住 / ・定住の促進～: the line begins like an item, but the subtitle has not ended. */
static bool subtitle_goes_on(const struct doc *d, size_t from, size_t end)
{
	bool open = false;
	struct fold f;

	for (size_t i = from; i < end; i++) {
		fold_text(&f, d->pieces.at[i].t);
		for (size_t k = 0; k < f.n; k++)
			open ^= is_wave(f.c[k]);
	}
	return open && has_wave(d->pieces.at[end].t);
}

/* The pieces that a goal's heading takes: its sentence, and a subtitle that begins the next line with a wave. */
static size_t goal_end(const struct doc *d, size_t from, size_t to)
{
	size_t end = from + 1;

	for (; end < to && end < from + 6; end++) {
		struct text next = d->pieces.at[end].t;
		struct fold f;
		size_t used;

		fold_text(&f, text_slice(next, 0, 60));
		if (read_goal_name(&f, &used))
			break;
		if ((f.n && is_wave(f.c[0])) || subtitle_goes_on(d, from, end))
			continue;
		if (read_starts_item(next))
			break;
		if (!read_goes_on(d, end - 1, to))
			break;
	}
	return end;
}

/* The enumerator at the front: ① or （１） or Ⅰ. How many characters; *dress tells one kind from another. */
static size_t enumerator(const struct fold *f, struct text t, int *number, int *dress)
{
	size_t i = is_open(f->c[0]), from = i;

	*number = fold_ordinal(f, &i);
	if (!*number || i >= f->n)
		return 0;
	*dress = from ? 1 : is_digit(f->c[0]) ? 2 : (int)(f->c[0] >> 8);
	if (from || f->c[i] == '.' || f->c[i] == ')')
		i++;
	else if (*dress == 2 && (is_counter(f->c[i]) || (t.p[f->at[i] - 1] != ' ' && t.p[f->at[i] - 1] != '\t' &&
							 !text_ends(text_slice(t, 0, f->at[i]), TEXT("\xe3\x80\x80")))))
		return 0; /* 2020年: a number in a sentence; １　産業を育てる has a gap */
	return i;
}

/* A list 1, 2, 3 of short lines: how many of them begin at piece i. */
static size_t list_of_goals(const struct doc *d, size_t i, size_t to)
{
	int dress = 0, n = 0;
	size_t k = i;
	struct fold f;

	for (; k < to; k++) {
		struct text t = d->pieces.at[k].t;
		int number, kind;

		fold_text(&f, text_slice(t, 0, 60));
		if (!enumerator(&f, t, &number, &kind) || number != n + 1 || (n && kind != dress) ||
		    quick_width(t) > 80 || text_ends(t, TEXT("。")))
			break;
		dress = kind;
		n = number;
	}
	return k - i > 1 ? k - i : 0;
}

/* Where nothing is called 基本目標１: 「次の三つを基本目標とする。」 and a list, or 【基本目標】 and its title. The
 * number and how many characters it takes; 0 for none. */
static int unnamed_goal(const struct doc *d, const struct plan *plan, size_t from, size_t i, size_t to, size_t *used)
{
	struct fold f;
	int number, dress;
	size_t n, at;

	fold_text(&f, text_slice(d->pieces.at[i].t, 0, 120));
	at = is_open(f.c[0]);
	n = fold_starts(&f, at, "基本目標");
	if (n && is_close(f.c[at + n]) == (at > 0) && (at || f.c[n] == ':') && at + n + 1 < f.n) {
		*used = at + n + 1;
		return (int)plan->goals.n + 1;
	}
	*used = enumerator(&f, d->pieces.at[i].t, &number, &dress);
	if (!*used || number != (int)plan->goals.n + 1 || text_ends(d->pieces.at[i].t, TEXT("。")))
		return 0;
	if (number > 1)
		return plan->goals.at[plan->goals.n - 1].lines.last + 2 >= d->pieces.at[i].line ||
				       list_of_goals(d, i - 1, to) || d->spaced
			       ? number
			       : 0;
	for (size_t k = i > from + 2 ? i - 2 : from; k < i; k++)
		if (text_find(d->pieces.at[k].t, TEXT("目標")) != SIZE_MAX)
			return list_of_goals(d, i, to) ? number : 0;
	return 0;
}

static bool add_goal(struct doc *d, struct plan *plan, size_t from, size_t end, int number, size_t used)
{
	struct text all = read_joined(d, from, end);
	struct plan_goal *g;
	struct fold f;
	size_t at;

	if (goal_of(plan, number))
		return false;
	fold_text(&f, all);
	g = LIST_ADD(d->a, &plan->goals);
	g->number = number;
	for (at = 0; at < used && (is_kanji(f.c[at]) || is_open(f.c[at])) == false; at++)
		;                 /* the bullet is no part of its name */
	at = at == used ? 0 : at; /* ① alone */
	g->wording = fold_slice(&f, all, at, used);
	at = skip_signs(&f, used);
	split_title(g, unquote(at < f.n ? trim(text_slice(all, f.at[at], all.n)) : TEXT("")));
	g->lines = read_span(d, from, end);
	return true;
}

void read_goals(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	size_t prose = from;
	struct fold f;

	for (size_t i = from; i < to;) {
		struct text t = d->pieces.at[i].t;
		size_t used = 0, end;
		int number;

		fold_text(&f, text_slice(t, 0, 48));
		number = read_goal_name(&f, &used);
		if (number)
			fold_text(&f, text_slice(t, 0, 120));
		else if (d->goals_unnamed && (number = unnamed_goal(d, plan, from, i, to, &used)) && used < f.n) {
			read_paragraphs(d, prose, i, &plan->narrative);
			add_goal(d, plan, i, i + 1, number, used);
			prose = ++i;
			continue;
		}
		/* The title may stand in the next line alone. */
		end = number && used >= f.n && i + 1 < to ? goal_end(d, i + 1, to) : number ? goal_end(d, i, to) : i;
		if (!number || !is_title(&f, used, t) || !add_goal(d, plan, i, end, number, used)) {
			i++;
			continue;
		}
		read_paragraphs(d, prose, i, &plan->narrative);
		i = prose = end;
	}
	read_paragraphs(d, prose, to, &plan->narrative);
}

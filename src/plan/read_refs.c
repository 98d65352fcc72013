/* What a cell may refer to: the projects of ① by mark or title, the goals of chapter 4 by number. */
#include <string.h>

#include "plan/read_parts.h"

static bool is_mark_text(const struct fold *f, struct text mark)
{
	struct fold m;
	size_t a = 0, b = 0, na = f->n, nb;

	fold_text(&m, mark);
	nb = m.n;
	a += is_open(f->c[0]);
	b += is_open(m.c[0]);
	while (na > a && (is_close(f->c[na - 1]) || f->c[na - 1] == '.'))
		na--;
	while (nb > b && (is_close(m.c[nb - 1]) || m.c[nb - 1] == '.'))
		nb--;
	return na > a && na - a == nb - b && memcmp(f->c + a, m.c + b, (na - a) * sizeof *m.c) == 0;
}

/* The project whose mark, title, or mark with title this is; -1. */
int read_project_of(const struct known *known, const struct fold *f)
{
	struct fold title;

	for (size_t k = 0; k < known->marks.n; k++) {
		if (known->marks.at[k].n && is_mark_text(f, known->marks.at[k]))
			return (int)k;
		fold_text(&title, known->titles.at[k]);
		if (title.n >= 3 && f->n == title.n && memcmp(f->c, title.c, f->n * sizeof *f->c) == 0)
			return (int)k;
		if (title.n >= 3 && f->n > title.n && f->n <= title.n + 3 &&
		    memcmp(f->c + f->n - title.n, title.c, title.n * sizeof *f->c) == 0)
			return (int)k;
	}
	return -1;
}

/* ア、イ: a KPI of several projects. */
bool read_is_marks(const struct known *known, struct text t)
{
	struct fold f, part;
	size_t from = 0, n = 0;

	fold_text(&f, t);
	if (f.n < 2 || f.n > 24)
		return false;
	for (size_t i = 0; i <= f.n; i++) {
		bool found = false;

		if (i < f.n && f.c[i] != 0x3001 && f.c[i] != ',' && f.c[i] != 0x30FB && f.c[i] != '~' &&
		    f.c[i] != '-' && f.c[i] != 0x53CA)
			continue;
		if (i == f.n && from >= f.n) /* ア、イ、 and ウ in the next line */
			return n > 0;
		fold_text(&part, fold_slice(&f, t, from, i));
		for (size_t k = 0; k < known->marks.n && !found; k++)
			found = known->marks.at[k].n && is_mark_text(&part, known->marks.at[k]);
		if (!found)
			return false;
		from = i + 1 + (f.c[i] == 0x53CA && f.c[i + 1] == 0x3073);
		n++;
	}
	return n > 1;
}

/* A single ア, ㋐, ①, (1) or A where no project's mark is known. */
bool read_looks_like_mark(const struct fold *f)
{
	size_t i = 0, from;
	bool open = is_open(f->c[0]);

	i += open;
	from = i;
	if (i < f->n && (is_katakana(f->c[i]) || (f->c[i] >= 0x32D0 && f->c[i] <= 0x32FE) ||
			 (f->c[i] >= 0x2460 && f->c[i] <= 0x2473) || (f->c[i] >= 'A' && f->c[i] <= 'H')))
		i++;
	else if (open)
		fold_ordinal(f, &i);
	if (i == from)
		return false;
	i += is_close(f->c[i]) || f->c[i] == '.';
	return i == f->n;
}

static void add_goal_number(int goals[32], size_t *n, int number)
{
	for (size_t i = 0; i < *n; i++)
		if (goals[i] == number)
			return;
	if (*n < 32)
		goals[(*n)++] = number;
}

static bool is_goal(const struct plan *plan, int number)
{
	for (size_t i = 0; i < plan->goals.n; i++)
		if (plan->goals.at[i].number == number)
			return true;
	return false;
}

static bool all_goals(const struct plan *plan, const struct fold *f, int goals[32], size_t *n)
{
	static const char *const all[] = {
		"全て",           "すべて", "全基本目標", "全目標",         "すべての基本目標",
		"全ての基本目標", "全般",   "共通",       "基本目標すべて", "基本目標全て"
	};

	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (fold_is(f, all[k])) {
			for (size_t g = 0; g < plan->goals.n; g++)
				add_goal_number(goals, n, plan->goals.at[g].number);
			return true;
		}
	return false;
}

bool read_goal_cell(const struct plan *plan, struct text t, bool bare, int goals[32], size_t *n)
{
	struct fold f;
	size_t i = 0, before = *n;
	int number, last = 0;
	bool range = false;

	fold_text(&f, text_slice(t, 0, 200));
	if (all_goals(plan, &f, goals, n))
		return true;
	number = read_goal_name(&f, &i);
	if (!number && !bare && !is_open(f.c[0]))
		return false;
	if (number)
		add_goal_number(goals, n, last = number);
	else
		i = 0;
	while (i < f.n) {
		struct fold rest = f;
		size_t used = 0, from = i;
		uint32_t c = f.c[i];

		if (c == '~' || c == '-' || c == 0x301C) {
			range = last > 0;
			i++;
			continue;
		}
		if (c == 0x3001 || c == ',' || c == 0x30FB || c == '/' || c == ' ' || is_open(c) || is_close(c) ||
		    c == 0x53CA || c == 0x3073 || c == '&' || c == '+') {
			i++;
			continue;
		}
		memmove(rest.c, f.c + i, (f.n - i + 1) * sizeof *f.c);
		rest.n = f.n - i;
		number = read_goal_name(&rest, &used);
		if (number) {
			i += used;
		} else {
			number = fold_ordinal(&f, &i);
			if (number && f.n > i && !range &&
			    !strchr(",/-~()&+ []", (int)(f.c[i] < 0x80 ? f.c[i] : 'x')) && f.c[i] != 0x3001 &&
			    f.c[i] != 0x30FB && f.c[i] != 0x300D && f.c[i] != 0x53CA && f.c[i] != 0x3011)
				number = 0;
		}
		if (!number || number > 99) {
			i = from;
			break; /* the goal's title */
		}
		for (int k = range ? last + 1 : number; k <= number; k++)
			if (k == number || is_goal(plan, k))
				add_goal_number(goals, n, k);
		range = false;
		last = number;
	}
	/* Brackets or a bare number must hold numbers of goals and nothing else. */
	if (*n > before && (i >= f.n || read_goal_name(&f, &(size_t){ 0 })))
		return true;
	*n = before;
	return false;
}

/* Footnotes: ※1 2015年度実績値 under a table, and the marks that refer to them from numbers and names. */
#include <string.h>

#include "plan/read_kpi.h"

static struct text footnote_mark(struct text t, size_t n)
{
	t = trim(text_slice(t, 0, n));
	while (text_ends(t, TEXT("：")) || text_ends(t, TEXT(":")))
		t.n -= text_ends(t, TEXT(":")) ? 1 : 3;
	return t;
}

static struct text without_sign(struct text t)
{
	t = trim(t);
	while (text_starts(t, TEXT("：")) || text_starts(t, TEXT(":")) || text_starts(t, TEXT("．")) ||
	       text_starts(t, TEXT("…")))
		t = trim(text_slice(t, text_starts(t, TEXT(":")) ? 1 : 3, t.n));
	return t;
}

/* A footnote begins a line with its mark and something behind it. */
static size_t footnote_at(const struct doc *d, size_t i)
{
	struct text t = d->pieces.at[i].t;
	size_t n = read_note_mark(t);

	return n && without_sign(text_slice(t, n, t.n)).n ? n : 0;
}

/* Takes the footnotes out of the table: their pieces are marked as gone. */
static struct text without_brackets(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	return fold_slice(&f, t, 1, f.n - 1);
}

/* （表中の現状値は、特に記載のない限り令和３年度の実績）: a line of its own above or below the table. */
static bool is_note_in_brackets(struct text t)
{
	struct fold f;
	struct period p;
	bool assumed;

	fold_text(&f, text_slice(t, 0, 300));
	return f.n > 14 && f.n < 120 && f.c[0] == '(' && f.c[f.n - 1] == ')' && fold_find(&f, 0, ")") == f.n - 1 &&
	       (fold_has(&f, "現状値は") || fold_has(&f, "基準値は") || fold_has(&f, "記載のない")) &&
	       read_period_in(&p, &assumed, t) && !assumed;
}

/* ※１ 2018年実績値 ※２ 2019年度実績値: where the next one in the same line begins; the end where there is none. */
static size_t next_footnote(struct text all, size_t from)
{
	if (!read_mark_number(text_slice(all, 0, from)))
		return all.n;
	for (size_t i = from; i + 3 < all.n; i++) {
		struct text rest = text_slice(all, i, all.n);
		size_t n = text_starts(rest, TEXT("※")) && (all.p[i - 1] == ' ' ||
							    text_ends(text_slice(all, 0, i), TEXT("\xe3\x80\x80")) ||
							    text_ends(text_slice(all, 0, i), TEXT("、")) ||
							    text_ends(text_slice(all, 0, i), TEXT("値")))
				   ? read_note_mark(rest)
				   : 0;

		if (n && read_mark_number(text_slice(rest, 0, n)) && n < rest.n)
			return i;
	}
	return all.n;
}

void read_take_footnotes(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t n = footnote_at(d, i), end = i + 1;
		struct plan_footnote *f;
		struct text all;

		if (!n && is_note_in_brackets(d->pieces.at[i].t)) {
			f = LIST_ADD(d->a, &plan->footnotes);
			f->mark = TEXT("※");
			f->wording = without_brackets(d->pieces.at[i].t);
			f->lines = read_span(d, i, end);
			d->pieces.at[i].gone = true;
		}
		if (!n) {
			i++;
			continue;
		}
		while (end < to && !footnote_at(d, end) && read_goes_on(d, end - 1, to))
			end++;
		all = read_joined(d, i, end);
		while (all.n) {
			size_t more = next_footnote(all, n);

			f = LIST_ADD(d->a, &plan->footnotes);
			f->mark = footnote_mark(all, n);
			f->wording = without_sign(trim(text_slice(all, n, more)));
			f->lines = read_span(d, i, end);
			all = text_slice(all, more, all.n);
			n = read_note_mark(all);
		}
		for (; i < end; i++)
			d->pieces.at[i].gone = true;
	}
}

/* The number in a mark: ※1, （注１）, *1 -> 1; 0: none. */
int read_mark_number(struct text mark)
{
	struct fold f;

	fold_text(&f, mark);
	for (size_t i = 0; i < f.n; i++) {
		size_t j = i;
		int n = fold_ordinal(&f, &j);

		if (n)
			return n;
	}
	return 0;
}

/* The mark inside a cell: 2,496※1 or 市内総生産額（※１）; *at and *end are characters of f. */
bool read_find_mark(const struct fold *f, size_t *at, size_t *end)
{
	for (size_t i = 0; i < f->n; i++) {
		size_t n = fold_starts(f, i, "※") + fold_starts(f, i, "*"), j;
		bool open = i && f->c[i - 1] == '(';

		if (!n && f->c[i] == 0x6CE8 && i && (open || is_digit(f->c[i - 1]) || f->c[i - 1] == ')')) {
			j = i + 1;
			n = fold_ordinal(f, &j) ? 1 : 0;
		}
		if (!n)
			continue;
		j = i + n;
		fold_ordinal(f, &j);
		*at = open && f->c[j] == ')' ? i - 1 : i;
		*end = j + (f->c[j] == ')');
		return true;
	}
	return false;
}

enum { NOTES_MAX = 500 }; /* that are searched */

const struct plan_footnote *read_footnote_of(const struct plan *plan, size_t first, struct text mark)
{
	int number = read_mark_number(mark);

	for (size_t i = first; i < plan->footnotes.n && i < first + NOTES_MAX; i++)
		if (read_mark_number(plan->footnotes.at[i].mark) == number)
			return &plan->footnotes.at[i];
	return NULL;
}

/* A project's mark at the beginning, and not the beginning of a word (アンケート): its bytes. 0: none. */
static size_t project_mark_at(const text_list *marks, struct text t)
{
	static const char *const behind[] = { " ",  "\u3000", "：", ":",    "・",   "は",  "の",
					      "）", ")",      "…",  "令和", "平成", "昭和" };

	for (size_t i = 0; i < marks->n; i++) {
		struct text mark = marks->at[i], rest = text_slice(t, mark.n, t.n);
		struct fold f;

		if (!mark.n || !text_starts(t, mark))
			continue;
		fold_text(&f, text_slice(rest, 0, 16));
		if (!rest.n || is_digit(f.c[0]))
			return mark.n;
		for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
			if (text_starts(rest, text_of(behind[k])))
				return mark.n;
	}
	return 0;
}

/* The marks that a part begins with (イ・ウ 2022年度) are taken off; *ours: the project's is among them. */
static bool take_marks(const text_list *marks, struct text project, struct text *part, bool *ours)
{
	bool any = false;
	size_t n;

	while ((n = project_mark_at(marks, *part)) > 0) {
		any = true;
		*ours |= text_eq(text_slice(*part, 0, n), project);
		*part = without_sign(text_slice(*part, n, part->n));
		if (!text_starts(*part, TEXT("・")))
			break;
		*part = trim(text_slice(*part, strlen("・"), part->n));
	}
	return any;
}

/* What stands before the next 、 or its like. */
static struct text take_part(struct text *rest)
{
	static const char *const separators[] = { "、", "，", ",", "；", ";", "／", "/", "。" };
	size_t end = SIZE_MAX, length = 0;
	struct text part;

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		size_t at = text_find(*rest, text_of(separators[i]));

		if (at < end) {
			end = at;
			length = strlen(separators[i]);
		}
	}
	part = trim(text_slice(*rest, 0, end));
	*rest = end == SIZE_MAX ? (struct text){ 0 } : text_slice(*rest, end + length, rest->n);
	return part;
}

/* ※ア 2019年度実績値、イ・ウ 2022年度: what it says of one project's baselines. False: nothing. */
static bool says_of_project(const struct plan_footnote *f, const text_list *marks, struct text project,
			    struct period *p)
{
	struct text rest = f->wording;
	bool ours = false, assumed;

	while (rest.n) {
		struct text part = take_part(&rest);

		if (!take_marks(marks, project, &part, &ours))
			ours = false;
		if (!part.n)
			continue; /* ア、イ 2019年度: the period comes with the last of them */
		if (ours && text_find(part, TEXT("目標")) == SIZE_MAX && read_period_in(p, &assumed, part))
			return true;
		ours = false;
	}
	return false;
}

const struct plan_footnote *read_footnote_of_project(const struct plan *plan, size_t first, const text_list *marks,
						     struct text project, struct period *p)
{
	for (size_t i = first; project.n && i < plan->footnotes.n && i < first + NOTES_MAX; i++)
		if (says_of_project(&plan->footnotes.at[i], marks, project, p))
			return &plan->footnotes.at[i];
	return NULL;
}

/* 注記のないものは2018年度実績値 */
static bool speaks_of_rest(struct text t)
{
	static const char *const words[] = { "注記のない", "注釈のない", "特記のない", "記載のない",
					     "表記のない", "注記がない", "記載がない", "明記のない" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (text_find(t, text_of(words[k])) != SIZE_MAX)
			return true;
	return false;
}

/* A footnote without a number that speaks of the baselines: ※ 現状値は2019年度の実績. Not one that lists projects. */
/* ※ 2019年度実績値 below a table in which nothing has a mark. */
static bool says_only_when(const struct plan_footnote *f)
{
	struct fold fold;
	struct period p;
	bool assumed;
	size_t i = 0;

	fold_text(&fold, text_slice(f->wording, 0, 60));
	return !read_mark_number(f->mark) && read_period_at(&p, &assumed, &fold, &i) && fold_starts(&fold, i, "実績");
}

const struct plan_footnote *read_footnote_of_all(const struct plan *plan, size_t first, const text_list *marks,
						 bool unmarked)
{
	for (size_t i = first; i < plan->footnotes.n && i < first + NOTES_MAX; i++) {
		const struct plan_footnote *f = &plan->footnotes.at[i];
		bool assumed;
		struct period p;

		bool of_rest = speaks_of_rest(f->wording);
		bool of_all = of_rest || !read_mark_number(f->mark) || text_starts(f->wording, TEXT("現状値は")) ||
			      text_starts(f->wording, TEXT("基準値は"));

		if (unmarked && says_only_when(f))
			return f;
		if (of_all && !project_mark_at(marks, f->wording) && read_period_in(&p, &assumed, f->wording) &&
		    (of_rest || text_find(f->wording, TEXT("現状")) != SIZE_MAX ||
		     text_find(f->wording, TEXT("基準値")) != SIZE_MAX ||
		     text_find(f->wording, TEXT("現況値")) != SIZE_MAX))
			return f;
	}
	return NULL;
}

/* （注）目標値は、いずれも2024年度の値とする。 */
bool read_due_in_footnotes(const struct plan *plan, size_t first, struct period *due)
{
	for (size_t i = first; i < plan->footnotes.n && i < first + NOTES_MAX; i++) {
		struct text t = plan->footnotes.at[i].wording;
		size_t at = text_find(t, TEXT("目標値"));
		bool assumed;

		if (at < 6 && text_find(t, TEXT("現状値")) == SIZE_MAX && read_period_in(due, &assumed, t) && !assumed)
			return true;
	}
	return false;
}

struct text read_cell_mark(struct text t)
{
	struct fold f;
	size_t at, end;

	fold_text(&f, t);
	return read_find_mark(&f, &at, &end) ? fold_slice(&f, t, at, end) : TEXT("");
}

/* A KPI's name, and what towns write into it: a number in front, the unit in brackets, a period, a footnote's mark. */
#include <string.h>

#include "plan/read_kpi.h"

static bool is_label_word(const struct fold *f, size_t i, size_t *n)
{
	static const char *const words[] = { "KPI", "指標", "重要業績評価指標" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if ((*n = fold_starts(f, i, words[k])))
			return true;
	return false;
}

/* Without ・, KPI① and (1) in front. */
static struct text bare_name(struct text name)
{
	struct fold f;
	size_t i = 0, n, from;

	fold_text(&f, name);
	while (f.c[i] == 0x30FB || f.c[i] == 0x25CB || f.c[i] == 0x25CF || f.c[i] == '*' || f.c[i] == 0x25A0 ||
	       f.c[i] == 0x25C6)
		i++;
	from = i;
	if (is_open(f.c[i]))
		i++;
	if (is_label_word(&f, i, &n)) {
		i += n;
		i += f.c[i] == '-' || f.c[i] == ':';
		if (!fold_ordinal(&f, &i) && f.c[i - 1] != ':')
			i = from;
	} else if (i == from && f.c[i] >= 0x2460 && f.c[i] <= 0x249B) {
		i++;
	} else if (i > from && fold_ordinal(&f, &i) == 0) {
		i = from;
	}
	if (i > from) {
		while (is_close(f.c[i]) || f.c[i] == ':' || f.c[i] == '.' || f.c[i] == 0x3001)
			i++;
		if (i >= f.n)
			return name;
	}
	/* The slice must not be cut where the name is longer than the fold. */
	return i ? trim(text_slice(name, f.at[i], name.n)) : name;
}

/* Brackets that say something about the figure, and are no unit. */
static bool no_unit(const struct fold *f)
{
	static const char *const words[] = { "累計", "延べ", "のべ", "年間", "平均", "名目", "実質",
					     "速報", "再掲", "暦年", "年度", "女性", "男性", "全国",
					     "市内", "町内", "村内", "県内", "市民", "町民", "新規",
					     "暫定", "総数", "含む", "除く", "うち", "実数", "推計" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (fold_has(f, words[k]))
			return true;
	return fold_ends(f, "代") || fold_ends(f, "以上") || fold_ends(f, "以下") || fold_ends(f, "別") || f->n > 8;
}

/* The last bracket of the name: where it begins and ends, in characters. */
bool read_last_bracket(const struct fold *f, size_t *open, size_t *close)
{
	int depth = 0;

	if (!f->n || f->n == FOLD_MAX || !is_close(f->c[f->n - 1]) || f->c[f->n - 1] == 0x300D)
		return false;
	for (size_t i = f->n; i-- > 0;) {
		depth += is_close(f->c[i]);
		depth -= is_open(f->c[i]);
		if (!depth) {
			*open = i;
			*close = f->n - 1;
			return i > 0;
		}
	}
	return false;
}

static struct text unit_word(struct text t)
{
	struct fold f;
	size_t n;

	fold_text(&f, t);
	n = fold_starts(&f, 0, "単位:");
	return n ? fold_slice(&f, t, n, f.n) : trim(t);
}

/* One bracket or footnote mark off the end of the name; false: nothing more to take. */
static bool take_end(struct name_parts *p, bool numbers_have_unit)
{
	struct fold f, inside;
	size_t open, close, at, end;
	struct text content, part;
	struct period period;
	bool assumed;

	fold_text(&f, p->name);
	if (!p->mark.n && read_find_mark(&f, &at, &end) && end == f.n && at > 0) {
		p->mark = fold_slice(&f, p->name, at, end);
		p->name = fold_slice(&f, p->name, 0, at);
		return true;
	}
	if (!read_last_bracket(&f, &open, &close))
		return false;
	content = fold_slice(&f, p->name, open + 1, close);
	fold_text(&inside, content);
	/* （人、2019年度） */
	at = fold_find(&inside, 0, "、");
	part = at != SIZE_MAX ? fold_slice(&inside, content, 0, at) : content;
	if (!p->period.kind && read_period_only(&period, &assumed, content) &&
	    (!assumed || period.kind == PERIOD_DATE)) {
		p->period = period;
	} else if (!p->unit.n && read_is_unit(part) &&
		   (at == SIZE_MAX ||
		    read_period_only(&period, &assumed, fold_slice(&inside, content, at + 1, inside.n)))) {
		p->unit = unit_word(part);
		if (at != SIZE_MAX)
			p->period = period;
	} else if (!p->unit.n && !numbers_have_unit && !no_unit(&inside) && inside.n) {
		p->unit = unit_word(content);
		p->guessed = true;
	} else {
		return false;
	}
	p->name = fold_slice(&f, p->name, 0, open);
	return true;
}

/* 県内就職率　単位　％ */
static void take_unit_word(struct name_parts *p)
{
	struct fold f;
	size_t at, end;
	struct text unit;

	fold_text(&f, p->name);
	for (at = 1; at < f.n && !fold_starts(&f, at, "単位"); at++)
		;
	if (p->unit.n || f.n == FOLD_MAX || at >= f.n || is_open(f.c[at - 1]))
		return;
	end = at + 2 + (f.c[at + 2] == ':');
	unit = fold_slice(&f, p->name, end, f.n);
	if (!unit.n || f.n - end > 8)
		return;
	p->unit = unit;
	p->name = fold_slice(&f, p->name, 0, at);
}

/* 市内総生産額※1（十億円）: a footnote's mark inside the name. */
static void take_inner_mark(struct doc *d, struct name_parts *p)
{
	struct fold f;
	size_t at, end;

	fold_text(&f, p->name);
	if (p->mark.n || f.n == FOLD_MAX || !read_find_mark(&f, &at, &end) || !at ||
	    !read_mark_number(fold_slice(&f, p->name, at, end)))
		return;
	p->mark = fold_slice(&f, p->name, at, end);
	p->name = text_of(arena_printf(d->a, "%.*s%.*s", (int)f.at[at], p->name.p, (int)(p->name.n - f.at[end]),
				       p->name.p + f.at[end]));
}

void read_name_parts(struct doc *d, struct name_parts *p, struct text name, struct text unit, bool numbers_have_unit)
{
	/* A spreadsheet's text puts quotes around a cell of several lines. */
	if (name.n > 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = trim(text_slice(name, 1, name.n - 1));
	*p = (struct name_parts){ .name = bare_name(name) };
	if (unit.n)
		p->unit = unit_word(unit);
	take_unit_word(p);
	take_inner_mark(d, p);
	for (int i = 0; i < 3 && take_end(p, numbers_have_unit); i++)
		;
	take_inner_mark(d, p);
}

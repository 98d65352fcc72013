/* Rows as KPIs: the unit out of the name's brackets, periods out of cell, footnote or header, in this order, and what
 * the target asks for by the target grammar. */
#include "plan/read_parts.h"

#include <string.h>

/* ---- footnotes ---- */

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
static void take_footnotes(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t n = footnote_at(d, i), end = i + 1;
		struct plan_footnote *f;
		struct text all;

		if (!n) {
			i++;
			continue;
		}
		while (end < to && !footnote_at(d, end) && read_goes_on(d, end - 1, to))
			end++;
		all = read_joined(d, i, end);
		f = LIST_ADD(d->a, &plan->footnotes);
		f->mark = footnote_mark(all, n);
		f->wording = without_sign(text_slice(all, n, all.n));
		f->lines = read_span(d, i, end);
		for (; i < end; i++)
			d->pieces.at[i].gone = true;
	}
}

/* The number in a mark: ※1, （注１）, *1 -> 1; 0: none. */
static int mark_number(struct text mark)
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
static bool find_mark(const struct fold *f, size_t *at, size_t *end)
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

static const struct plan_footnote *footnote_of(const struct plan *plan, size_t first, struct text mark)
{
	int number = mark_number(mark);

	for (size_t i = first; i < plan->footnotes.n && i < first + NOTES_MAX; i++)
		if (mark_number(plan->footnotes.at[i].mark) == number)
			return &plan->footnotes.at[i];
	return NULL;
}

/* A footnote without a number that speaks of the baselines: ※ 現状値は2019年度の実績. */
static const struct plan_footnote *footnote_of_all(const struct plan *plan, size_t first)
{
	for (size_t i = first; i < plan->footnotes.n && i < first + NOTES_MAX; i++) {
		const struct plan_footnote *f = &plan->footnotes.at[i];
		bool assumed;
		struct period p;

		bool of_all = !mark_number(f->mark) || text_starts(f->wording, TEXT("現状値は")) ||
			      text_starts(f->wording, TEXT("基準値は"));

		if (of_all && read_period_in(&p, &assumed, f->wording) &&
		    (text_find(f->wording, TEXT("現状")) != SIZE_MAX ||
		     text_find(f->wording, TEXT("基準値")) != SIZE_MAX ||
		     text_find(f->wording, TEXT("現況値")) != SIZE_MAX))
			return f;
	}
	return NULL;
}

/* ---- names and units ---- */

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
		if (!fold_ordinal(&f, &i))
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
static bool last_bracket(const struct fold *f, size_t *open, size_t *close)
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

struct name_parts {
	struct text name, unit, mark;
	struct period period;
	bool guessed; /* the unit is in no list */
};

/* One bracket or footnote mark off the end of the name; false: nothing more to take. */
static bool take_end(struct name_parts *p, bool numbers_have_unit)
{
	struct fold f, inside;
	size_t open, close, at, end;
	struct text content, part;
	struct period period;
	bool assumed;

	fold_text(&f, p->name);
	if (!p->mark.n && find_mark(&f, &at, &end) && end == f.n && at > 0) {
		p->mark = fold_slice(&f, p->name, at, end);
		p->name = fold_slice(&f, p->name, 0, at);
		return true;
	}
	if (!last_bracket(&f, &open, &close))
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

/* 市内総生産額※1（十億円）: a footnote's mark inside the name. */
static void take_inner_mark(struct doc *d, struct name_parts *p)
{
	struct fold f;
	size_t at, end;

	fold_text(&f, p->name);
	if (p->mark.n || f.n == FOLD_MAX || !find_mark(&f, &at, &end) || !at ||
	    !mark_number(fold_slice(&f, p->name, at, end)))
		return;
	p->mark = fold_slice(&f, p->name, at, end);
	p->name = text_of(arena_printf(d->a, "%.*s%.*s", (int)f.at[at], p->name.p, (int)(p->name.n - f.at[end]),
				       p->name.p + f.at[end]));
}

/* ---- figures ---- */

/* The cell without a bracket or prefix that says its period: 2,496(2015年度), 2019年度：120. */
static struct text figure_of(struct text t, struct period *period)
{
	struct fold f;
	size_t open, close, i;
	struct period p;
	bool assumed;

	fold_text(&f, t);
	if (last_bracket(&f, &open, &close) && read_period_only(&p, &assumed, fold_slice(&f, t, open, close + 1))) {
		*period = p;
		return fold_slice(&f, t, 0, open);
	}
	i = is_open(f.c[0]);
	if (read_period_at(&p, &assumed, &f, &i) && (!assumed || p.kind == PERIOD_DATE || f.c[i] == ':') && i < f.n) {
		while (is_close(f.c[i]) || f.c[i] == ':')
			i++;
		if (i < f.n) {
			*period = p;
			return fold_slice(&f, t, i, f.n);
		}
	}
	return t;
}

static bool parse_figure(struct target *t, struct text figure)
{
	struct fold f;
	size_t at, end;

	if (target_parse(t, figure, NULL))
		return true;
	fold_text(&f, figure);
	if (find_mark(&f, &at, &end) && at)
		return target_parse(t, fold_slice(&f, figure, 0, at), NULL);
	return false;
}

static struct text cell_mark(struct text t)
{
	struct fold f;
	size_t at, end;

	fold_text(&f, t);
	return find_mark(&f, &at, &end) ? fold_slice(&f, t, at, end) : TEXT("");
}

/* ---- a row ---- */

struct reading {
	struct doc *d;
	struct plan *plan;
	const struct known *known;
	const struct table *table;
	size_t first_note; /* footnotes of this table */
	const struct row *row;
	struct plan_kpi *kpi;
	struct name_parts name;
};

static void set_note(struct reading *r, struct text mark, const struct cell *c)
{
	const struct plan_footnote *note = mark.n ? footnote_of(r->plan, r->first_note, mark) : NULL;
	struct plan_baseline *b = &r->kpi->baseline;
	bool assumed;

	if (mark.n && !note && mark_number(mark))
		REMARK(r->d, "read-footnote-missing", SEVERITY_WARNING, c->line, c->column, "mark",
		       text_z(r->d->a, mark), NULL);
	if (!note && !b->period.kind)
		note = footnote_of_all(r->plan, r->first_note);
	if (!note)
		return;
	b->note = note->wording;
	if (!b->period.kind)
		read_period_in(&b->period, &assumed, note->wording);
}

static void read_baseline(struct reading *r, size_t column)
{
	const struct cell *c = &r->row->numbers[column];
	struct plan_baseline *b = &r->kpi->baseline;
	struct text figure, mark;
	struct target t;

	b->wording = c->t;
	figure = figure_of(c->t, &b->period);
	if (!b->period.kind)
		b->period = r->row->periods[column];
	if (parse_figure(&t, figure) && t.has_value) {
		b->has_value = true;
		b->value = t.value;
		if (!r->name.unit.n)
			r->name.unit = t.unit;
	} else if (!read_is_no_value(figure)) {
		REMARK(r->d, "read-baseline-unreadable", SEVERITY_WARNING, c->line, c->column, "text",
		       text_z(r->d->a, c->t), "kpi", text_z(r->d->a, r->kpi->name), NULL);
	}
	mark = cell_mark(c->t);
	set_note(r, mark.n ? mark : r->name.mark, c);
	if (!b->period.kind)
		b->period = r->name.period;
	if (!b->period.kind)
		b->period = r->table->head.baseline;
}

static void infer_due(struct reading *r, const struct cell *c)
{
	struct plan_target *t = &r->kpi->target;

	if (t->due.kind)
		return;
	t->due = r->table->head.target;
	if (!t->due.kind && r->table->head.steps.n)
		t->due = r->table->head.steps.at[r->table->head.steps.n - 1];
	if (t->due.kind || !r->d->end_year)
		return;
	t->due = (struct period){ .kind = PERIOD_FY, .year = (int16_t)r->d->end_year };
	REMARK(r->d, "read-due-inferred", SEVERITY_WARNING, c->line, c->column, "kpi", text_z(r->d->a, r->kpi->name),
	       "due", PERIOD(t->due), NULL);
}

static void read_target_cell(struct reading *r, size_t column)
{
	const struct cell *c = &r->row->numbers[column];
	struct plan_target *t = &r->kpi->target;
	struct text figure;

	t->wording = c->t;
	figure = figure_of(c->t, &t->due);
	if (!t->due.kind)
		t->due = r->row->periods[column];
	if (!parse_figure(&t->is, figure))
		REMARK(r->d, "read-target-unreadable", SEVERITY_ERROR, c->line, c->column, "text",
		       text_z(r->d->a, c->t), "kpi", text_z(r->d->a, r->kpi->name), NULL);
	if (!r->name.unit.n)
		r->name.unit = t->is.unit;
	infer_due(r, c);
}

static void read_steps(struct reading *r, size_t first, size_t last, bool absolute)
{
	const struct table_head *h = &r->table->head;

	for (size_t i = first; i < last; i++) {
		const struct cell *c = &r->row->numbers[i];
		struct plan_increment *s = LIST_ADD(r->d->a, &r->kpi->increments);
		struct text figure = figure_of(c->t, &s->period);
		struct target t;

		s->wording = c->t;
		s->absolute = absolute;
		if (!s->period.kind)
			s->period = r->row->periods[i];
		if (!s->period.kind && i - first < h->steps.n)
			s->period = h->steps.at[i - first];
		if (!s->period.kind && r->d->end_year)
			s->period = (struct period){ .kind = PERIOD_FY,
						     .year = (int16_t)(r->d->end_year - (int)(last - 1 - i)) };
		if (parse_figure(&t, figure) && t.has_value) {
			s->has_value = true;
			s->value = t.value;
		} else if (!read_is_no_value(figure)) {
			REMARK(r->d, "read-step-unreadable", SEVERITY_WARNING, c->line, c->column, "text",
			       text_z(r->d->a, c->t), "kpi", text_z(r->d->a, r->kpi->name), NULL);
		}
	}
}

/* Which column is what: baseline first, target last, years between. */
static void read_figures(struct reading *r)
{
	const struct table_head *h = &r->table->head;
	size_t n = r->row->n_numbers, first = 0;
	bool only_target = n == 1 && (r->table->per_row == 1 ? !h->seen[ROLE_BASELINE] : h->seen[ROLE_TARGET]);
	bool total = !h->grant || h->total || !h->steps.n;

	if (!only_target) {
		read_baseline(r, 0);
		first = 1;
	}
	if (n < r->table->per_row && n < 2)
		REMARK(r->d, "read-row-incomplete", SEVERITY_WARNING, r->row->numbers[0].line,
		       r->row->numbers[0].column, "kpi", text_z(r->d->a, r->kpi->name), "n", NUM((int64_t)n),
		       "expected", NUM((int64_t)r->table->per_row), NULL);
	if (n <= first)
		return;
	if (n - first > 1 || !total)
		read_steps(r, first, total ? n - 1 : n, !h->grant);
	if (total)
		read_target_cell(r, n - 1);
	else
		infer_due(r, &r->row->numbers[n - 1]);
	if (h->grant)
		r->kpi->target.is.cumulative = true;
}

static void read_goals_of(struct reading *r)
{
	for (size_t i = 0; i < r->row->n_goals; i++) {
		int number = r->row->goals[i];
		bool known = false;

		*LIST_ADD(r->d->a, &r->kpi->goals) = number;
		for (size_t g = 0; g < r->plan->goals.n; g++)
			known |= r->plan->goals.at[g].number == number;
		if (!known)
			REMARK(r->d, "read-goal-unknown", SEVERITY_WARNING, r->row->first_line, 1, "goal", NUM(number),
			       "kpi", text_z(r->d->a, r->kpi->name), NULL);
	}
}

static bool numbers_have_unit(const struct row *row)
{
	struct target t;

	for (size_t i = 0; i < row->n_numbers; i++)
		if (target_parse(&t, row->numbers[i].t, NULL) && t.unit.n)
			return true;
	return row->unit.n > 0;
}

static void read_name(struct reading *r)
{
	const struct row *row = r->row;
	struct name_parts *p = &r->name;
	bool have = numbers_have_unit(row);

	*p = (struct name_parts){ .name = bare_name(row->name) };
	if (row->unit.n)
		p->unit = unit_word(row->unit);
	take_inner_mark(r->d, p);
	for (int i = 0; i < 3 && take_end(p, have); i++)
		;
	take_inner_mark(r->d, p);
	r->kpi->name = p->name;
	if (p->guessed)
		REMARK(r->d, "read-unit-guessed", SEVERITY_NOTE, row->first_line, 1, "unit", text_z(r->d->a, p->unit),
		       "kpi", text_z(r->d->a, p->name), NULL);
	if (!p->name.n)
		REMARK(r->d, "read-name-missing", SEVERITY_ERROR, row->first_line, 1, "text",
		       text_z(r->d->a, row->numbers[0].t), NULL);
}

static bool read_before(const struct plan *plan, size_t n, const struct plan_kpi *k)
{
	for (size_t i = 0; i < n; i++)
		if (text_eq(plan->kpis.at[i].name, k->name) && text_eq(plan->kpis.at[i].unit, k->unit) &&
		    text_eq(plan->kpis.at[i].target.wording, k->target.wording) &&
		    text_eq(plan->kpis.at[i].baseline.wording, k->baseline.wording))
			return true;
	return false;
}

static void read_row(struct reading *r, size_t before)
{
	struct plan_kpi *k = r->kpi;
	const struct target *t = &k->target.is;
	bool grant;

	k->lines = (struct span){ r->row->first_line, r->row->last_line };
	if (r->row->mark_text.n)
		k->project = r->row->mark >= 0 ? r->known->marks.at[r->row->mark] : r->row->mark_text;
	read_name(r);
	read_figures(r);
	k->unit = r->name.unit;
	read_goals_of(r);
	grant = r->table->head.grant && k->increments.n;
	/* What is added is judged against nothing added. */
	k->better = target_better(&k->better_from, BETTER_UNKNOWN, t, k->name, grant || k->baseline.has_value,
				  grant ? decimal_of(0) : k->baseline.value);
	if (read_before(r->plan, before, k))
		r->plan->kpis.n--;
}

static void read_rows(struct doc *d, struct plan *plan, const struct known *known, const struct table *table,
		      size_t first_note, size_t before)
{
	for (size_t i = 0; i < table->rows.n; i++) {
		struct reading r = { .d = d,
				     .plan = plan,
				     .known = known,
				     .table = table,
				     .first_note = first_note,
				     .row = &table->rows.at[i] };

		r.kpi = LIST_ADD(d->a, &plan->kpis);
		read_row(&r, before);
	}
}

void read_kpis(struct doc *d, struct plan *plan, const struct known *known, size_t from, size_t to)
{
	table_list tables = { 0 };
	size_t first_note = plan->footnotes.n, before = plan->kpis.n < 500 ? plan->kpis.n : 0;

	take_footnotes(d, plan, from, to);
	read_tables(d, known, from, to, &tables);
	for (size_t t = 0; t < tables.n; t++)
		read_rows(d, plan, known, &tables.at[t], first_note, before);
}

void read_kpi_keys(struct arena *a, struct plan *plan)
{
	enum { MARKS_MAX = 64 };
	struct text marks[MARKS_MAX];
	int counts[MARKS_MAX] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < plan->kpis.n; i++) {
		struct plan_kpi *k = &plan->kpis.at[i];
		struct text mark = k->project.n ? k->project : TEXT("KPI");
		size_t m = 0;

		while (m < n && !text_eq(marks[m], mark))
			m++;
		if (m == n && n < MARKS_MAX)
			marks[n++] = mark;
		counts[m < MARKS_MAX ? m : MARKS_MAX - 1]++;
		if (!k->key.n)
			k->key = text_of(arena_printf(a, "%.*s%d", (int)mark.n, mark.p,
						      counts[m < MARKS_MAX ? m : MARKS_MAX - 1]));
	}
}

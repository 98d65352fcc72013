/* Rows as KPIs: the unit out of the name's brackets, periods out of cell, footnote or header, in this order, and what
 * the target asks for by the target grammar. */
#include <string.h>

#include "plan/read_kpi.h"

/* The cell without a bracket or prefix that says its period: 2,496(2015年度), 2019年度：120. */
static struct text figure_of(struct text t, struct period *period)
{
	struct fold f;
	size_t open, close, i;
	struct period p;
	bool assumed;

	fold_text(&f, t);
	if (read_last_bracket(&f, &open, &close) &&
	    read_period_only(&p, &assumed, fold_slice(&f, t, open, close + 1))) {
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

/* 1,2 alone: the rest of the figure was lost. */
static void say_broken(struct reading *r, const struct cell *c)
{
	if (read_is_broken_figure(c->t))
		REMARK(r->d, "read-figure-broken", SEVERITY_WARNING, c->line, c->column, "text", text_z(r->d->a, c->t),
		       "kpi", text_z(r->d->a, r->kpi->name), NULL);
}

static bool parse_figure(struct target *t, struct text figure)
{
	struct fold f;
	size_t at, end;

	if (target_parse(t, figure, NULL))
		return true;
	fold_text(&f, figure);
	if (read_find_mark(&f, &at, &end) && at)
		return target_parse(t, fold_slice(&f, figure, 0, at), NULL);
	return false;
}

static bool is_unmarked(const struct table *t)
{
	if (t->rows.n > 200) /* it is asked for every row */
		return false;
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct row *row = &t->rows.at[i];

		if (row->note.n || read_cell_mark(row->name).n)
			return false;
		for (size_t k = 0; k < row->n_numbers; k++)
			if (read_cell_mark(row->numbers[k].t).n)
				return false;
	}
	return true;
}

static void set_note(struct reading *r, struct text mark, const struct cell *c)
{
	const struct plan_footnote *note = mark.n ? read_footnote_of(r->plan, r->first_note, mark) : NULL;
	struct plan_baseline *b = &r->kpi->baseline;
	struct period of_project = { 0 };
	bool assumed;

	if (mark.n && !note && read_mark_number(mark))
		REMARK(r->d, "read-footnote-missing", SEVERITY_WARNING, c->line, c->column, "mark",
		       text_z(r->d->a, mark), NULL);
	if (!note && !b->period.kind)
		note = read_footnote_of_project(r->plan, r->first_note, &r->known->marks, r->kpi->project, &of_project);
	if (!note && !b->period.kind && r->table->head.note.n)
		note = read_footnote_of(r->plan, r->first_note, r->table->head.note);
	if (!note && !b->period.kind)
		note = read_footnote_of_all(r->plan, r->first_note, &r->known->marks, is_unmarked(r->table));
	if (!note)
		return;
	b->note = note->wording;
	if (of_project.kind)
		b->period = of_project;
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
	say_broken(r, c);
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
	mark = read_cell_mark(c->t);
	set_note(r, mark.n ? mark : r->row->note.n ? r->row->note : r->name.mark, c);
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
	for (size_t i = r->table->head.grant ? r->kpi->increments.n : 0; !t->due.kind && i-- > 0;)
		if (r->kpi->increments.at[i].has_value)
			t->due = r->kpi->increments.at[i].period;
	if (!t->due.kind && r->table->head.steps.n)
		t->due = r->table->head.steps.at[r->table->head.steps.n - 1];
	if (t->due.kind || read_due_in_footnotes(r->plan, r->first_note, &t->due) || !r->d->end_year)
		return;
	t->due = (struct period){ .kind = PERIOD_FY, .year = (int16_t)r->d->end_year };
	REMARK(r->d, "read-due-inferred", SEVERITY_WARNING, c->line, c->column, "kpi", text_z(r->d->a, r->kpi->name),
	       "due", PERIOD(t->due), NULL);
}

/* 新規創業者数（５年間）, 移住者数（計画期間内の累計）: what is counted begins with the plan. Of a total that goes on
 * from a figure before the plan (累計 6 → 40) the figures are levels. */
static bool name_says_total(const struct reading *r)
{
	static const char *const spans[] = { "年間累計",     "年間の累計", "か年累計", "期間累計", "期間中の累計",
					     "期間内の累計", "年間)",      "か年)",    "年間計)",  "年間合計" };
	const struct plan_baseline *b = &r->kpi->baseline;
	struct fold f;

	fold_text(&f, text_slice(r->row->name, 0, 300));
	for (size_t k = 0; k < sizeof spans / sizeof *spans; k++) {
		size_t at = fold_find(&f, 0, spans[k]);

		if (at != SIZE_MAX && at && (is_digit(f.c[at - 1]) || fold_starts(&f, at, "期間")))
			return true;
	}
	return fold_has(&f, "累計") && (!b->has_value || decimal_sign(b->value) == 0);
}

static void read_target_cell(struct reading *r, size_t column)
{
	const struct cell *c = &r->row->numbers[column];
	struct plan_target *t = &r->kpi->target;
	struct text figure;

	t->wording = c->t;
	say_broken(r, c);
	figure = figure_of(c->t, &t->due);
	if (!t->due.kind)
		t->due = r->row->periods[column];
	if (!parse_figure(&t->is, figure))
		REMARK(r->d, "read-target-unreadable", SEVERITY_ERROR, c->line, c->column, "text",
		       text_z(r->d->a, c->t), "kpi", text_z(r->d->a, r->kpi->name), NULL);
	if (!r->name.unit.n)
		r->name.unit = t->is.unit;
	t->is.cumulative |= name_says_total(r);
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
		say_broken(r, c);
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

/* 2027年度増加分 －: the form has seven years, the plan three. */
static void drop_years_without_value(struct plan_kpi *k)
{
	while (k->increments.n && !k->increments.at[k->increments.n - 1].has_value &&
	       read_is_no_value(k->increments.at[k->increments.n - 1].wording))
		k->increments.n--;
}

/* 目標値：150人 / 現状値：100人, a word before each figure. */
static bool begins_with_target(const struct reading *r)
{
	const struct cell *first = &r->table->cells.at[r->row->number_cell];

	return r->row->number_cell && first[-1].kind == CELL_HEAD && first[-1].role == ROLE_TARGET &&
	       first[-1].line == first->line && r->row->number_cell + 1 < r->table->cells.n &&
	       first[1].kind == CELL_HEAD && first[1].role == ROLE_BASELINE;
}

/* Years alone above the figures, all of them within the plan: none is a baseline. */
static bool only_years_to_come(const struct reading *r)
{
	const struct table_head *h = &r->table->head;

	if (h->seen[ROLE_BASELINE] || h->seen[ROLE_TARGET] || h->grant || h->steps.n < 2 ||
	    r->row->n_numbers != h->steps.n || !r->d->start_year || !h->steps.at[0].kind)
		return false;
	for (size_t i = 0; i < r->row->n_numbers; i++)
		if (r->row->periods[i].kind)
			return false;
	return (h->steps.at[0].kind == PERIOD_DATE ? date_fiscal_year(h->steps.at[0].date) : h->steps.at[0].year) >=
	       r->d->start_year;
}

/* Which column is what: baseline first, target last, years between. */
static void read_figures(struct reading *r)
{
	const struct table_head *h = &r->table->head;
	size_t n = r->row->n_numbers, first = 0;
	bool only_target = n == 1 && (r->table->per_row == 1 ? !h->seen[ROLE_BASELINE] : h->seen[ROLE_TARGET]);
	bool total = !h->grant || h->total || !h->steps.n;

	only_target |= only_years_to_come(r);

	if (n == 2 && r->table->per_row == 2 && (h->target_first || begins_with_target(r))) {
		read_baseline(r, 1);
		read_target_cell(r, 0);
		return;
	}
	if (h->earlier && n == r->table->per_row) {
		first = h->earlier;
		REMARK(r->d, "read-earlier-figures", SEVERITY_NOTE, r->row->numbers[0].line, r->row->numbers[0].column,
		       "text", text_z(r->d->a, r->row->numbers[0].t), "kpi", text_z(r->d->a, r->kpi->name), NULL);
	}
	if (!only_target)
		read_baseline(r, first++);
	if (n < r->table->per_row && n < 2)
		REMARK(r->d, "read-row-incomplete", SEVERITY_WARNING, r->row->numbers[0].line,
		       r->row->numbers[0].column, "kpi", text_z(r->d->a, r->kpi->name), "n", NUM((int64_t)n),
		       "expected", NUM((int64_t)r->table->per_row), NULL);
	if (n <= first)
		return;
	if (n - first > 1 || !total)
		read_steps(r, first, total ? n - 1 : n, !h->grant);
	if (h->grant && total)
		drop_years_without_value(r->kpi);
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

static bool no_names(const struct table *t)
{
	for (size_t i = 0; i < t->rows.n; i++)
		if (t->rows.at[i].name.n)
			return false;
	return true;
}

static void read_name(struct reading *r)
{
	const struct row *row = r->row;
	struct name_parts *p = &r->name;
	struct text name = row->name;

	/* （目標１）観光入込客数の増加 / 210,000人 → 230,000人: the goal's title is the name. */
	for (size_t g = 0; !name.n && row->n_goals == 1 && no_names(r->table) && g < r->plan->goals.n; g++)
		if (r->plan->goals.at[g].number == row->goals[0])
			name = r->plan->goals.at[g].title;
	read_name_parts(r->d, p, name, row->unit, numbers_have_unit(row));
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

/* Chapter 4 gives the targets, and ③ the same again with the baseline: one KPI. */
static bool completes(struct plan *plan, size_t n, const struct plan_kpi *k)
{
	for (size_t i = 0; i < n; i++) {
		struct plan_kpi *first = &plan->kpis.at[i];

		if (first->baseline.wording.n || !k->baseline.has_value || !text_eq(first->name, k->name) ||
		    !text_eq(first->target.wording, k->target.wording) || !period_eq(first->target.due, k->target.due))
			continue;
		first->baseline = k->baseline;
		first->better = k->better;
		first->better_from = k->better_from;
		return true;
	}
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
	k->unit = r->name.unit.n ? r->name.unit : r->table->unit;
	read_goals_of(r);
	grant = r->table->head.grant && k->increments.n;
	/* What is added is judged against nothing added. */
	k->better = target_better(&k->better_from, BETTER_UNKNOWN, t, k->name, grant || k->baseline.has_value,
				  grant ? decimal_of(0) : k->baseline.value);
	if (read_before(r->plan, before, k) || completes(r->plan, before, k))
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

	read_take_footnotes(d, plan, from, to);
	read_tables(d, known, from, to, &tables);
	for (size_t t = 0; t < tables.n; t++)
		read_rows(d, plan, known, &tables.at[t], first_note, before);
}

/* The row with the same first and last figure in another table (7-2) says of which years they are. */
static void take_years(struct row *row, const struct plan *other)
{
	struct target first, last;

	if (row->n_numbers != 2 || !parse_figure(&first, row->numbers[0].t) || !parse_figure(&last, row->numbers[1].t))
		return;
	for (size_t i = 0; i < other->kpis.n; i++) {
		const struct plan_kpi *k = &other->kpis.at[i];

		if (!k->baseline.has_value || !k->target.is.has_value || !first.has_value || !last.has_value ||
		    !decimal_eq(k->baseline.value, first.value) || !decimal_eq(k->target.is.value, last.value))
			continue;
		row->periods[0] = row->periods[0].kind ? row->periods[0] : k->baseline.period;
		row->periods[1] = row->periods[1].kind ? row->periods[1] : k->target.due;
		return;
	}
}

void read_goal_kpis(struct doc *d, struct plan *plan, const struct known *known, size_t from, size_t to)
{
	struct plan other = { .goals = plan->goals };
	remark_list unsaid = { 0 };
	struct doc quiet = *d;
	struct table t;

	read_goal_records(d, known, &t);
	quiet.remarks = &unsaid;
	if (t.rows.n && from < to)
		read_kpis(&quiet, &other, known, from, to);
	for (size_t i = 0; i < t.rows.n && other.kpis.n < 100; i++)
		take_years(&t.rows.at[i], &other);
	read_rows(d, plan, known, &t, plan->footnotes.n, 0);
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

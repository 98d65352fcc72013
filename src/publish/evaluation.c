#include "publish/evaluation.h"

#include <string.h>

#include "publish/words.h"

size_t evaluation_count(const struct plan_report *r, enum status status)
{
	size_t n = 0;

	for (size_t i = 0; i < r->kpis.n; i++)
		n += r->kpis.at[i].verdict.status == status;
	return n;
}

struct text evaluation_counts(struct arena *a, const struct plan_report *r, enum lang lang)
{
	const char *list = "", *separator = msg_label(lang, "publish.list-separator");
	struct msg m;

	for (size_t s = 0; s < STATUS_COUNT; s++) {
		enum status status = words_status_order(s);
		size_t n = evaluation_count(r, status);

		if (n)
			list = arena_printf(a, "%s%s%s %zu", list, *list ? separator : "", words_status(lang, status),
					    n);
	}
	m = msg_make(a, r->kpis.n ? "publish.counts" : "publish.counts-none", "n", NUM((int64_t)r->kpis.n), "list",
		     list, NULL);
	return text_of(msg_say(a, lang, &m));
}

static void put_second_line(struct doc *d, struct node *cell, struct text words)
{
	doc_break(d, cell);
	doc_text(d, cell, words)->flags |= TEXT_SMALL;
}

static void put_name(struct doc *d, struct node *row, const struct report_kpi *k, struct text to)
{
	struct node *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });
	struct node *in = to.n ? doc_link(d, cell, to, (struct text){ 0 }) : cell;

	doc_foreign(d, in, text_of(arena_printf(d->arena, "%s %s", doc_z(d, k->kpi->key), doc_z(d, k->kpi->name))));
	if (k->kpi->unit.n) {
		doc_break(d, cell);
		doc_foreign(d, cell, doc_words(d, "publish.in-brackets", "text", doc_z(d, k->kpi->unit), NULL))
			->flags |= TEXT_SMALL;
	}
}

static void put_baseline(struct doc *d, struct node *row, const struct report_kpi *k)
{
	const struct plan_baseline *b = &k->kpi->baseline;
	struct node *cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });

	if (b->has_value)
		doc_number(d, cell, words_decimal(d->arena, b->value), (struct text){ 0 }, (struct text){ 0 });
	else if (b->wording.n)
		doc_foreign(d, cell, b->wording);
	else
		doc_text(d, cell, doc_label(d, "publish.not-in-plan"));
	if (k->baseline_period.kind)
		put_second_line(d, cell, words_period(d->arena, d->lang, k->baseline_period));
	else
		put_second_line(d, cell, doc_label(d, "publish.period-not-in-plan"));
}

static void put_target(struct doc *d, struct node *row, const struct report_kpi *k)
{
	const struct plan_target *t = &k->kpi->target;
	struct node *cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });

	if (t->wording.n)
		doc_foreign(d, cell, t->wording);
	else
		doc_text(d, cell, doc_label(d, "publish.not-in-plan"));
	if (t->due.kind)
		put_second_line(d, cell, words_period(d->arena, d->lang, t->due));
	else
		put_second_line(d, cell, doc_label(d, "publish.due-not-in-plan"));
}

static void put_latest(struct doc *d, struct node *row, const struct report_kpi *k)
{
	struct node *cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });
	struct text when;

	if (!k->latest) {
		doc_text(d, cell, doc_label(d, "publish.no-value"));
		return;
	}
	doc_number(d, cell, words_decimal(d->arena, k->latest->value.value), (struct text){ 0 }, (struct text){ 0 });
	when = words_period(d->arena, d->lang, k->latest->value.period);
	put_second_line(
		d, cell,
		text_of(arena_printf(d->arena, "%s %s", doc_z(d, when), words_state(d->lang, k->latest->value.state))));
}

static void put_status(struct doc *d, struct node *row, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });

	doc_status(d, cell, words_status_shape(v->status), words_status_tone(v->status),
		   text_of(words_status(d->lang, v->status)));
	if (v->status != STATUS_NOT_YET && v->status != STATUS_UNDECIDED)
		put_second_line(d, cell, text_of(words_so_far(d->lang, v->final)));
}

static bool any_grade(const struct plan_report *r)
{
	for (size_t i = 0; i < r->kpis.n; i++)
		if (r->kpis.at[i].grade.defined)
			return true;
	return false;
}

/* A figure that means something else than the plan's is said beside the status wherever it stands; other remarks are
 * said once, below the table or on the page of the KPI. */
static bool is_beside(const struct msg *remark)
{
	return !strcmp(remark->id, "target.remark.series-differs") ||
	       !strncmp(remark->id, "target.break.", strlen("target.break."));
}

static void put_grade(struct doc *d, struct node *cell, const struct grade *g)
{
	struct text label = g->label[d->lang];

	if (!g->defined)
		return;
	doc_break(d, cell);
	doc_text(d, cell,
		 label.n && !text_eq(label, g->id)
			 ? doc_words(d, "publish.grade-line", "grade", doc_z(d, g->id), "label", doc_z(d, label), NULL)
			 : doc_words(d, "publish.grade-line-short", "grade", doc_z(d, g->id), NULL))
		->flags |= TEXT_SMALL;
}

static void put_reason(struct doc *d, struct node *table, const struct report_kpi *k, int columns)
{
	struct node *cell = doc_cell(d, doc_row(d, table), 0, doc_say(d, &k->verdict.reason));

	cell->span = columns;
	for (size_t i = 0; i < k->verdict.remarks.n; i++)
		if (is_beside(&k->verdict.remarks.at[i])) {
			doc_break(d, cell);
			doc_strong(d, cell, doc_say(d, &k->verdict.remarks.at[i]));
		}
	put_grade(d, cell, &k->grade);
}

void evaluation_rows(struct doc *d, struct node *parent, const struct plan_report *r, kpi_link *link, void *context)
{
	static const struct {
		const char *id;
		unsigned flags;
	} heads[] = { { "publish.col-kpi", 0 },
		      { "publish.col-baseline", CELL_NUMBER },
		      { "publish.col-target", CELL_NUMBER },
		      { "publish.col-latest", CELL_NUMBER },
		      { "publish.col-status", 0 },
		      { "publish.col-short-by", CELL_NUMBER } };
	struct node *table = doc_table(d, parent, "kpis", doc_label(d, "publish.evaluation-caption"), TABLE_CARDS);
	struct node *head = doc_row(d, table);
	int columns = sizeof heads / sizeof *heads;

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, head, CELL_HEADER | heads[i].flags, doc_label(d, heads[i].id));
	for (size_t i = 0; i < r->kpis.n; i++) {
		const struct report_kpi *k = &r->kpis.at[i];
		struct node *row = doc_row(d, table);

		put_name(d, row, k, link ? link(d->arena, k, context) : (struct text){ 0 });
		put_baseline(d, row, k);
		put_target(d, row, k);
		put_latest(d, row, k);
		put_status(d, row, k);
		doc_cell(d, row, CELL_NUMBER, words_short_by(d->arena, d->lang, &k->verdict));
		put_reason(d, table, k, columns);
	}
}

struct text evaluation_rubric(struct doc *d, const struct plan_report *r)
{
	return doc_words(d, "publish.grades-by", "rubric",
			 doc_z(d, r->rubric_name[d->lang].n ? r->rubric_name[d->lang] : r->rubric), NULL);
}

/* What was inferred about each KPI. */
static void put_remarks(struct doc *d, const struct plan_report *r)
{
	struct node *list = NULL;

	for (size_t i = 0; i < r->kpis.n; i++) {
		const struct report_kpi *k = &r->kpis.at[i];

		for (size_t m = 0; m < k->verdict.remarks.n; m++) {
			const struct msg *remark = &k->verdict.remarks.at[m];

			if (is_beside(remark))
				continue;
			if (!list)
				doc_strong(d, doc_paragraph(d, d->body, (struct text){ 0 }),
					   doc_label(d, "publish.remarks"));
			list = list ? list : doc_add(d, d->body, NODE_LIST);
			doc_item(d, list,
				 doc_words(d, "publish.remark-of", "kpi", doc_z(d, k->kpi->key), "remark",
					   doc_z(d, doc_say(d, remark)), NULL));
		}
	}
}

struct doc *evaluation_table(struct arena *a, const struct plan_report *r, enum lang lang)
{
	struct doc *d = doc_new(a, lang, r->plan->title);
	struct node *heading = doc_heading(d, d->body, 1, NULL, (struct text){ 0 });

	doc_foreign(d, heading, r->plan->title);
	if (r->invented)
		doc_paragraph(d, d->body, doc_label(d, "publish.invented"));
	doc_paragraph(d, d->body, doc_words(d, "publish.as-of", "date", doc_z(d, words_date(a, lang, r->as_of)), NULL));
	doc_paragraph(d, d->body, evaluation_counts(a, r, lang));
	if (any_grade(r))
		doc_paragraph(d, d->body, evaluation_rubric(d, r));
	if (r->kpis.n)
		evaluation_rows(d, d->body, r, NULL, NULL);
	put_remarks(d, r);
	return d;
}

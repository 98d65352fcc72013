/* Open data: every figure of the site as files, what their columns mean, and the log that they were made from. */
#include "publish/pages.h"
#include "publish/words.h"

static void put_file(struct doc *d, struct node *cell, const struct page_input *in, const char *name, const char *words)
{
	doc_link(d, cell, text_of(arena_printf(d->arena, "%sdata/%s", doc_z(d, in->root), name)), text_of(words));
}

static void put_people_files(struct doc *d, struct node *table, const struct page_input *in)
{
	static const char *const files[][2] = { { "publish.data-population", "population.csv" },
						{ "publish.data-projection", "projection.csv" },
						{ "publish.data-population-all", "population.json" } };

	for (size_t i = 0; i < sizeof files / sizeof *files && in->report->people; i++) {
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, doc_label(d, files[i][0]));
		put_file(d, doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 }), in, files[i][1], files[i][1]);
	}
}

static void put_review_files(struct doc *d, struct node *table, const struct page_input *in)
{
	struct node *row, *cell;

	if (!in->report->reviews)
		return;
	row = doc_row(d, table);
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.data-reviews"));
	cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });
	put_file(d, cell, in, "reviews.csv", "reviews.csv");
	doc_text(d, cell, doc_label(d, "publish.list-separator"));
	put_file(d, cell, in, "reviews.json", "reviews.json");
}

static void put_files(struct doc *d, const struct page_input *in)
{
	static const struct {
		const char *label, *csv, *json;
	} whole[] = { { "publish.data-kpis", "kpis.csv", NULL },
		      { "publish.data-values", "values.csv", NULL },
		      { "publish.data-plan", NULL, "plan.json" } };
	struct node *s = doc_section(d, d->body, "files"), *table, *row, *cell;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.data-files"));
	table = doc_table(d, s, "files-table", doc_label(d, "publish.data-files-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.col-content"));
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.col-files"));
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, doc_label(d, whole[i].label));
		cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });
		put_file(d, cell, in, whole[i].csv ? whole[i].csv : whole[i].json,
			 whole[i].csv ? whole[i].csv : whole[i].json);
	}
	put_people_files(d, table, in);
	put_review_files(d, table, in);
	for (size_t i = 0; i < in->report->kpis.n; i++) {
		const struct report_kpi *k = &in->report->kpis.at[i];
		const char *slug = doc_z(d, site_slug(d->arena, in->report, k));

		row = doc_row(d, table);
		cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });
		doc_foreign(d, doc_link(d, cell, kpi_address(d->arena, in, k), (struct text){ 0 }),
			    kpi_title(d->arena, k));
		cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });
		put_file(d, cell, in, arena_printf(d->arena, "kpi/%s.csv", slug),
			 arena_printf(d->arena, "%s.csv", slug));
		doc_text(d, cell, doc_label(d, "publish.list-separator"));
		put_file(d, cell, in, arena_printf(d->arena, "kpi/%s.json", slug),
			 arena_printf(d->arena, "%s.json", slug));
	}
}

/* Of the population's files. */
static void put_people_columns(struct doc *d)
{
	static const char *const column[][2] = {
		{ "code, name", "publish.csv-area" }, { "series", "publish.csv-series" },
		{ "kind", "publish.csv-kind" },       { "year", "publish.csv-year" },
		{ "sex", "publish.csv-sex" },         { "ages", "publish.csv-ages" },
		{ "value", "publish.csv-people" },    { "source, licence", "publish.csv-source" },
	};
	struct node *s = doc_section(d, d->body, "people-columns"), *facts;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.data-people-columns"));
	facts = doc_add(d, s, NODE_FACTS);
	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		doc_fact(d, facts, text_of(column[i][0]), doc_label(d, column[i][1]));
}

static void put_columns(struct doc *d)
{
	static const char *const column[][2] = {
		{ "plan", "publish.csv-plan" },
		{ "kpi", "publish.csv-kpi" },
		{ "name", "publish.csv-name" },
		{ "unit", "publish.csv-unit" },
		{ "baseline", "publish.col-baseline" },
		{ "baseline_period", "publish.csv-baseline-period" },
		{ "target", "publish.col-target" },
		{ "due", "publish.due" },
		{ "period", "publish.csv-period" },
		{ "value", "publish.csv-value" },
		{ "state", "publish.csv-state" },
		{ "published", "publish.csv-published" },
		{ "status", "publish.csv-status" },
		{ "short_by", "publish.csv-short-by" },
		{ "progress", "publish.progress" },
		{ "elapsed", "publish.elapsed" },
		{ "comparable", "publish.csv-comparable" },
		{ "event", "publish.csv-event" },
		{ "corrects", "publish.csv-corrects" },
		{ "superseded_by", "publish.csv-superseded" },
		{ "withdrawn_because", "publish.csv-withdrawn" },
	};
	struct node *s = doc_section(d, d->body, "columns"), *facts;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.data-columns"));
	doc_paragraph(d, s, doc_label(d, "publish.data-columns-help"));
	facts = doc_add(d, s, NODE_FACTS);
	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		doc_fact(d, facts, text_of(column[i][0]), doc_label(d, column[i][1]));
}

static void put_log(struct doc *d, const struct plan_report *r)
{
	struct node *s = doc_section(d, d->body, "log"), *facts;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.log"));
	doc_paragraph(d, s, doc_label(d, "publish.log-help"));
	facts = doc_add(d, s, NODE_FACTS);
	doc_fact(d, facts, doc_label(d, "publish.log-day"), words_date(d->arena, d->lang, r->as_of));
	doc_fact(d, facts, doc_label(d, "publish.log-head"), words_decimal(d->arena, decimal_of(r->at_event)));
	doc_code(d, doc_fact(d, facts, doc_label(d, "publish.log-root"), (struct text){ 0 }),
		 text_of(text_z(d->arena, text_of(HEX(&r->root)))));
}

void page_data(struct doc *d, const struct page_input *in)
{
	d->title = doc_label(d, "publish.data");
	d->summary = doc_label(d, "publish.data-summary");
	doc_heading(d, d->body, 1, NULL, d->title);
	doc_paragraph(d, d->body, d->summary);
	if (in->report->invented)
		doc_paragraph(d, d->body, doc_label(d, "publish.data-invented"));
	else
		doc_paragraph(d, d->body, doc_label(d, "publish.data-licence"));
	put_files(d, in);
	put_columns(d);
	if (in->report->people)
		put_people_columns(d);
	put_log(d, in->report);
}

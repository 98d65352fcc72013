/* The plan as certified: its versions, its targets as written, and its text word for word; its own headings are made
 * headings, and lines that only the width of the paper cut off are joined. */
#include "plan/read.h"
#include "publish/pages.h"
#include "publish/words.h"

static void put_versions(struct doc *d, const struct plan_report *r)
{
	static const char *const heads[] = { "publish.col-version", "publish.col-version-kind", "publish.col-certified",
					     "publish.col-original" };
	struct node *s = doc_section(d, d->body, "versions"), *table, *row, *cell;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.versions"));
	if (!r->versions.n) {
		doc_paragraph(d, s, doc_label(d, "publish.versions-none"));
		return;
	}
	table = doc_table(d, s, "versions-table", doc_label(d, "publish.versions-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, heads[i]));
	for (size_t i = 0; i < r->versions.n; i++) {
		const struct report_version *v = &r->versions.at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, doc_words(d, "publish.version-number", "n", NUM(v->number), NULL));
		doc_cell(d, row, 0, words_version_kind(d->lang, v->kind));
		doc_cell(d, row, 0,
			 v->certified.year ? words_date(d->arena, d->lang, v->certified)
					   : doc_label(d, "publish.certified-unknown"));
		cell = doc_cell(d, row, 0, v->source_name.n ? v->source_name : doc_label(d, "publish.unknown"));
		doc_break(d, cell);
		doc_text(d, cell, TEXT("SHA-256 "))->flags |= TEXT_SMALL;
		doc_code(d, cell, text_of(text_z(d->arena, text_of(HEX(&v->source)))));
	}
}

static void put_written(struct doc *d, struct node *row, struct text wording)
{
	struct node *cell = doc_cell(d, row, 0, wording.n ? (struct text){ 0 } : doc_label(d, "publish.not-in-plan"));

	if (wording.n)
		doc_foreign(d, cell, wording);
}

/* The certified tables fall apart into lines when a document is turned into text; this is what was read in them. */
static void put_targets(struct doc *d, const struct page_input *in)
{
	static const char *const heads[] = { "publish.col-kpi", "publish.col-baseline", "publish.col-target",
					     "publish.due" };
	const struct plan_report *r = in->report;
	struct node *s, *table, *row;

	if (!r->kpis.n)
		return;
	s = doc_section(d, d->body, "targets");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.plan-targets"));
	table = doc_table(d, s, "targets-table", doc_label(d, "publish.plan-targets-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, heads[i]));
	for (size_t i = 0; i < r->kpis.n; i++) {
		const struct report_kpi *k = &r->kpis.at[i];
		struct text due = words_period(d->arena, d->lang, k->kpi->target.due);
		struct node *cell;

		row = doc_row(d, table);
		cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });
		doc_foreign(d, doc_link(d, cell, kpi_address(d->arena, in, k), (struct text){ 0 }),
			    kpi_title(d->arena, k));
		if (k->kpi->unit.n)
			doc_foreign(d, cell, doc_words(d, "publish.in-brackets", "text", doc_z(d, k->kpi->unit), NULL))
				->flags |= TEXT_SMALL;
		put_written(d, row, k->kpi->baseline.wording);
		put_written(d, row, k->kpi->target.wording);
		doc_cell(d, row, 0, due.n ? due : doc_label(d, "publish.due-not-in-plan"));
	}
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

static bool is_dash(uint32_t c)
{
	return c == '-' || c == 0xff0d || c == 0x2212 || c == 0x30fc || c == 0x2010 || c == 0x2015;
}

/* 3 for a chapter (１ 地域再生計画の名称), 4 for its parts (５－２ …), 0 for a line of text. The certified form numbers
 * them so; a line that only looks like one is still shown in full. */
static int heading_level(struct text line)
{
	struct text t = text_trim(line);
	int numbers = 0;
	uint32_t c = 0;

	if (!t.n || t.n > 120)
		return 0;
	while (t.n && is_digit(c = text_next(&t))) {
		int digits = 1;

		while (t.n && is_digit(c = text_next(&t)))
			digits++;
		numbers++;
		if (digits > 1)
			return 0;
		if (!is_dash(c))
			break;
	}
	if (!numbers || !t.n || (c != ' ' && c != 0x3000) || text_find(line, TEXT("。")) != SIZE_MAX)
		return 0;
	/* "１ ２ ３" is a row of a table. */
	return is_digit(text_next(&t)) ? 0 : numbers == 1 ? 3 : 4;
}

static void put_text(struct doc *d, struct node *s, struct text source)
{
	plan_line_list lines = { 0 };
	struct node *p = NULL;
	bool chapter = false, goes_on = false;

	plan_lines(d->arena, source, &lines);
	for (size_t i = 0; i < lines.n; i++) {
		const struct plan_line *line = &lines.at[i];
		int level = heading_level(line->t);

		if (level == 4 && !chapter)
			level = 0;
		if (level) {
			doc_foreign(d, doc_heading(d, s, level, NULL, (struct text){ 0 }), line->t);
			chapter = true;
			p = NULL;
		} else {
			if (p && line->apart && !goes_on)
				p = NULL;
			if (p && !goes_on)
				doc_break(d, p);
			p = p ? p : doc_paragraph(d, s, (struct text){ 0 });
			doc_foreign(d, p, line->t);
		}
		goes_on = p && line->goes_on;
	}
}

void page_plan(struct doc *d, const struct page_input *in)
{
	const struct plan_report *r = in->report;
	struct node *s;

	d->title = doc_label(d, "publish.plan");
	d->summary = doc_words(d, "publish.plan-summary", "title", doc_z(d, r->plan->title), NULL);
	doc_heading(d, d->body, 1, NULL, d->title);
	doc_foreign(d, doc_paragraph(d, d->body, (struct text){ 0 }), r->plan->title);
	put_versions(d, r);
	put_targets(d, in);
	s = doc_section(d, d->body, "text");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.plan-text"));
	if (r->source_text.n) {
		doc_paragraph(d, s, doc_label(d, "publish.plan-text-help"))->flags |= TEXT_SMALL;
		put_text(d, s, r->source_text);
	} else {
		doc_paragraph(d, s, doc_label(d, "publish.plan-text-none"));
	}
}

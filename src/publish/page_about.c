/* How to read the site, how verdicts are made, and how anybody can check them. */
#include "publish/pages.h"
#include "publish/words.h"

static void put_statuses(struct doc *d)
{
	/* In the order in which they are tried: the first that holds is the verdict. */
	static const struct {
		enum status status;
		const char *when;
	} rules[] = {
		{ STATUS_UNDECIDED, "publish.when-undecided" }, { STATUS_NOT_YET, "publish.when-not-yet" },
		{ STATUS_REACHED, "publish.when-reached" },     { STATUS_WORSE, "publish.when-worse" },
		{ STATUS_MISSED, "publish.when-missed" },       { STATUS_NO_CHANGE, "publish.when-no-change" },
		{ STATUS_ON_TRACK, "publish.when-on-track" },   { STATUS_BEHIND, "publish.when-behind" },
	};
	struct node *s = doc_section(d, d->body, "statuses"), *table, *row;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.statuses"));
	doc_paragraph(d, s, doc_label(d, "publish.statuses-help"));
	table = doc_table(d, s, "statuses-table", doc_label(d, "publish.statuses-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.col-status"));
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.col-when"));
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		enum status st = rules[i].status;

		row = doc_row(d, table);
		doc_status(d, doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, (struct text){ 0 }), words_status_shape(st),
			   words_status_tone(st), text_of(words_status(d->lang, st)));
		doc_cell(d, row, 0, doc_label(d, rules[i].when));
	}
	doc_paragraph(d, s, doc_label(d, "publish.symbols"));
}

static void put_words(struct doc *d, const char *id, const char *heading, const char *const *sentences, size_t n)
{
	struct node *s = doc_section(d, d->body, id);

	doc_heading(d, s, 2, NULL, doc_label(d, heading));
	for (size_t i = 0; i < n; i++)
		doc_paragraph(d, s, doc_label(d, sentences[i]));
}

static void put_check(struct doc *d, const struct plan_report *r)
{
	struct node *s = doc_section(d, d->body, "check"), *list, *item;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.check"));
	doc_paragraph(d, s, doc_label(d, "publish.check-help"));
	list = doc_add(d, s, NODE_LIST);
	list->level = 1;
	doc_item(d, list, doc_label(d, "publish.check-figures"));
	item = doc_item(d, list, doc_label(d, "publish.check-verify"));
	doc_code(d, item, TEXT("sosei log verify"));
	item = doc_item(d, list, doc_words(d, "publish.check-root", "n", NUM(r->at_event), NULL));
	doc_code(d, item, text_of(text_z(d->arena, text_of(HEX(&r->root)))));
	item = doc_item(d, list, doc_label(d, "publish.check-publish"));
	doc_code(d, item, TEXT("sosei publish DIR"));
}

void page_about(struct doc *d, const struct page_input *in)
{
	static const char *const judged[] = { "publish.about-progress", "publish.about-noise", "publish.about-floor",
					      "publish.about-comparable", "publish.about-forecast" };
	static const char *const access[] = { "publish.about-access", "publish.about-access-2" };

	d->title = doc_label(d, "publish.about");
	d->summary = doc_label(d, "publish.about-summary");
	doc_heading(d, d->body, 1, NULL, d->title);
	doc_paragraph(d, d->body, d->summary);
	doc_paragraph(d, d->body,
		      doc_words(d, "publish.about-made", "date",
				doc_z(d, words_date(d->arena, d->lang, in->report->as_of)), "n",
				NUM(in->report->at_event), "version", SOSEI_VERSION, NULL));
	put_statuses(d);
	put_words(d, "methods", "publish.methods", judged, sizeof judged / sizeof *judged);
	put_check(d, in->report);
	put_words(d, "accessibility", "publish.accessibility", access, sizeof access / sizeof *access);
}

/* Many projects at once, from a table: tried first, row by row, then taken (web/upload.h). */
#include "usecase/review_json.h"
#include "web/project_parts.h"
#include "web/upload.h"

struct tried_import {
	struct table_file file;
	struct import_result result;
};

static void put_import_row(struct doc *d, struct node *table, const struct import_row *r)
{
	static const struct {
		enum shape shape;
		enum tone tone;
		const char *label;
	} looks[IMPORT_WHAT_COUNT] = { { SHAPE_CIRCLE, TONE_GOOD, "web.row-new" },
				       { SHAPE_TRIANGLE, TONE_FAIR, "web.row-changed" },
				       { SHAPE_EQUALS, TONE_PLAIN, "web.row-same" },
				       { SHAPE_CROSS, TONE_BAD, "web.row-fault" } };
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER, r->key);
	doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(d->arena, "%u", r->line)));
	doc_status(d, doc_cell(d, row, 0, (struct text){ 0 }), looks[r->what].shape, looks[r->what].tone,
		   doc_label(d, looks[r->what].label));
	doc_cell(d, row, 0, r->what == IMPORT_FAULT ? doc_say(d, &r->msg) : TEXT("–"));
}

static size_t count_rows(const struct import_result *r, enum import_what what)
{
	size_t n = 0;

	for (size_t i = 0; i < r->rows.n; i++)
		n += r->rows.at[i].what == what;
	return n;
}

/* Rows that change nothing are counted and not shown. */
static void put_import_rows(struct doc *d, const struct import_result *r)
{
	struct node *table;

	if (!r->unread && count_rows(r, IMPORT_SAME) == r->rows.n)
		return;
	table = doc_table(d, d->body, "row-list", doc_label(d, "web.upload-rows"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-project", "web.row-line", "web.row-what", "web.row-why", NULL });
	for (size_t i = 0; i < r->rows.n; i++)
		if (r->unread ? r->rows.at[i].what == IMPORT_FAULT : r->rows.at[i].what != IMPORT_SAME)
			put_import_row(d, table, &r->rows.at[i]);
}

static void put_import(struct request *q, struct doc *d, const struct tried_import *t)
{
	const struct import_result *r = &t->result;

	doc_heading(d, d->body, 2, "rows", doc_label(d, "web.upload-found"));
	doc_paragraph(d, d->body,
		      doc_words(d,
				r->unread   ? "web.import-unread"
				: r->faults ? "web.import-faults"
					    : "web.import-clean",
				"rows", NUM((int64_t)r->rows.n), "faults", NUM((int64_t)r->faults), "same",
				NUM((int64_t)count_rows(r, IMPORT_SAME)), NULL));
	put_import_rows(d, r);
	if (!r->unread && count_rows(r, IMPORT_NEW) + count_rows(r, IMPORT_CHANGED))
		upload_take(q, d, &t->file, "web.import-take");
	doc_heading(d, d->body, 2, "again", doc_label(d, "web.upload-other"));
}

static bool view_import(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.import-what"));
	doc_paragraph(d, d->body, doc_label(d, "web.import-columns"));
	if (q->tried)
		put_import(q, d, q->tried);
	upload_ask(q, d);
	return true;
}

static bool act_import(struct request *q, struct outcome *o, struct err *err)
{
	struct tried_import *t = NEW(q->context->arena, struct tried_import);

	if (!permit(q->context, RIGHT_PLAN, err) || !upload_read(&t->file, q, err) ||
	    !project_import(&t->result, q->context, (struct text){ 0 }, &t->file, upload_applies(q), err))
		return false;
	o->data = import_json(&t->result);
	o->to = TEXT("/projects");
	o->done = t->result.faults ? "web.done-import-partly" : "web.done-import";
	o->again = !upload_applies(q);
	q->tried = o->again ? t : NULL;
	return true;
}

const struct page page_project_import = {
	.route = "/projects/import",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.project-import",
	.fields = { { "file", FIELD_FILE, .label = "web.import-file", .hint = "web.import-file-hint",
		      .max = UPLOAD_BYTES },
		    CARRIED_FIELDS },
	.view = view_import,
	.act = act_import,
	.makes = "Import",
};

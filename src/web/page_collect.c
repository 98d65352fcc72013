/* Collecting the year's figures by Excel: a round is opened, each section has its workbook, fills it in and sends it
 * back; what it would change is shown before it is taken. A workbook is made when it is asked for, from what stands
 * then: nothing has to be kept, and a section that asks late gets the figures of today. */
#include "publish/words.h"
#include "usecase/paper.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"
#include "web/upload.h"

/* ---- who sent back, and who did not ---- */

static void put_standing(struct request *q, struct doc *d, struct node *table, const struct collect_status *s,
			 const struct collect_standing *one, bool open)
{
	static const struct {
		enum shape shape;
		enum tone tone;
		const char *label;
	} looks[] = { [COLLECT_RETURNED] = { SHAPE_CIRCLE, TONE_GOOD, "collect-state.returned" },
		      [COLLECT_MISSING] = { SHAPE_DOTS, TONE_PLAIN, "collect-state.missing" },
		      [COLLECT_LATE] = { SHAPE_TRIANGLE, TONE_WARN, "collect-state.late" } };
	struct node *row = doc_row(d, table), *cell;

	doc_cell(d, row, CELL_HEADER, one->name);
	doc_status(d, doc_cell(d, row, 0, (struct text){ 0 }), looks[one->state].shape, looks[one->state].tone,
		   doc_label(d, looks[one->state].label));
	doc_cell(d, row, 0, one->returned.year ? words_date(d->arena, d->lang, one->returned) : TEXT("–"));
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	if (open && page_may_for(q, RIGHT_RECORD, one->section))
		doc_link(d, cell,
			 review_link(q, s->review, arena_printf(d->arena, "collect/%s.xlsx", doc_z(d, one->section))),
			 doc_words(d, "web.collect-workbook", "section", doc_z(d, one->name), NULL));
	else
		doc_text(d, cell, TEXT("–"));
}

static void put_links(struct request *q, struct doc *d, const struct review *r, const struct collect_status *s)
{
	struct node *list = NULL;

	if (r->frozen_event) {
		doc_paragraph(d, d->body,
			      doc_words(d, "web.collect-over", "day",
					doc_z(d, words_date(d->arena, d->lang, r->frozen)), NULL));
		return;
	}
	if (s->round.n && page_may(q, RIGHT_RECORD)) {
		list = doc_add(d, d->body, NODE_LIST);
		doc_link(d, doc_item(d, list, (struct text){ 0 }), review_link(q, r->head.id, "collect/read"),
			 doc_label(d, "web.collect-read"));
	}
	if (page_may(q, RIGHT_PLAN)) {
		list = list ? list : doc_add(d, d->body, NODE_LIST);
		doc_link(d, doc_item(d, list, (struct text){ 0 }), review_link(q, r->head.id, "collect/make"),
			 doc_label(d, s->round.n ? "web.collect-make-next" : "web.collect-make"));
	}
}

static bool view_collect(struct request *q, struct doc *d, struct err *err)
{
	struct collect_status s;
	struct review r;
	struct node *table;
	size_t returned = 0;

	if (!head_of_page(&r, q, err) || !collect_status(&s, q->context, r.head.id, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	doc_paragraph(d, d->body, doc_label(d, s.round.n ? "web.collect-what" : "web.collect-none"));
	put_links(q, d, &r, &s);
	if (!s.round.n)
		return true;
	for (size_t i = 0; i < s.sections.n; i++)
		returned += s.sections.at[i].state == COLLECT_RETURNED;
	doc_heading(d, d->body, 2, "round", doc_words(d, "web.collect-round", "round", doc_z(d, s.round), NULL));
	doc_paragraph(d, d->body,
		      doc_words(d, "web.collect-standing", "returned", NUM((int64_t)returned), "all",
				NUM((int64_t)s.sections.n), "due",
				s.due.year ? doc_z(d, words_date(d->arena, d->lang, s.due)) : "–", NULL));
	table = doc_table(d, d->body, "round-list", doc_label(d, "web.collect-caption"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.section-name", "web.collect-state", "web.collect-returned", "web.collect-file",
				    NULL });
	for (size_t i = 0; i < s.sections.n; i++)
		put_standing(q, d, table, &s, &s.sections.at[i], !r.frozen_event);
	return true;
}

static bool data_collect(struct request *q, json_t **data, struct err *err)
{
	struct collect_status s;

	if (!collect_status(&s, q->context, request_text(q, "review"), err))
		return false;
	*data = collect_status_json(&s);
	return true;
}

const struct page page_collect = {
	.route = "/review/{review}/collect",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.collect",
	.fields = { REVIEW_FIELD },
	.view = view_collect,
	.data = data_collect,
	.gives = "Collect",
};

/* ---- a round ---- */

static bool view_make(struct request *q, struct doc *d, struct err *err)
{
	struct review r;

	if (!head_of_page(&r, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, "collect"),
		 doc_label(d, "web.collect"));
	doc_paragraph(d, d->body, doc_label(d, "web.collect-make-what"));
	if (r.due[STAGE_COLLECTING].year)
		form_value(q, "due", text_of(arena_printf(d->arena, "%s", DATE(r.due[STAGE_COLLECTING]))));
	form_of_page(q, d, d->body, "web.collect-make");
	return true;
}

static bool act_make(struct request *q, struct outcome *o, struct err *err)
{
	struct collect_request r = { .review = request_text(q, "review"),
				     .due = request_field(q, "due")->date,
				     .lang = q->lang };
	struct collect_made made;

	if (!collect_make(&made, q->context, &r, err))
		return false;
	o->to = review_link(q, r.review, "collect");
	o->done = "web.done-collect-made";
	o->data = json_pack("{s:o,s:I}", "round", json_text(made.round), "event", (json_int_t)made.event);
	return true;
}

const struct page page_collect_make = {
	.route = "/review/{review}/collect/make",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.collect-make",
	.fields = { REVIEW_FIELD,
		    { "due", FIELD_DATE, .label = "web.collect-due", .hint = "web.collect-due-hint",
		      .required = true } },
	.view = view_make,
	.data = data_collect,
	.act = act_make,
	.gives = "Collect",
	.makes = "CollectMade",
};

/* ---- the workbook of a section ---- */

static bool paper_section(struct request *q, struct paper_made *made, struct err *err)
{
	struct text review = request_text(q, "review"), section = request_text(q, "section");
	struct arena *a = q->context->arena;
	struct workbook *w;
	bool ok;

	if (!collect_workbook(&w, q->context, review, section, q->lang, err))
		return false;
	made->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	made->name = arena_printf(a, "collect-%s-%s.xlsx", text_z(a, review), text_z(a, section));
	if (!request_unlock(q, err))
		return false;
	ok = paper_workbook(a, &made->bytes, w, err);
	request_lock(q);
	return ok;
}

const struct page page_collect_section = {
	.route = "/review/{review}/collect/{section}.xlsx",
	.may = MAY_RIGHT,
	.right = RIGHT_RECORD,
	.title = "web.collect-file",
	.fields = { REVIEW_FIELD, { "section", FIELD_IN_PATH_NAME } },
	.paper = paper_section,
	.gives = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/* ---- what comes back ---- */

struct tried_collect {
	struct table_file file;
	struct collect_read read;
};

/* What a person wrote is Japanese on every page. */
static void put_side(struct doc *d, struct node *row, const struct collect_side *s)
{
	struct text said = page_or_dash(collect_side_said(d->arena, d->lang, s));

	if (s->is_value || !s->words.n)
		doc_cell(d, row, 0, said);
	else
		doc_foreign(d, doc_cell(d, row, 0, (struct text){ 0 }), said);
}

static void put_collect_row(struct doc *d, struct node *table, const struct collect_row *r)
{
	static const struct {
		enum shape shape;
		enum tone tone;
		const char *label;
	} looks[COLLECT_WHAT_COUNT] = { { SHAPE_CIRCLE, TONE_GOOD, "web.row-new" },
					{ SHAPE_EQUALS, TONE_PLAIN, "web.row-same" },
					{ SHAPE_TRIANGLE, TONE_FAIR, "web.row-correction" },
					{ SHAPE_DOWN, TONE_WARN, "web.row-conflict" },
					{ SHAPE_CROSS, TONE_BAD, "web.row-fault" } };
	struct node *row = doc_row(d, table), *cell;

	doc_cell(d, row, CELL_HEADER,
		 text_of(arena_printf(d->arena, "%s %s", doc_z(d, r->item.key), doc_z(d, r->name))));
	doc_cell(d, row, 0,
		 doc_label(d, r->assessment ? "web.review-assessment"
			      : r->absent   ? "web.value-absent"
					    : "web.value-value"));
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	doc_status(d, cell, looks[r->what].shape, looks[r->what].tone, doc_label(d, looks[r->what].label));
	if (r->msg.id) {
		doc_break(d, cell);
		doc_text(d, cell, doc_say(d, &r->msg));
	}
	put_side(d, row, &r->was);
	put_side(d, row, &r->is);
}

static size_t count_rows(const struct collect_read *r, unsigned of)
{
	size_t n = 0;

	for (size_t i = 0; i < r->rows.n; i++)
		n += (of >> r->rows.at[i].what) & 1;
	return n;
}

/* Rows that change nothing are counted and not shown. */
static void put_collect_rows(struct doc *d, const struct collect_read *r)
{
	struct node *table;

	if (count_rows(r, 1u << COLLECT_SAME) == r->rows.n)
		return;
	table = doc_table(d, d->body, "row-list", doc_label(d, "web.upload-rows"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-item", "web.row-kind", "web.row-what", "web.row-was", "web.row-is",
				    NULL });
	for (size_t i = 0; i < r->rows.n; i++)
		if (r->rows.at[i].what != COLLECT_SAME)
			put_collect_row(d, table, &r->rows.at[i]);
}

static void put_read(struct request *q, struct doc *d, const struct tried_collect *t)
{
	const struct collect_read *r = &t->read;
	const size_t faults = count_rows(r, 1u << COLLECT_FAULT), conflicts = count_rows(r, 1u << COLLECT_CONFLICT),
		     taken = count_rows(r, 1u << COLLECT_NEW | 1u << COLLECT_CORRECTION);

	doc_heading(d, d->body, 2, "rows",
		    doc_words(d, "web.collect-read-of", "section", doc_z(d, r->section_name), NULL));
	if (r->late)
		doc_paragraph(d, d->body, doc_label(d, "web.collect-is-late"));
	doc_paragraph(d, d->body,
		      doc_words(d,
				faults      ? "web.collect-has-faults"
				: conflicts ? "web.collect-has-conflicts"
					    : "web.collect-clean",
				"taken", NUM((int64_t)taken), "conflicts", NUM((int64_t)conflicts), "faults",
				NUM((int64_t)faults), "same", NUM((int64_t)count_rows(r, 1u << COLLECT_SAME)), NULL));
	put_collect_rows(d, r);
	if (!faults)
		upload_take(q, d, &t->file, "web.collect-take");
	doc_heading(d, d->body, 2, "again", doc_label(d, "web.upload-other"));
}

static bool view_read(struct request *q, struct doc *d, struct err *err)
{
	struct review r;

	if (!head_of_page(&r, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, "collect"),
		 doc_label(d, "web.collect"));
	doc_paragraph(d, d->body, doc_label(d, "web.collect-read-what"));
	if (q->tried)
		put_read(q, d, q->tried);
	upload_ask(q, d);
	return true;
}

static bool act_read(struct request *q, struct outcome *o, struct err *err)
{
	struct tried_collect *t = NEW(q->context->arena, struct tried_collect);
	struct review r;

	/* Whose review it is, before a process is started for the file. */
	if (!head_of_page(&r, q, err) || !upload_read(&t->file, q, err) ||
	    !collect_read(&t->read, q->context, r.head.id, &t->file, upload_applies(q), err))
		return false;
	o->data = collect_read_json(q->context->arena, &t->read);
	o->to = review_link(q, r.head.id, "collect");
	o->done = "web.done-collect-read";
	o->again = !t->read.event;
	q->tried = t;
	return true;
}

const struct page page_collect_read = {
	.route = "/review/{review}/collect/read",
	.may = MAY_RIGHT,
	.right = RIGHT_RECORD,
	.title = "web.collect-read",
	.fields = { REVIEW_FIELD,
		    { "file", FIELD_FILE, .label = "web.collect-upload", .hint = "web.collect-upload-hint",
		      .max = UPLOAD_BYTES },
		    CARRIED_FIELDS },
	.view = view_read,
	.data = data_collect,
	.act = act_read,
	.gives = "Collect",
	.makes = "CollectRead",
};

/* The committee's meetings: when, who was there and whether that was enough, what lay on the table, what was said. One
 * form records a meeting and changes it, told apart by its name (第1回). What is marked not public is for those who
 * sign in only. */
#include "publish/words.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

static const struct meeting *meeting_of(const meeting_list *all, struct text key)
{
	for (size_t i = 0; i < all->n; i++)
		if (text_eq(all->at[i].key, key))
			return &all->at[i];
	return NULL;
}

/* Names, a comma between; the chair first of all. */
static struct text names_of(struct doc *d, const struct review *r, const struct text *keys, size_t n, struct text chair)
{
	struct buf b = { 0 };
	struct text made;

	for (size_t i = 0; i < n; i++) {
		struct text name = member_shown(r, keys[i]);

		buf_puts(&b, !i ? "" : d->lang == LANG_JA ? "、" : ", ");
		buf_text(&b, chair.n && text_eq(keys[i], chair)
				     ? doc_words(d, "web.meeting-chairs", "name", doc_z(d, name), NULL)
				     : name);
	}
	made = text_dup(d->arena, buf_view(&b));
	buf_clear(&b);
	return made;
}

static void put_materials(struct doc *d, struct node *facts, const struct meeting *m)
{
	struct node *f;

	if (!m->materials.n)
		return;
	f = doc_fact(d, facts, doc_label(d, "web.meeting-materials"), (struct text){ 0 });
	for (size_t i = 0; i < m->materials.n; i++) {
		if (i)
			doc_break(d, f);
		doc_text(d, f, m->materials.at[i].title);
		if (!m->materials.at[i].is_public)
			doc_text(d, f, doc_label(d, "web.meeting-closed"));
	}
}

static void put_meeting_facts(struct doc *d, struct node *parent, const struct review *r, const struct meeting *m)
{
	struct node *facts = doc_add(d, parent, NODE_FACTS), *f;

	doc_fact(d, facts, doc_label(d, "web.meeting-held"), words_date(d->arena, d->lang, m->held));
	doc_fact(d, facts, doc_label(d, "web.meeting-present"), names_of(d, r, m->present.at, m->present.n, m->chair));
	if (m->absent.n)
		doc_fact(d, facts, doc_label(d, "web.meeting-absent"),
			 names_of(d, r, m->absent.at, m->absent.n, (struct text){ 0 }));
	f = doc_fact(d, facts, doc_label(d, "web.meeting-quorum"), (struct text){ 0 });
	doc_status(d, f, m->quorate ? SHAPE_CIRCLE : SHAPE_TRIANGLE, m->quorate ? TONE_GOOD : TONE_WARN,
		   doc_label(d, m->quorate ? "web.meeting-quorate" : "web.meeting-short"));
	doc_text(d, f,
		 doc_words(d, "web.meeting-numbers", "present", NUM((int64_t)m->present.n), "quorum",
			   NUM((int64_t)m->quorum), NULL));
	put_materials(d, facts, m);
	if (m->minutes.n) {
		f = doc_fact(d, facts, doc_label(d, "web.meeting-minutes"), m->minutes);
		if (!m->minutes_public)
			doc_text(d, f, doc_label(d, "web.meeting-closed"));
	}
}

/* ---- all of a review ---- */

static struct text meeting_link(const struct request *q, struct text review, struct text key)
{
	struct arena *a = q->context->arena;
	struct text to = review_link(q, review, "meeting");

	return text_of(arena_printf(a, "%s?key=%s", text_z(a, to), text_z(a, percent_encoded(a, key))));
}

static bool view_meetings(struct request *q, struct doc *d, struct err *err)
{
	meeting_list all = { 0 };
	struct review r;

	if (!head_of_page(&r, q, err) || !meetings_read(&all, q->context, r.head.id, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	if (page_may(q, RIGHT_PLAN) && !r.closed_event)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, "meeting"),
			 doc_label(d, "web.meeting-add"));
	if (!all.n)
		doc_paragraph(d, d->body, doc_label(d, "web.meetings-none"));
	for (size_t i = 0; i < all.n; i++) {
		doc_heading(d, d->body, 2, NULL, all.at[i].key);
		put_meeting_facts(d, d->body, &r, &all.at[i]);
		if (page_may(q, RIGHT_PLAN) && !r.closed_event)
			doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
				 meeting_link(q, r.head.id, all.at[i].key),
				 doc_words(d, "web.meeting-change", "meeting", doc_z(d, all.at[i].key), NULL));
	}
	return true;
}

static bool data_meetings(struct request *q, json_t **data, struct err *err)
{
	meeting_list all = { 0 };
	struct review r;
	json_t *list;

	if (!head_of_page(&r, q, err) || !meetings_read(&all, q->context, r.head.id, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++)
		json_array_append_new(list, meeting_json(&all.at[i]));
	*data = json_pack("{s:o}", "meetings", list);
	return true;
}

const struct page page_review_meetings = {
	.route = "/review/{review}/meetings",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.meetings",
	.fields = { REVIEW_FIELD },
	.view = view_meetings,
	.data = data_meetings,
	.gives = "Meetings",
};

/* ---- one ---- */

/* Titles, one a line: those that are public, or the others. */
static struct text titles_of(struct arena *a, const struct meeting *m, bool is_public)
{
	struct buf b = { 0 };
	struct text made;

	for (size_t i = 0; i < m->materials.n; i++)
		if (m->materials.at[i].is_public == is_public) {
			buf_puts(&b, b.n ? "\n" : "");
			buf_text(&b, m->materials.at[i].title);
		}
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static struct text keys_of(struct arena *a, const struct meeting *m)
{
	struct buf b = { 0 };
	struct text made;

	for (size_t i = 0; i < m->present.n; i++) {
		buf_puts(&b, i ? "," : "");
		buf_text(&b, m->present.at[i]);
	}
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static void fill_in(struct request *q, struct doc *d, const struct meeting *m)
{
	page_title(d, doc_words(d, "web.meeting-change", "meeting", doc_z(d, m->key), NULL));
	form_value(q, "held", text_of(arena_printf(d->arena, "%s", DATE(m->held))));
	form_value(q, "present", keys_of(d->arena, m));
	form_value(q, "chair", m->chair);
	form_value(q, "materials", titles_of(d->arena, m, true));
	form_value(q, "materials-closed", titles_of(d->arena, m, false));
	form_value(q, "minutes", m->minutes);
	form_value(q, "minutes-public", m->minutes_public ? TEXT("yes") : TEXT(""));
}

/* Whose term holds, and whoever was there. */
static void add_members(struct request *q, struct doc *d, struct node *field, const struct review *r,
			const struct meeting *m)
{
	for (size_t i = 0; i < r->members.n; i++) {
		const struct member *one = &r->members.at[i];
		bool was_there = false;

		for (size_t k = 0; m && k < m->present.n; k++)
			was_there |= text_eq(m->present.at[k], one->key);
		if (was_there || member_serves(one, date_in_japan(q->context->now)))
			form_choice(q, d, field, one->key, member_shown(r, one->key));
	}
}

static bool view_meeting(struct request *q, struct doc *d, struct err *err)
{
	static const char *const rest[] = { "materials", "materials-closed", "minutes", "minutes-public", NULL };
	const struct meeting *m;
	meeting_list all = { 0 };
	struct review r;
	struct node *form;

	if (!head_of_page(&r, q, err) || !meetings_read(&all, q->context, r.head.id, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, "meetings"),
		 doc_label(d, "web.meetings"));
	m = meeting_of(&all, request_text(q, "key"));
	if (m)
		fill_in(q, d, m);
	if (m && q->conflict)
		put_meeting_facts(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), &r, m);
	form_stands(q, m ? m->event : 0);
	form = form_begin(q, d, d->body, NULL);
	form_key(q, d, form, "key", m && !q->conflict);
	form_field(q, d, form, "held");
	add_members(q, d, form_field(q, d, form, "present"), &r, m);
	add_members(q, d, form_field(q, d, form, "chair"), &r, m);
	for (size_t i = 0; rest[i]; i++)
		form_field(q, d, form, rest[i]);
	form_button(d, form, "web.save", NULL);
	return true;
}

/* As the use case has them: a line each, "-" before what is not public. */
static struct text materials_said(const struct request *q)
{
	struct text closed = request_text(q, "materials-closed");
	struct buf b = { 0 };
	struct text made;

	buf_text(&b, request_text(q, "materials"));
	while (closed.n) {
		size_t end = text_find(closed, TEXT("\n"));
		struct text line = text_trim(text_slice(closed, 0, end));

		if (line.n) {
			buf_puts(&b, "\n- ");
			buf_text(&b, line);
		}
		closed = end == SIZE_MAX ? (struct text){ 0 } : text_slice(closed, end + 1, closed.n);
	}
	made = text_dup(q->context->arena, buf_view(&b));
	buf_clear(&b);
	return made;
}

static bool act_meeting(struct request *q, struct outcome *o, struct err *err)
{
	struct meeting_request r = { .review = request_text(q, "review"),
				     .key = request_text(q, "key"),
				     .held = request_field(q, "held")->date,
				     .present = request_text(q, "present"),
				     .chair = request_text(q, "chair"),
				     .materials = materials_said(q),
				     .minutes = text_trim(request_text(q, "minutes")),
				     .minutes_public = request_has(q, "minutes-public"),
				     .seen = form_seen(q) };
	struct meeting made = { 0 };

	if (!meeting_set(&made, q->context, &r, err))
		return false;
	o->to = review_link(q, r.review, "meetings");
	o->done = "web.done-said";
	o->data = json_pack("{s:o}", "meeting", meeting_json(&made));
	return true;
}

const struct page page_review_meeting = {
	.route = "/review/{review}/meeting",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.meeting-add",
	.fields = { REVIEW_FIELD,
		    STANDS_FIELD,
		    { "key", FIELD_LINE, .label = "web.meeting-key", .hint = "web.meeting-key-hint", .max = 30,
		      .required = true },
		    { "held", FIELD_DATE, .label = "web.meeting-held", .required = true },
		    { "present", FIELD_CHOICES, .label = "web.meeting-present", .hint = "web.meeting-present-hint",
		      .required = true },
		    { "chair", FIELD_CHOICE, .label = "web.meeting-chair" },
		    { "materials", FIELD_TEXT, .label = "web.meeting-materials-public",
		      .hint = "web.meeting-materials-hint" },
		    { "materials-closed", FIELD_TEXT, .label = "web.meeting-materials-closed",
		      .hint = "web.meeting-materials-hint" },
		    { "minutes", FIELD_TEXT, .label = "web.meeting-minutes", .hint = "web.meeting-minutes-hint" },
		    { "minutes-public", FIELD_CHECK, .label = "web.meeting-minutes-public" } },
	.view = view_meeting,
	.data = data_meetings,
	.act = act_meeting,
	.gives = "Meetings",
	.makes = "OneMeeting",
};

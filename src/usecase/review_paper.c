/* One tree for three papers, whose chapters differ: what a chapter says of an item is said by review_paper_thing.c, so
 * that the packet, the report and the hand-over cannot tell it differently. */
#include "usecase/review_paper.h"

#include <assert.h>

#include "publish/evaluation.h"
#include "publish/review_parts.h"
#include "publish/site.h"
#include "publish/words.h"
#include "usecase/review_paper_part.h"

const char *review_paper_name(enum review_paper_of of)
{
	static const char *const name[REVIEW_PAPER_COUNT] = { "packet", "report" };

	return name[of];
}

/* ---- words ---- */

struct text review_section(const struct review_writing *w, struct text key)
{
	return key.n ? section_shown(&w->sections, key) : doc_label(w->doc, "review-paper.nobody");
}

struct text review_member(const struct review_writing *w, struct text member)
{
	const struct review *r = w->review;

	for (size_t i = 0; i < r->experts.n; i++) {
		if (!text_eq(r->experts.at[i].member, member))
			continue;
		if (r->names_shown && r->experts.at[i].name.n)
			return r->experts.at[i].name;
		return doc_words(w->doc, "review-paper.expert-n", "n", NUM((int64_t)i + 1), NULL);
	}
	return doc_label(w->doc, "review-paper.expert");
}

struct text review_direction_words(const struct review_writing *w, enum review_direction d)
{
	const char *name = direction_name(d);

	return name ? doc_label(w->doc, arena_printf(w->doc->arena, "direction.%s", name)) : TEXT("–");
}

struct text review_yen(const struct review_writing *w, int64_t yen)
{
	return doc_words(w->doc, "review-paper.yen", "yen",
			 doc_z(w->doc, words_decimal(w->doc->arena, decimal_of(yen))), NULL);
}

struct text review_thing_title(const struct review_writing *w, const struct review_thing *t)
{
	return text_of(arena_printf(w->doc->arena, "%s %s", doc_z(w->doc, t->item.key), doc_z(w->doc, t->name)));
}

struct text review_year_words(const struct review_writing *w, int16_t year)
{
	return words_period(w->doc->arena, w->doc->lang, (struct period){ PERIOD_FY, year, { 0 } });
}

void review_fact(struct review_writing *w, struct node *facts, const char *label, struct text words)
{
	if (words.n)
		doc_fact(w->doc, facts, doc_label(w->doc, label), words);
}

/* ---- the first chapter ---- */

static void put_head(struct review_writing *w)
{
	const struct review *r = w->review;
	struct doc *d = w->doc;
	struct node *facts = doc_add(d, d->body, NODE_FACTS);

	review_fact(w, facts, "review-paper.plan", r->now->plan->title);
	review_fact(w, facts, "review-paper.about", review_year_words(w, r->head.about));
	review_fact(w, facts, "review-paper.held", words_date(d->arena, d->lang, r->head.held));
	if (r->frozen_event)
		review_fact(w, facts, "review-paper.frozen",
			    doc_words(d, "review-paper.frozen-at", "day",
				      doc_z(d, words_date(d->arena, d->lang, r->frozen)), "event", NUM(r->frozen_at),
				      NULL));
	if (w->of == REVIEW_REPORT)
		review_fact(w, facts, "review-paper.stage",
			    doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(r->standing.stage))));
}

static void put_experts(struct review_writing *w)
{
	static const char *const columns[] = { "review-paper.expert", "review-paper.field", "review-paper.declared" };
	const struct review *r = w->review;
	struct doc *d = w->doc;
	struct node *table, *row;

	if (!r->experts.n)
		return;
	doc_heading(d, d->body, 2, "experts", doc_label(d, "review-paper.experts"));
	table = doc_table(d, d->body, "expert-list", doc_label(d, "review-paper.experts-invited"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *e = &r->experts.at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, review_member(w, e->member));
		doc_cell(d, row, 0,
			 e->field.n ? doc_label(d, arena_printf(d->arena, "field.%s", doc_z(d, e->field))) : TEXT("–"));
		doc_cell(d, row, CELL_NOWRAP,
			 e->declared.year ? words_date(d->arena, d->lang, e->declared) : TEXT("–"));
	}
}

static void put_agreement(struct review_writing *w)
{
	struct doc *d = w->doc;
	struct node *facts;

	if (!w->review->has_agreement)
		return;
	doc_heading(d, d->body, 2, "agreement", doc_label(d, "review-paper.agreement"));
	facts = doc_add(d, d->body, NODE_FACTS);
	review_agreement(d, facts, &w->review->ordinal);
	review_agreement(d, facts, &w->review->nominal);
}

static void put_meetings(struct review_writing *w, const meeting_list *meetings)
{
	static const char *const columns[] = { "review-paper.meeting", "review-paper.day", "review-paper.present",
					       "review-paper.quorum", "review-paper.materials" };
	struct doc *d = w->doc;
	struct node *table, *row;

	if (!meetings->n)
		return;
	doc_heading(d, d->body, 2, "meetings", doc_label(d, "review-paper.meetings"));
	table = doc_table(d, d->body, "meeting-list", doc_label(d, "review-paper.meetings-held"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < meetings->n; i++) {
		const struct meeting *m = &meetings->at[i];
		const char *materials = "";

		for (size_t k = 0; k < m->materials.n; k++)
			if (m->materials.at[k].is_public)
				materials = arena_printf(d->arena, "%s%s%s", materials, *materials ? "; " : "",
							 doc_z(d, m->materials.at[k].title));
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, m->key);
		doc_cell(d, row, CELL_NOWRAP, words_date(d->arena, d->lang, m->held));
		doc_cell(d, row, 0,
			 doc_words(d, "review-paper.present-of", "present", NUM((int64_t)m->present.n), "all",
				   NUM((int64_t)(m->present.n + m->absent.n)), NULL));
		doc_cell(d, row, 0, doc_label(d, m->quorate ? "review-paper.quorate" : "review-paper.not-quorate"));
		doc_cell(d, row, 0, text_of(*materials ? materials : "–"));
	}
}

/* Last year's promises come first. */
static void put_promises(struct review_writing *w)
{
	static const char *const columns[] = { "review-paper.item", "review-paper.will", "review-paper.by",
					       "review-paper.until", "review-paper.done" };
	const promise_list *list = &w->review->promises;
	struct doc *d = w->doc;
	struct node *table, *row, *cell;

	if (!list->n)
		return;
	doc_heading(d, d->body, 2, "promises", doc_label(d, "review-paper.promises"));
	table = doc_table(d, d->body, "promise-list", doc_label(d, "review-paper.promises-caption"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < list->n; i++) {
		const struct review_promise *p = &list->at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER,
			 text_of(arena_printf(d->arena, "%s %s", doc_z(d, p->review), doc_z(d, p->item.key))));
		doc_cell(d, row, 0, p->will);
		doc_cell(d, row, 0, review_section(w, p->by));
		doc_cell(d, row, CELL_NOWRAP, words_date(d->arena, d->lang, p->until));
		cell = doc_cell(d, row, 0,
				doc_label(d, p->followed ? arena_printf(d->arena, "done.%s", doc_z(d, p->done))
							 : "review-paper.not-followed"));
		if (p->what.n) {
			doc_break(d, cell);
			doc_text(d, cell, p->what)->flags |= TEXT_SMALL;
		}
	}
}

static void put_summary_row(struct review_writing *w, struct node *table, const struct review_thing *t)
{
	struct doc *d = w->doc;
	struct node *row = doc_row(d, table), *cell;
	const struct report_kpi *k = t->frozen ? t->frozen : t->now;

	doc_cell(d, row, CELL_HEADER, review_thing_title(w, t));
	if (t->hidden) {
		doc_cell(d, row, 0, doc_label(d, "review-paper.hidden"))->span = w->of == REVIEW_REPORT ? 5 : 3;
		return;
	}
	doc_cell(d, row, 0, review_section(w, t->owner));
	cell = doc_cell(d, row, 0, t->item.kind == ITEM_KPI && k ? (struct text){ 0 } : TEXT("–"));
	if (t->item.kind == ITEM_KPI && k)
		doc_status(d, cell, words_status_shape(k->verdict.status), words_status_tone(k->verdict.status),
			   text_of(words_status(d->lang, k->verdict.status)));
	doc_cell(d, row, 0, review_direction_words(w, t->assessment.event ? t->assessment.direction : DIRECTION_NONE));
	if (w->of != REVIEW_REPORT)
		return;
	doc_cell(d, row, 0, review_direction_words(w, t->finding.event ? t->finding.direction : DIRECTION_NONE));
	doc_cell(d, row, 0, review_direction_words(w, t->decision.event ? t->decision.direction : DIRECTION_NONE));
}

static void put_summary(struct review_writing *w)
{
	static const char *const columns[] = {
		"review-paper.item",     "review-paper.owner",   "review-paper.verdict",
		"review-paper.proposed", "review-paper.finding", "review-paper.decided"
	};
	struct doc *d = w->doc;
	struct node *table, *row;

	doc_heading(d, d->body, 2, "items", doc_label(d, "review-paper.items"));
	table = doc_table(d, d->body, "item-list", doc_label(d, "review-paper.items-caption"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < (w->of == REVIEW_REPORT ? 6 : 4); i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < w->review->things.n; i++)
		put_summary_row(w, table, &w->review->things.at[i]);
}

static void first_chapter(struct review_writing *w, const meeting_list *meetings)
{
	struct doc *d = w->doc;

	doc_heading(d, d->body, 1, "review", d->title);
	put_head(w);
	put_promises(w);
	put_summary(w);
	if (w->of == REVIEW_PACKET && w->review->at_freeze) {
		doc_heading(d, d->body, 2, "verdicts", doc_label(d, "review-paper.verdicts"));
		evaluation_rows(d, d->body, w->review->at_freeze, NULL, NULL);
	}
	put_experts(w);
	if (w->of == REVIEW_REPORT) {
		put_meetings(w, meetings);
		put_agreement(w);
	}
}

/* ---- the paper ---- */

static struct doc *chapter(struct review_writing *w, struct paper *p, enum lang lang, struct text title)
{
	w->doc = doc_new(p->arena, lang, title);
	paper_chapter(p, w->doc, (struct text){ 0 });
	return w->doc;
}

static struct text paper_title(struct context *c, const struct review *r, enum review_paper_of of, enum lang lang)
{
	static const char *const id[REVIEW_PAPER_COUNT] = { "review-paper.packet", "review-paper.report" };
	struct doc *words = doc_new(c->arena, lang, (struct text){ 0 });

	return doc_words(words, id[of], "year",
			 doc_z(words, words_period(c->arena, lang, (struct period){ PERIOD_FY, r->head.about, { 0 } })),
			 NULL);
}

/* The packet is of the day of the freeze, whenever it is printed; the report of a review that is closed, of that day.
 */
static struct date paper_day(const struct review *r, enum review_paper_of of)
{
	if (of == REVIEW_PACKET)
		return r->frozen;
	return r->closed_event ? r->closed : r->now->as_of;
}

static struct paper *begin(struct context *c, const struct review *r, enum review_paper_of of, enum lang lang)
{
	struct paper *p = paper_begin(c->arena, lang, paper_title(c, r, of, lang), paper_day(r, of));
	struct doc *words = doc_new(c->arena, lang, (struct text){ 0 });

	p->plan = r->now->plan->title;
	p->owner = site_owner(r->now);
	p->edition =
		doc_words(words, "publish.as-of", "date", doc_z(words, words_date(c->arena, lang, p->as_of)), NULL);
	p->source = text_of(arena_printf(c->arena, "%s %s", msg_label(lang, "paper.source"), doc_z(words, p->owner)));
	if (r->now->invented)
		p->banner = doc_label(words, "publish.invented");
	return p;
}

static bool too_early(struct context *c, const struct review *r, const char *id, struct err *err)
{
	const char *stage = arena_printf(c->arena, "stage.%s", stage_name(r->standing.stage));

	return err_set(err, ERR_CONFLICT, id, "review", text_z(c->arena, r->head.id), "stage",
		       msg_label(LANG_JA, stage), "stage_en", msg_label(LANG_EN, stage), NULL);
}

static bool is_time(struct context *c, const struct review *r, enum review_paper_of of, struct err *err)
{
	if (of == REVIEW_PACKET && !r->frozen_event)
		return too_early(c, r, "review-paper.not-frozen", err);
	if (of == REVIEW_REPORT && !r->revealed_event)
		return too_early(c, r, "review-paper.not-revealed", err);
	return true;
}

bool review_paper(struct paper **out, struct context *c, const struct review *r, enum review_paper_of of,
		  enum lang lang, struct err *err)
{
	struct review with_promises = *r;
	struct review_writing w = { .review = &with_promises, .of = of, .sections = r->sections };
	meeting_list meetings = { 0 };
	struct paper *p;

	assert(r->every_year);
	if (!is_time(c, r, of, err) || !review_promises(&with_promises, c, err) ||
	    !meetings_read(&meetings, c, r->head.id, err))
		return false;
	p = begin(c, r, of, lang);
	chapter(&w, p, lang, p->title);
	first_chapter(&w, &meetings);
	for (size_t i = 0; i < r->things.n; i++) {
		chapter(&w, p, lang, review_thing_title(&w, &r->things.at[i]));
		review_paper_thing(&w, &r->things.at[i]);
	}
	*out = p;
	return true;
}

/* What comes back. What stood when the file was made is known by the number of its event, which the file carries, so
 * that "somebody changed it meanwhile" is told from "the section changed it".
 *
 * A file is taken in one transaction, under whose lock the review is read once for all rows and not once for each: so
 * nobody comes between comparing and recording, and of a file that is refused nothing is there. A look tries the same
 * and takes it back, since a look that says "can be taken" of what taking then refuses would be of no use. */
#include <stdlib.h>
#include <string.h>

#include "files/sheet.h"
#include "publish/words.h"
#include "usecase/collect.h"
#include "usecase/kpis.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "usecase/said.h"

const char *collect_what_name(enum collect_what what)
{
	static const char *const names[COLLECT_WHAT_COUNT] = { "new", "same", "correction", "conflict", "fault" };

	return names[what];
}

struct reading {
	struct context *c;
	struct collect_read *out;
	struct review r;
	const struct book *book;
	struct text *keys; /* of r.things, as they are compared */
	size_t near;       /* where the last row's was: rows come as they went out */
	bool said;         /* a figure was recorded since r was read */
	bool refused;
};

/* Columns of the sheets, as collect_make.c writes them. */
enum { FIG_KEY, FIG_VALUE = 6, FIG_STATE, FIG_PUBLISHED, FIG_SOURCE, FIG_BECAUSE, FIG_NO_VALUE, FIG_PERIOD, FIG_EVENT };
enum { ASS_KEY, ASS_DID = 2, ASS_SPENT, ASS_ANALYSIS, ASS_DIRECTION, ASS_BECAUSE, ASS_EVENT };

static const struct sheet *sheet_titled(const struct book *b, const char *id)
{
	for (size_t i = 0; i < b->sheets.n; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (strcmp(b->sheets.at[i].title, msg_label((enum lang)lang, id)) == 0)
				return &b->sheets.at[i];
	return NULL;
}

static struct text cell(const struct sheet_row *row, size_t column)
{
	return column < row->n_cells ? text_trim(row->cells[column]) : (struct text){ 0 };
}

static struct collect_row *add_row(struct reading *x, const struct sheet_row *row, const struct review_thing *t)
{
	struct collect_row *made = LIST_ADD(x->c->arena, &x->out->rows);

	made->line = row->line;
	made->item = t->item;
	made->name = t->name;
	return made;
}

static void fault(struct reading *x, struct collect_row *row, const char *id, struct text value)
{
	row->what = COLLECT_FAULT;
	row->msg = msg_make(x->c->arena, id, "value", text_z(x->c->arena, value), NULL);
}

/* ---- status ---- */

static bool take_round(struct collect_status *status, struct context *c, const struct rows *row, struct err *err)
{
	json_t *said = NULL;
	const json_t *list;

	if (!json_parse(&said, rows_text(row, 8), "act", err))
		return false;
	list = json_object_get(said, "sections");
	*status = (struct collect_status){ .review = status->review, .round = text_dup(c->arena, rows_text(row, 3)) };
	if (!date_parse(&status->made, rows_text(row, 7), NULL) ||
	    !date_parse(&status->due, json_get_text(said, "due"), NULL))
		status->due = (struct date){ 0 };
	for (size_t i = 0; i < json_array_size(list); i++)
		LIST_ADD(c->arena, &status->sections)->section =
			text_dup(c->arena, text_of(json_string_value(json_array_get(list, i))));
	json_decref(said);
	return true;
}

static bool take_return(struct collect_status *status, struct context *c, const struct rows *row, struct err *err)
{
	json_t *said = NULL;

	if (!text_eq(rows_text(row, 3), status->round))
		return true;
	if (!json_parse(&said, rows_text(row, 8), "act", err))
		return false;
	for (size_t i = 0; i < status->sections.n; i++) {
		struct collect_standing *s = &status->sections.at[i];

		if (!text_eq(s->section, rows_text(row, 4)))
			continue;
		s->file = text_dup(c->arena, json_get_text(said, "name"));
		if (!date_parse(&s->returned, rows_text(row, 7), NULL))
			s->returned = (struct date){ 0 };
	}
	json_decref(said);
	return true;
}

static bool each_act(struct collect_status *status, struct context *c, const char *kind,
		     bool (*take)(struct collect_status *, struct context *, const struct rows *, struct err *),
		     struct err *err)
{
	const struct value key = V_Z(kind);
	struct err failed = { 0 };
	struct rows *row = NULL;
	bool ok = true;

	if (!query_run(&row, c->store, "acts_of_kind", &key, 1, err))
		return false;
	while (ok && rows_next(row, &failed))
		if (text_eq(rows_text(row, 2), status->review))
			ok = take(status, c, row, err);
	return rows_end(&row, &failed, err) && ok;
}

static bool status_of(struct collect_status *out, struct context *c, const struct review *r, struct err *err)
{
	struct collect_status made = { .review = r->head.id };

	if (!permit(c, RIGHT_READ_INTERNAL, err) || !each_act(&made, c, "collect_made", take_round, err) ||
	    !each_act(&made, c, "collect_read", take_return, err))
		return false;
	for (size_t i = 0; i < made.sections.n; i++) {
		struct collect_standing *s = &made.sections.at[i];

		s->name = section_shown(&r->sections, s->section);
		s->state = s->returned.year                                            ? COLLECT_RETURNED
			   : made.due.year && date_cmp(context_today(c), made.due) > 0 ? COLLECT_LATE
										       : COLLECT_MISSING;
	}
	*out = made;
	return true;
}

bool collect_status(struct collect_status *out, struct context *c, struct text review, struct err *err)
{
	struct review r;

	return permit(c, RIGHT_READ_INTERNAL, err) && review_glance(&r, c, &(struct glance){ .review = review }, err) &&
	       status_of(out, c, &r, err);
}

/* ---- which file it is ---- */

static struct text identity(const struct book *b, const char *name)
{
	for (size_t i = 0; i < b->sheets.n; i++) {
		const struct sheet *s = &b->sheets.at[i];

		for (size_t j = 0; strcmp(s->title, "sosei") == 0 && j < s->rows.n; j++)
			if (text_is(cell(&s->rows.at[j], 0), name))
				return cell(&s->rows.at[j], 1);
	}
	return (struct text){ 0 };
}

/* Before the lock: most of what is no file of ours waits for nobody. */
static bool is_ours(struct reading *x, struct text review, struct err *err)
{
	struct arena *a = x->c->arena;

	x->out->review = identity(x->book, "review");
	x->out->round = identity(x->book, "round");
	x->out->section = identity(x->book, "section");
	if (!x->out->round.n || !x->out->section.n)
		return err_set(err, ERR_INPUT, "usecase.collect-no-file", "file", text_z(a, x->out->file), NULL);
	return !review.n || text_eq(review, x->out->review) ||
	       err_set(err, ERR_INPUT, "usecase.collect-other-review", "file", text_z(a, x->out->file), "review",
		       text_z(a, x->out->review), NULL);
}

static bool identify(struct reading *x, struct err *err)
{
	struct arena *a = x->c->arena;
	struct collect_status status = { 0 };
	const struct section *s;

	if (!review_load(&x->r, x->c, x->out->review, err) || !status_of(&status, x->c, &x->r, err))
		return false;
	if (!text_eq(status.round, x->out->round))
		return err_set(err, ERR_INPUT, "usecase.collect-other-round", "file", text_z(a, x->out->file), "round",
			       text_z(a, x->out->round), "open", status.round.n ? text_z(a, status.round) : "–", NULL);
	if (x->r.frozen_event)
		return err_set(err, ERR_CONFLICT, "usecase.collect-frozen", "review", text_z(a, x->r.head.id), "day",
			       DATE(x->r.frozen), NULL);
	s = section_find(&x->r.sections, x->out->section);
	if (!s)
		return err_set(err, ERR_INPUT, "usecase.unknown-section", "section", text_z(a, x->out->section),
			       "sections", "", NULL);
	x->out->review = x->r.head.id;
	x->out->section_name = s->name;
	x->out->late = date_cmp(context_today(x->c), status.due) > 0;
	return permit_for_section(x->c, RIGHT_RECORD, s->key, err);
}

/* ---- figures ---- */

struct text collect_side_said(struct arena *a, enum lang lang, const struct collect_side *s)
{
	if (!s->is_value)
		return s->words;
	return text_of(
		arena_printf(a, lang == LANG_JA ? "%s（%s）" : "%s (%s)", DEC(s->value), words_state(lang, s->state)));
}

/* The cells as a request; false: a fault was noted. */
static bool read_figure(struct reading *x, struct collect_row *row, const struct sheet_row *cells,
			struct record_request *q)
{
	*q = (struct record_request){ .plan = x->r.head.plan,
				      .kpi = row->item.key,
				      .source = cell(cells, FIG_SOURCE),
				      .because = cell(cells, FIG_BECAUSE) };
	if (!figure_said(&q->value, &q->unit, cell(cells, FIG_VALUE), NULL))
		fault(x, row, "collect.bad-value", cell(cells, FIG_VALUE));
	else if (!period_said(&q->period, cell(cells, FIG_PERIOD), NULL))
		fault(x, row, "collect.bad-period", cell(cells, FIG_PERIOD));
	else if (!value_state_said(&q->state, cell(cells, FIG_STATE)))
		fault(x, row, "collect.bad-state", cell(cells, FIG_STATE));
	else if (!date_said(&q->published, cell(cells, FIG_PUBLISHED), NULL))
		fault(x, row, "collect.bad-published", cell(cells, FIG_PUBLISHED));
	else if (!q->source.n)
		fault(x, row, "collect.no-source", (struct text){ 0 });
	return row->what != COLLECT_FAULT;
}

/* What the cells mean beside what stands now and what stood then. */
static void judge_figure(struct reading *x, struct collect_row *row, const struct report_value *there, int64_t then,
			 struct record_request *q)
{
	struct arena *a = x->c->arena;

	if (there)
		row->was = (struct collect_side){ .is_value = true, .value = there->value, .state = there->state };
	row->is = (struct collect_side){ .is_value = true, .value = q->value, .state = q->state };
	row->request = q;
	if (there && decimal_eq(there->value, q->value) && there->state == q->state)
		row->what = COLLECT_SAME;
	else if ((there ? there->event : 0) != then) {
		row->what = COLLECT_CONFLICT;
		row->msg = there ? msg_make(a, "collect.meanwhile", "event", NUM(there->event), NULL)
				 : msg_make(a, "collect.meanwhile-withdrawn", "event", NUM(then), NULL);
	} else if (!there || there->state != q->state) {
		row->what = COLLECT_NEW;
		q->because = (struct text){ 0 };
	} else if (!q->because.n) {
		row->what = COLLECT_CONFLICT;
		row->msg = msg_make(a, "collect.correction-because", NULL);
	} else {
		row->what = COLLECT_CORRECTION;
		q->corrects = there->event;
	}
}

static void take_figure(struct reading *x, const struct sheet_row *cells, const struct review_thing *t)
{
	const struct report_value *there = collect_standing_value(t, x->r.head.about);
	struct record_request *q = NEW(x->c->arena, struct record_request);
	struct collect_row *row;

	if (!cell(cells, FIG_VALUE).n) {
		struct absent_request *absent = NEW(x->c->arena, struct absent_request);

		if (!cell(cells, FIG_NO_VALUE).n || text_eq(cell(cells, FIG_NO_VALUE), t->no_value))
			return;
		row = add_row(x, cells, t);
		*absent = (struct absent_request){ .plan = x->r.head.plan,
						   .kpi = t->item.key,
						   .because = cell(cells, FIG_NO_VALUE) };
		if (!period_said(&absent->period, cell(cells, FIG_PERIOD), NULL)) {
			fault(x, row, "collect.bad-period", cell(cells, FIG_PERIOD));
			return;
		}
		row->was.words = t->no_value;
		row->is.words = absent->because;
		row->absent = true;
		row->request = absent;
		return;
	}
	row = add_row(x, cells, t);
	if (read_figure(x, row, cells, q))
		judge_figure(x, row, there, strtoll(text_z(x->c->arena, cell(cells, FIG_EVENT)), NULL, 10), q);
}

/* ---- self-assessment ---- */

static bool same_assessment(const struct review_assessment *s, const struct assess_request *q)
{
	return s->event && text_eq(s->did, q->did) && text_eq(s->analysis, q->analysis) &&
	       s->direction == q->direction && s->has_spent == q->has_spent && s->spent_yen == q->spent_yen;
}

static bool direction_said(enum review_direction *d, struct text word)
{
	for (int i = DIRECTION_DEVELOP; i < DIRECTION_COUNT; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			static const char *const ids[DIRECTION_COUNT] = { NULL,
									  "direction.develop",
									  "direction.improve",
									  "direction.continue",
									  "direction.discontinue",
									  "direction.end" };

			if (text_is(word, msg_label((enum lang)lang, ids[i]))) {
				*d = (enum review_direction)i;
				return true;
			}
		}
	return false;
}

static bool read_assessment(struct reading *x, struct collect_row *row, const struct sheet_row *cells,
			    struct assess_request *q)
{
	*q = (struct assess_request){ .review = x->r.head.id,
				      .item = row->item,
				      .did = cell(cells, ASS_DID),
				      .analysis = cell(cells, ASS_ANALYSIS),
				      .has_spent = cell(cells, ASS_SPENT).n > 0,
				      .change = { 0, cell(cells, ASS_BECAUSE) } };
	if (q->has_spent && !yen_said(&q->spent_yen, cell(cells, ASS_SPENT)))
		fault(x, row, "collect.bad-yen", cell(cells, ASS_SPENT));
	else if (!direction_said(&q->direction, cell(cells, ASS_DIRECTION)))
		fault(x, row, "collect.bad-direction", cell(cells, ASS_DIRECTION));
	else if (!q->did.n || !q->analysis.n)
		fault(x, row, "collect.assessment-half", (struct text){ 0 });
	return row->what != COLLECT_FAULT;
}

static void take_assessment(struct reading *x, const struct sheet_row *cells, const struct review_thing *t)
{
	const int64_t then = strtoll(text_z(x->c->arena, cell(cells, ASS_EVENT)), NULL, 10);
	const struct review_assessment *there = &t->assessment;
	struct assess_request *q = NEW(x->c->arena, struct assess_request);
	struct collect_row *row;

	if (!cell(cells, ASS_DID).n && !cell(cells, ASS_ANALYSIS).n && !cell(cells, ASS_DIRECTION).n)
		return;
	row = add_row(x, cells, t);
	row->assessment = true;
	row->request = q;
	row->was.words = there->analysis;
	if (!read_assessment(x, row, cells, q))
		return;
	row->is.words = q->analysis;
	if (same_assessment(there, q))
		row->what = COLLECT_SAME;
	else if (there->event != then) {
		row->what = COLLECT_CONFLICT;
		row->msg = msg_make(x->c->arena, "collect.meanwhile", "event", NUM(there->event), NULL);
	} else if (there->event && !q->change.because.n) {
		row->what = COLLECT_CONFLICT;
		row->msg = msg_make(x->c->arena, "collect.correction-because", NULL);
	} else {
		row->what = there->event ? COLLECT_CORRECTION : COLLECT_NEW;
		q->change.corrects = there->event;
	}
}

/* ---- rows ---- */

static void compare_keys(struct reading *x)
{
	x->keys = arena_array(x->c->arena, x->r.things.n, sizeof *x->keys);
	for (size_t i = 0; i < x->r.things.n; i++)
		x->keys[i] = kpi_comparable(x->c->arena, x->r.things.at[i].item.key);
}

/* An item of the file that the section does not own any more is left to its new owner. */
static const struct review_thing *own_thing(struct reading *x, struct text key)
{
	const struct text wanted = kpi_comparable(x->c->arena, key);

	for (size_t i = 0, n = x->r.things.n; i < n; i++) {
		const size_t at = (x->near + i) % n;

		if (!text_eq(x->r.things.at[at].owner, x->out->section) || !text_eq(x->keys[at], wanted))
			continue;
		x->near = at + 1;
		return &x->r.things.at[at];
	}
	return NULL;
}

static void each_row(struct reading *x, const char *title,
		     void (*take)(struct reading *, const struct sheet_row *, const struct review_thing *))
{
	const struct sheet *s = sheet_titled(x->book, title);

	for (size_t i = 0; s && i < s->rows.n; i++) {
		const struct sheet_row *row = &s->rows.at[i];
		const struct review_thing *t;

		if (row->line < COLLECT_FIRST_LINE || !cell(row, 0).n)
			continue;
		t = own_thing(x, cell(row, 0));
		if (t) {
			take(x, row, t);
		} else {
			struct review_thing none = { .item = { ITEM_KPI, cell(row, 0) } };

			fault(x, add_row(x, row, &none), "collect.not-own", cell(row, 0));
		}
	}
}

/* ---- recording ---- */

/* The verdict that an assessment keeps is of the figures that came with it. */
static bool say_assessment(struct txn *tx, struct reading *x, const struct assess_request *q, struct err *err)
{
	struct act_result said;

	if (x->said && !review_load(&x->r, x->c, x->r.head.id, err))
		return false;
	x->said = false;
	return review_assess_in(tx, &said, x->c, &x->r, q, err);
}

static bool say_row(struct txn *tx, struct reading *x, const struct collect_row *row, struct err *err)
{
	struct record_result recorded;
	int64_t event;

	if (row->assessment)
		return say_assessment(tx, x, row->request, err);
	x->said = true;
	return row->absent ? value_say_absent_in(tx, &event, x->c, row->request, err)
			   : record_value_in(tx, &recorded, x->c, row->request, err);
}

static bool says_something(const struct collect_row *row)
{
	return row->what == COLLECT_NEW || row->what == COLLECT_CORRECTION;
}

/* What a use case refuses is the file's fault, and told as such, row by row. What fails otherwise ends the reading;
 * behind a refusal it may be its consequence, and then the refusals are the answer. */
static bool say_rows(struct txn *tx, struct reading *x, struct err *err)
{
	for (size_t i = 0; i < x->out->rows.n; i++) {
		struct collect_row *row = &x->out->rows.at[i];
		struct err why = { 0 };

		if (!says_something(row) || say_row(tx, x, row, &why))
			continue;
		if (why.kind != ERR_INPUT && why.kind != ERR_CONFLICT && why.kind != ERR_USAGE) {
			if (!x->refused)
				err_copy(err, &why);
			return x->refused;
		}
		x->refused = true;
		row->what = COLLECT_FAULT;
		row->msg = msg_make(x->c->arena, "collect.refused", "why", msg_say(x->c->arena, LANG_JA, &why.msg),
				    "why_en", msg_say(x->c->arena, LANG_EN, &why.msg), NULL);
	}
	return true;
}

static bool keep_file(struct txn *tx, struct reading *x, const struct table_file *file, struct err *err)
{
	struct event_draft d = { .kind = "collect_read", .actor = x->c->actor, .at = x->c->now };
	const char *slash = strrchr(file->name, '/');
	struct hash hash;
	bool ok;

	if (!blob_put(tx, file->bytes, &hash, err))
		return false;
	d.body = json_pack("{s:o,s:o,s:o,s:s,s:s}", "review", json_text(x->out->review), "item",
			   json_text(x->out->round), "section", json_text(x->out->section), "file", HEX(&hash), "name",
			   slash ? slash + 1 : file->name);
	ok = event_append(tx, &d, &x->out->event, err);
	json_decref(d.body);
	return ok;
}

static bool has_fault(const struct collect_read *r)
{
	for (size_t i = 0; i < r->rows.n; i++)
		if (r->rows.at[i].what == COLLECT_FAULT)
			return true;
	return false;
}

/* The rows, told as done where all of it is. */
static bool take(struct txn **tx, struct reading *x, const struct table_file *file, bool apply, struct err *err)
{
	struct collect_read *out = x->out;

	if (has_fault(out))
		return true;
	if (!say_rows(*tx, x, err))
		return false;
	if (!apply || x->refused)
		return true;
	if (!keep_file(*tx, x, file, err) || !txn_commit(tx, err))
		return false;
	for (size_t i = 0; i < out->rows.n; i++)
		out->rows.at[i].done = says_something(&out->rows.at[i]);
	return true;
}

bool collect_read(struct collect_read *read, struct context *c, struct text review, const struct table_file *file,
		  bool apply, struct err *err)
{
	struct collect_read made = { .file = text_of(file->name) };
	struct reading x = { .c = c, .out = &made, .book = file->book };
	struct txn *tx = NULL;
	bool ok = false;

	if (!is_ours(&x, review, err) || !txn_begin(&tx, c->store, err) || !identify(&x, err))
		goto done;
	compare_keys(&x);
	each_row(&x, "collect.figures", take_figure);
	each_row(&x, "collect.assessments", take_assessment);
	ok = take(&tx, &x, file, apply, err);
	if (ok)
		*read = made;
done:
	txn_rollback(&tx);
	return ok;
}

/* What is said in the year of a review.
 *
 * Sections, projects, costs and members have tables of their own, since pages sort and sum them. The acts of the year -
 * assessment, declaration, grade, finding, answer, decision, ... - are alike: somebody says something of an item, once;
 * who says it anew names what he corrects. They share one table (act) with what queries look for in columns and the
 * event's body beside it. Rejected: a table for each of twenty kinds; each would have repeated the one rule that
 * matters, and a new kind of act would have been a new schema.
 *
 * The rule: of review, kind, item, who and slot one act stands. A second is refused (ERR_CONFLICT, naming the one that
 * stands) unless `corrects` names that one: so two people who answer the same question at once cannot overwrite each
 * other unseen. */
#include <stdlib.h>
#include <string.h>

#include "store/apply.h"

/* ---- tables of their own: the newer row takes the place of the older ---- */

static bool replace(struct store *s, const char *supersede, const struct value *key, size_t n, const char *insert,
		    const struct value *row, size_t n_row, struct err *err)
{
	return query_do(s, supersede, key, n, err) && query_do(s, insert, row, n_row, err);
}

static struct value flag(const struct applied *e, const char *key)
{
	return V_INT(json_get_int(e->body, key, 0) != 0);
}

bool apply_section_set(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "section", "name", NULL };
	const struct value key[] = { applied_text(e, "section"), V_INT(e->number) };
	const struct value row[] = { V_INT(e->number), applied_text(e, "section"), applied_text(e, "name"),
				     flag(e, "planning"), flag(e, "closed") };

	return applied_demand(e, fields, err) &&
	       replace(s, "apply_section_supersede", key, 2, "apply_section", row, 5, err);
}

bool apply_project_set(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "project", "name", "section", "status", "kpis", NULL };
	const struct value key[] = { applied_text(e, "plan"), applied_text(e, "project"), V_INT(e->number) };
	const struct value row[] = { V_INT(e->number),        applied_text(e, "plan"),    applied_text(e, "project"),
				     applied_text(e, "name"), applied_text(e, "section"), applied_text(e, "status"),
				     flag(e, "donation"),     applied_text(e, "kpis"),    applied_text(e, "because") };

	return applied_demand(e, fields, err) &&
	       replace(s, "apply_project_supersede", key, 3, "apply_project", row, 9, err);
}

bool apply_project_cost(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "project", "year", "what", NULL };
	const struct value key[] = { applied_text(e, "plan"), applied_text(e, "project"), applied_text(e, "year"),
				     applied_text(e, "what"), V_INT(e->number) };
	const struct value row[] = { V_INT(e->number),
				     key[0],
				     key[1],
				     key[2],
				     key[3],
				     V_INT(json_get_int(e->body, "yen", 0)),
				     applied_text(e, "source"),
				     applied_text(e, "because") };

	if (!json_is_integer(json_object_get(e->body, "yen")))
		return applied_missing(e, "yen", err);
	return applied_demand(e, fields, err) &&
	       replace(s, "apply_project_cost_supersede", key, 5, "apply_project_cost", row, 8, err);
}

bool apply_value_absent(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "kpi", "period", "because", NULL };
	const struct value key[] = { applied_text(e, "plan"), applied_text(e, "kpi"), applied_text(e, "period"),
				     V_INT(e->number) };
	char room[DATE_TEXT_SIZE];
	const struct value row[] = { V_INT(e->number),
				     key[0],
				     key[1],
				     key[2],
				     applied_text(e, "because"),
				     applied_text(e, "expected"),
				     V_Z(date_text(room, date_in_japan(e->at))) };

	return applied_demand(e, fields, err) &&
	       replace(s, "apply_value_absent_supersede", key, 4, "apply_value_absent", row, 7, err);
}

bool apply_member_set(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "member", "field", "from", "to", NULL };
	const struct value key[] = { applied_text(e, "member"), V_INT(e->number) };
	const struct value row[] = { V_INT(e->number),        applied_text(e, "member"), applied_text(e, "field"),
				     applied_text(e, "from"), applied_text(e, "to"),     flag(e, "chair"),
				     applied_text(e, "login") };

	return applied_demand(e, fields, err) &&
	       replace(s, "apply_member_supersede", key, 2, "apply_member", row, 7, err);
}

bool apply_review_opened(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "review", "plan", "held", "about", NULL };
	char room[DATE_TEXT_SIZE];
	const struct value row[] = { V_INT(e->number),
				     applied_text(e, "review"),
				     applied_text(e, "plan"),
				     applied_text(e, "held"),
				     applied_text(e, "about"),
				     V_INT(json_get_int(e->body, "levels", 4)),
				     V_Z(date_text(room, date_in_japan(e->at))) };

	return applied_demand(e, fields, err) && query_do(s, "apply_review", row, 7, err);
}

/* ---- acts ---- */

enum act_rule {
	ONCE,      /* one stands; another one must name what it corrects */
	LAST_WINS, /* a setting: the later one stands */
	MANY,      /* every one stands */
	SETTLES,   /* every one stands, and what it names as `draft` no longer does */
};

/* who, slot, number: the fields of the body that fill those columns; NULL: none. */
static const struct act_kind {
	const char *name;
	enum act_rule rule;
	const char *fields[5]; /* that must be there as text */
	const char *who, *slot, *number;
} act_kinds[] = {
	{ "review_set", LAST_WINS, { "review", "item", "value" }, NULL, NULL, NULL },
	{ "review_assessed", ONCE, { "review", "item", "direction" }, NULL, NULL, "spent" },
	{ "review_frozen", ONCE, { "review" }, NULL, NULL, "frozen_at" },
	{ "review_invited", ONCE, { "review", "member" }, "member", NULL, "withdrawn" },
	{ "review_declared", ONCE, { "review", "member" }, "member", NULL, NULL },
	{ "review_graded", ONCE, { "review", "item", "member", "grade" }, "member", NULL, NULL },
	{ "review_revealed", ONCE, { "review" }, NULL, NULL, NULL },
	{ "review_revised", ONCE, { "review", "item", "member", "because" }, "member", NULL, "grade" },
	{ "review_commented", MANY, { "review", "item", "who", "text" }, "who", NULL, "reply_to" },
	{ "review_concluded", ONCE, { "review", "item", "finding" }, NULL, NULL, "grade" },
	{ "review_answered", ONCE, { "review", "item" }, NULL, NULL, NULL },
	{ "promise_followed", ONCE, { "review", "item", "done", "what" }, NULL, "promise", NULL },
	{ "review_decided", ONCE, { "review", "item", "direction", "from_year" }, NULL, NULL, NULL },
	{ "review_published", ONCE, { "review" }, NULL, "edition", "at_event" },
	{ "review_closed", ONCE, { "review" }, NULL, NULL, NULL },
	{ "meeting_held", LAST_WINS, { "review", "item", "held" }, NULL, NULL, NULL },
	{ "handed_over", MANY, { "section" }, "section", NULL, NULL },
	{ "approval_set", LAST_WINS, { "value" }, NULL, NULL, NULL },
	{ "act_drafted", MANY, { "what", "request" }, "what", NULL, NULL },
	{ "act_settled", SETTLES, { "result" }, NULL, NULL, "draft" },
	{ "collect_made", ONCE, { "review", "item" }, NULL, NULL, NULL },
	{ "collect_read", LAST_WINS, { "review", "item", "section" }, "section", NULL, NULL },
};

static const struct act_kind *find_act(struct text name)
{
	for (size_t i = 0; i < sizeof act_kinds / sizeof *act_kinds; i++)
		if (text_is(name, act_kinds[i].name))
			return &act_kinds[i];
	return NULL;
}

const char *act_kind_name(size_t i)
{
	return i < sizeof act_kinds / sizeof *act_kinds ? act_kinds[i].name : NULL;
}

bool is_act(struct text kind)
{
	return find_act(kind) != NULL;
}

static bool standing(int64_t *event, struct store *s, const struct value key[5], struct err *err)
{
	struct rows *r = NULL;
	struct err mine = { 0 };

	*event = 0;
	if (!query_run(&r, s, "act_standing", key, 5, err))
		return false;
	if (rows_next(r, &mine))
		*event = rows_int(r, 0);
	return rows_end(&r, &mine, err);
}

static bool supersede(struct store *s, int64_t event, int64_t by, struct err *err)
{
	const struct value change[] = { V_INT(event), V_INT(by) };

	return query_do(s, "apply_act_supersede", change, 2, err);
}

/* Whether an act of that number stands, as a draft. */
static bool draft_stands(bool *stands, struct store *s, int64_t draft, struct err *err)
{
	const struct value key = V_INT(draft);
	struct rows *r = NULL;
	struct err mine = { 0 };

	*stands = false;
	if (!query_run(&r, s, "act_get", &key, 1, err))
		return false;
	if (rows_next(r, &mine))
		*stands = text_is(rows_text(r, 1), "act_drafted") && rows_null(r, 9);
	return rows_end(&r, &mine, err);
}

static bool make_room(struct store *s, const struct applied *e, const struct act_kind *kind, const struct value key[5],
		      struct err *err)
{
	const int64_t corrects = json_get_int(e->body, "corrects", 0), draft = json_get_int(e->body, "draft", 0);
	int64_t there = 0;
	bool stands;

	if (kind->rule == MANY)
		return true;
	if (kind->rule == SETTLES) {
		if (!draft_stands(&stands, s, draft, err))
			return false;
		if (!stands)
			return err_set(err, ERR_CONFLICT, "store.no-draft", "event", NUM(draft), NULL);
		return supersede(s, draft, e->number, err);
	}
	if (!standing(&there, s, key, err))
		return false;
	if (kind->rule == ONCE && there != corrects)
		return there ? err_set(err, ERR_CONFLICT, "store.act-stands", "event", NUM(there), NULL)
			     : err_set(err, ERR_CONFLICT, "store.corrects-no-act", "event", NUM(corrects), NULL);
	return !there || supersede(s, there, e->number, err);
}

static bool act_fields(const struct applied *e, const struct act_kind *kind, struct err *err)
{
	for (size_t i = 0; i < 5 && kind->fields[i]; i++)
		if (!json_get_text(e->body, kind->fields[i]).p)
			return applied_missing(e, kind->fields[i], err);
	return true;
}

static struct value number_of(const struct applied *e, const char *key)
{
	return key && json_is_integer(json_object_get(e->body, key)) ? V_INT(json_get_int(e->body, key, 0)) : V_NULL;
}

static struct value text_of_body(const struct applied *e, const char *key)
{
	struct text t = key ? json_get_text(e->body, key) : (struct text){ 0 };

	return t.p ? V_TEXT(t) : V_Z("");
}

bool apply_act(struct store *s, const struct applied *e, struct err *err)
{
	const struct act_kind *kind = find_act(e->kind);
	const int64_t own = kind->rule == MANY || kind->rule == SETTLES ? e->number : 0;
	const struct value key[] = { text_of_body(e, "review"), V_TEXT(e->kind), text_of_body(e, "item"),
				     text_of_body(e, kind->who),
				     V_INT(kind->slot ? json_get_int(e->body, kind->slot, 0) : own) };
	char room[DATE_TEXT_SIZE];
	struct buf said = { 0 };
	bool ok;

	if (!act_fields(e, kind, err) || !make_room(s, e, kind, key, err))
		return false;
	ok = json_canonical(&said, e->body, err);
	if (ok) {
		const struct value row[] = { V_INT(e->number),
					     key[1],
					     key[0],
					     key[2],
					     key[3],
					     key[4],
					     number_of(e, kind->number),
					     V_Z(date_text(room, date_in_japan(e->at))),
					     V_TEXT(buf_view(&said)) };

		ok = query_do(s, "apply_act", row, 9, err);
	}
	buf_clear(&said);
	return ok;
}

/* Meetings of the committee: who was there, whether that was enough, what lay on the table, what may be shown. */
#include <string.h>

#include "usecase/members.h"
#include "usecase/plans.h"
#include "usecase/review_load.h"
#include "usecase/review_say.h"

/* The next part of a list, taken off its front, without spaces around it. */
static struct text next_part(struct text *list, const char *separators)
{
	size_t n = 0;
	struct text part;

	while (n < list->n && !strchr(separators, list->p[n]))
		n++;
	part = text_trim(text_slice(*list, 0, n));
	*list = text_slice(*list, n < list->n ? n + 1 : n, list->n);
	return part;
}

/* ---- reading ---- */

static void take_keys(struct context *c, const json_t *said, const char *key, struct text **at, size_t *n)
{
	const json_t *list = json_object_get(said, key);

	*n = json_array_size(list);
	*at = arena_array(c->arena, *n + 1, sizeof **at);
	for (size_t i = 0; i < *n; i++)
		(*at)[i] = text_dup(c->arena, text_of(json_string_value(json_array_get(list, i))));
}

static void take_meeting(struct meeting *m, struct context *c, const json_t *said)
{
	const json_t *materials = json_object_get(said, "materials");

	take_keys(c, said, "present", &m->present.at, &m->present.n);
	take_keys(c, said, "absent", &m->absent.at, &m->absent.n);
	if (!date_parse(&m->held, json_get_text(said, "held"), NULL))
		m->held = (struct date){ 0 };
	m->chair = text_dup(c->arena, json_get_text(said, "chair"));
	m->minutes = text_dup(c->arena, json_get_text(said, "minutes"));
	m->minutes_public = json_get_int(said, "minutes_public", 0) != 0;
	m->quorum = (size_t)json_get_int(said, "quorum", 0);
	m->quorate = m->present.n >= m->quorum;
	for (size_t i = 0; i < json_array_size(materials); i++) {
		const json_t *one = json_array_get(materials, i);

		*LIST_ADD(c->arena, &m->materials) = (struct material){ text_dup(c->arena, json_get_text(one, "title")),
									json_get_int(one, "public", 0) != 0 };
	}
}

bool meetings_at(meeting_list *out, struct context *c, struct text review, int64_t at_event, struct err *err)
{
	const struct value kind[] = { V_Z("meeting_held"), V_INT(at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!query_run(&row, c->store, "acts_of_kind_at", kind, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		struct meeting *m;
		json_t *said = NULL;

		if (!text_eq(rows_text(row, 2), review))
			continue;
		if (!json_parse(&said, rows_text(row, 8), "act", &failed))
			break;
		m = LIST_ADD(c->arena, out);
		*m = (struct meeting){ .review = review,
				       .key = text_dup(c->arena, rows_text(row, 3)),
				       .event = rows_int(row, 0) };
		take_meeting(m, c, said);
		json_decref(said);
	}
	return rows_end(&row, &failed, err);
}

bool meetings_read(meeting_list *out, struct context *c, struct text review, struct err *err)
{
	struct review r;

	return review_glance(&r, c, &(struct glance){ .review = review }, err) &&
	       meetings_at(out, c, r.head.id, EVENT_LATEST, err);
}

/* ---- recording ---- */

static size_t quorum_of(const struct review *r)
{
	return r->quorum ? (size_t)r->quorum : r->experts.n / 2 + 1;
}

static bool is_present(const json_t *present, struct text key)
{
	for (size_t i = 0; i < json_array_size(present); i++)
		if (text_is(key, json_string_value(json_array_get(present, i))))
			return true;
	return false;
}

static bool attendance(json_t *body, struct context *c, const struct review *r, const struct meeting_request *q,
		       struct err *err)
{
	json_t *present = json_array(), *absent = json_array();
	struct text list = q->present, key;

	json_object_set_new(body, "present", present);
	json_object_set_new(body, "absent", absent);
	while (list.n) {
		key = next_part(&list, " ,");
		if (!key.n || is_present(present, key))
			continue;
		if (!member_find(&r->members, key))
			return err_set(err, ERR_INPUT, "usecase.unknown-member", "member", text_z(c->arena, key), NULL);
		json_array_append_new(present, json_text(key));
	}
	for (size_t i = 0; i < r->experts.n; i++)
		if (!is_present(present, r->experts.at[i].member))
			json_array_append_new(absent, json_text(r->experts.at[i].member));
	if (!json_array_size(present))
		return err_set(err, ERR_INPUT, "usecase.meeting-nobody", NULL);
	return !q->chair.n || is_present(present, q->chair) ||
	       err_set(err, ERR_INPUT, "usecase.meeting-chair", "member", text_z(c->arena, q->chair), NULL);
}

static json_t *material_list(const struct meeting_request *q)
{
	json_t *list = json_array();
	struct text all = q->materials;

	while (all.n) {
		struct text title = next_part(&all, ";\n");
		const bool closed = title.n && title.p[0] == '-';

		title = text_trim(text_slice(title, closed ? 1 : 0, title.n));
		if (title.n)
			json_array_append_new(
				list, json_pack("{s:o,s:i}", "title", json_text(title), "public", closed ? 0 : 1));
	}
	return list;
}

static json_t *meeting_body(const struct saying *s, struct context *c, const struct review *r,
			    const struct review_thing *thing, struct err *err)
{
	const struct meeting_request *q = s->q;
	json_t *body;

	(void)thing;
	if (date_cmp(q->held, context_today(c)) > 0) {
		err_set(err, ERR_INPUT, "usecase.day-later", "day", DATE(q->held), "today", DATE(context_today(c)),
			NULL);
		return NULL;
	}
	body = json_pack("{s:s,s:I,s:o,s:i}", "held", DATE(q->held), "quorum", (json_int_t)quorum_of(r), "materials",
			 material_list(q), "minutes_public", (int)q->minutes_public);
	body_set(body, "chair", q->chair);
	body_set(body, "minutes", q->minutes);
	if (attendance(body, c, r, q, err))
		return body;
	json_decref(body);
	return NULL;
}

bool meeting_set(struct meeting *made, struct context *c, const struct meeting_request *q, struct err *err)
{
	const struct saying s = { .kind = "meeting_held",
				  .act = ACT_COUNT,
				  .right = RIGHT_PLAN,
				  .review = q->review,
				  .raw_item = q->key,
				  .replaces = true,
				  .seen = q->seen,
				  .body = meeting_body,
				  .q = q };
	struct act_result result;
	meeting_list list = { 0 };

	if (!text_trim(q->key).n)
		return err_set(err, ERR_INPUT, "usecase.meeting-key", NULL);
	if (!review_say(&result, c, &s, err) || !meetings_read(&list, c, result.review, err))
		return false;
	for (size_t i = 0; i < list.n; i++)
		if (list.at[i].event == result.event)
			*made = list.at[i];
	return true;
}

/* The committee. A member is a key; the name is a private field, since who once sat on a committee must be removable
 * without touching what the committee found. */
#include "usecase/members.h"

#include "review/words.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/review.h"

static struct date column_date(const struct rows *r, int column)
{
	struct date d;

	return date_parse(&d, rows_text(r, column), NULL) ? d : (struct date){ 0 };
}

bool members_read(member_list *out, struct context *c, struct err *err)
{
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "members", NULL, 0, err))
		return false;
	while (rows_next(r, &failed)) {
		struct member *m = LIST_ADD(c->arena, out);

		*m = (struct member){ .key = text_dup(c->arena, rows_text(r, 0)),
				      .field = text_dup(c->arena, rows_text(r, 1)),
				      .from = column_date(r, 2),
				      .to = column_date(r, 3),
				      .chair = rows_int(r, 4) != 0,
				      .login = text_dup(c->arena, rows_text(r, 5)),
				      .event = rows_int(r, 6),
				      .name = text_dup(c->arena, rows_text(r, 7)) };
	}
	return rows_end(&r, &failed, err);
}

const struct member *member_find(const member_list *list, struct text key)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

bool member_serves(const struct member *m, struct date day)
{
	return date_cmp(m->from, day) <= 0 && date_cmp(day, date_last(m->to)) <= 0;
}

const struct member *member_acting(const member_list *list, const struct context *c)
{
	for (size_t i = 0; c->person && i < list->n; i++)
		if (list->at[i].login.n && text_eq(list->at[i].login, c->person->login))
			return &list->at[i];
	return NULL;
}

static bool good_key(struct text key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!(key.p[i] >= 'a' && key.p[i] <= 'z') && !(key.p[i] >= '0' && key.p[i] <= '9') && key.p[i] != '-')
			return false;
	return key.n > 0 && key.n <= 40;
}

static bool sound(struct context *c, const struct member_request *q, struct err *err)
{
	if (!good_key(q->key))
		return err_set(err, ERR_INPUT, "usecase.bad-member-key", "member", text_z(c->arena, q->key), NULL);
	if (!text_trim(q->name).n)
		return err_set(err, ERR_INPUT, "usecase.member-no-name", NULL);
	if (!field_name(q->field))
		return err_set(err, ERR_INPUT, "usecase.bad-field", "field", text_z(c->arena, q->field), NULL);
	if (date_cmp(date_last(q->to), q->from) < 0)
		return err_set(err, ERR_INPUT, "usecase.term-backwards", "from", DATE(q->from), "to", DATE(q->to),
			       NULL);
	return true;
}

static bool login_is_free(struct context *c, const member_list *list, const struct member_request *q, struct err *err)
{
	for (size_t i = 0; q->login.n && i < list->n; i++)
		if (text_eq(list->at[i].login, q->login) && !text_eq(list->at[i].key, q->key))
			return err_set(err, ERR_CONFLICT, "usecase.member-login", "login", text_z(c->arena, q->login),
				       "member", text_z(c->arena, list->at[i].key), NULL);
	return true;
}

static bool same_member(const struct member *m, const struct member_request *q)
{
	return text_eq(m->name, q->name) && text_is(m->field, field_name(q->field)) && text_eq(m->login, q->login) &&
	       date_cmp(m->from, q->from) == 0 && date_cmp(m->to, q->to) == 0 && m->chair == q->chair;
}

static bool append_member(struct txn *tx, struct context *c, const struct member_request *q, int64_t *event,
			  struct err *err)
{
	const struct private_field name = { "name", q->name };
	struct event_draft draft = {
		.kind = "member_set", .actor = c->actor, .at = c->now, .fields = &name, .n_fields = 1
	};
	bool ok;

	draft.body = json_pack("{s:o,s:s,s:s,s:s}", "member", json_text(q->key), "field", field_name(q->field), "from",
			       DATE(q->from), "to", DATE(q->to));
	if (q->chair)
		json_object_set_new(draft.body, "chair", json_integer(1));
	if (q->login.n)
		json_object_set_new(draft.body, "login", json_text(q->login));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

bool member_set(int64_t *event, struct context *c, const struct member_request *q, struct err *err)
{
	const struct member *there;
	member_list list = { 0 };
	struct txn *tx = NULL;
	int64_t made = 0;
	bool ok = false;

	if (!permit(c, RIGHT_PLAN, err) || !sound(c, q, err) || !txn_begin(&tx, c->store, err) ||
	    !members_read(&list, c, err) || !login_is_free(c, &list, q, err))
		goto done;
	there = member_find(&list, q->key);
	if (!seen_still(q->seen, there ? there->event : 0, err))
		goto done;
	if (!(there && same_member(there, q)) && (!append_member(tx, c, q, &made, err) || !txn_commit(&tx, err)))
		goto done;
	*event = made;
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}

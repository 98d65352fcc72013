/* Reminders are letters and no events: they say what the log says already, and to whom is nobody else's business. */
#include "usecase/review_remind.h"

#include "publish/words.h"
#include "usecase/account.h"
#include "usecase/outbox.h"
#include "usecase/permit.h"

/* The accounts with what a letter needs; asked without RIGHT_ACCOUNTS, since the planner never sees them here. */
static bool read_accounts(account_list *out, struct context *c, struct err *err)
{
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "accounts", NULL, 0, err))
		return false;
	while (rows_next(r, &failed)) {
		struct account *a;

		if (!rows_text(r, 5).n || rows_int(r, 8))
			continue;
		a = LIST_ADD(c->arena, out);
		*a = (struct account){ .id = rows_int(r, 0),
				       .login = text_dup(c->arena, rows_text(r, 1)),
				       .name = text_dup(c->arena, rows_text(r, 2)),
				       .section = text_dup(c->arena, rows_text(r, 4)),
				       .email = text_dup(c->arena, rows_text(r, 5)) };
		if (!roles_parse(&a->roles, rows_text(r, 3), &failed))
			break;
	}
	return rows_end(&r, &failed, err);
}

static bool is_his(const struct review *r, const struct review_missing *m, const struct account *a)
{
	const struct member *member;

	switch (m->whose) {
	case WHOSE_SECTION:
		return (a->roles & ROLE_SECTION) && text_eq(a->section, m->who);
	case WHOSE_EXPERT:
		member = member_find(&r->members, m->who);
		return member && member->login.n && text_eq(member->login, a->login);
	default:
		return (a->roles & ROLE_PLANNER) != 0;
	}
}

static bool counts(const struct review_missing *m, bool late)
{
	return !late || m->days_late > 0;
}

static const char *head_said(struct arena *a, const struct review *r, const struct account *account)
{
	struct period about = { PERIOD_FY, r->head.about, { 0 } };
	struct msg head = msg_make(a, "remind.head", "name", text_z(a, account->name), "about",
				   text_z(a, words_period(a, LANG_JA, about)), "held",
				   text_z(a, words_date(a, LANG_JA, r->head.held)), NULL);

	return msg_say(a, LANG_JA, &head);
}

static void put_items(struct buf *body, struct remind_result *made, struct arena *a, const struct account *account,
		      bool late, size_t *items)
{
	const struct review *r = &made->loaded;

	*items = 0;
	for (size_t i = 0; i < r->standing.missing.n; i++) {
		const struct review_missing *m = &r->standing.missing.at[i];
		const char *due = text_z(a, words_date(a, LANG_JA, m->due));

		if (!counts(m, late) || !is_his(r, m, account))
			continue;
		++*items;
		buf_printf(body, "\n・%s", missing_said(a, LANG_JA, r, m));
		if (m->due.year)
			buf_puts(body,
				 msg_say(a, LANG_JA,
					 &(struct msg){
						 m->days_late ? "remind.late" : "remind.due", 1, { { "due", due } } }));
	}
}

static bool send_letter(struct context *c, const struct account *a, const struct remind_request *q, struct text review,
			struct buf *body, struct err *err)
{
	struct msg at = msg_make(c->arena, "remind.site", "site", text_z(c->arena, q->site), NULL);

	buf_puts(body, "\n\n");
	if (q->site.n)
		buf_printf(body, "%s\n\n", msg_say(c->arena, LANG_JA, &at));
	buf_puts(body, msg_label(LANG_JA, "remind.foot"));
	return outbox_put(c, a->email, text_of(msg_label(LANG_JA, "remind.subject")),
			  text_dup(c->arena, buf_view(body)), err) &&
	       account_noted(c, a->id, "reminded", review, (struct text){ 0 }, err);
}

/* When he was last reminded of that review, within REMIND_PAUSE; 0: not. */
static bool reminded_before(int64_t *at, struct context *c, const struct account *a, struct text review,
			    struct err *err)
{
	const struct value v[] = { V_INT(a->id), V_TEXT(review), V_INT(c->now - REMIND_PAUSE) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	*at = 0;
	if (!query_run(&r, c->store, "reminded", v, 3, err))
		return false;
	if (rows_next(r, &failed) && !rows_null(r, 0))
		*at = rows_int(r, 0);
	return rows_end(&r, &failed, err);
}

/* His letter, where something is missing of his. */
static bool remind_one(struct remind_result *made, struct context *c, const struct remind_request *q,
		       const struct account *a, struct err *err)
{
	struct reminded his = { .login = a->login, .name = a->name, .recipient = a->email };
	struct buf body = { 0 };
	bool ok;

	buf_puts(&body, head_said(c->arena, &made->loaded, a));
	put_items(&body, made, c->arena, a, q->late, &his.items);
	ok = !his.items || (reminded_before(&his.before, c, a, made->review, err) &&
			    (q->look || his.before || send_letter(c, a, q, made->review, &body, err)));
	if (ok && his.items)
		*LIST_ADD(c->arena, &made->letters) = his;
	made->sent += his.items && !his.before && !q->look;
	buf_clear(&body);
	return ok;
}

static void find_unreached(struct remind_result *out, struct arena *a, const account_list *accounts, bool late)
{
	for (size_t i = 0; i < out->loaded.standing.missing.n; i++) {
		const struct review_missing *m = &out->loaded.standing.missing.at[i];
		bool reached = false;

		for (size_t j = 0; j < accounts->n; j++)
			reached |= is_his(&out->loaded, m, &accounts->at[j]);
		if (!reached && counts(m, late))
			*LIST_ADD(a, &out->unreached) = m;
	}
}

bool review_remind(struct remind_result *result, struct context *c, const struct remind_request *q, struct err *err)
{
	struct remind_result *made = NEW(c->arena, struct remind_result);
	account_list accounts = { 0 };
	struct txn *tx = NULL;
	bool ok = false;

	if (q->site.n && !outbox_site_fits(q->site))
		return err_set(err, ERR_INPUT, "mail.no-site", NULL);
	if (!permit(c, RIGHT_PLAN, err) || (!q->look && !txn_begin(&tx, c->store, err)) ||
	    !review_load(&made->loaded, c, q->review, err) || !read_accounts(&accounts, c, err))
		goto done;
	made->review = made->loaded.head.id;
	for (size_t i = 0; i < accounts.n; i++)
		if (!remind_one(made, c, q, &accounts.at[i], err))
			goto done;
	find_unreached(made, c->arena, &accounts, q->late);
	/* Where nothing was written nothing is committed: a form that asked for it was not acted upon. */
	if (made->sent && !txn_commit(&tx, err))
		goto done;
	*result = *made;
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}

/* Claim, send, mark: three steps, since no transaction may wait for a mail server. A crash between the last two sends a
 * letter twice, under the same Message-ID; the other order would lose it. */
#include "usecase/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "usecase/account.h"

enum { SUBJECT_MAX = 200, FIRST_PAUSE = 300, LETTER_SECONDS = 30 };

bool outbox_put(struct context *c, struct text recipient, struct text subject, struct text body, struct err *err)
{
	const struct value row[] = { V_INT(c->now), V_TEXT(recipient), V_TEXT(subject), V_TEXT(body) };

	if (!mail_address_fit(recipient))
		return err_set(err, ERR_INPUT, "mail.bad-address", "address", text_z(c->arena, recipient), NULL);
	if (!subject.n || subject.n > SUBJECT_MAX)
		return err_set(err, ERR_INPUT, "mail.bad-subject", "limit", NUM(SUBJECT_MAX), NULL);
	return query_do(c->store, "outbox_add", row, 4, err);
}

bool outbox_site_fits(struct text site)
{
	static const char host[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
	size_t scheme = text_starts(site, TEXT("https://"))  ? strlen("https://")
			: text_starts(site, TEXT("http://")) ? strlen("http://")
							     : site.n;

	for (size_t i = scheme; i < site.n; i++)
		if (!site.p[i] || !strchr(host, site.p[i]))
			return false;
	return site.n > scheme && site.n <= 200;
}

bool outbox_put_link(struct context *c, struct text login, struct text secret, enum link_purpose purpose,
		     struct text site, struct err *err)
{
	struct text link =
		text_of(arena_printf(c->arena, "%.*s/link/%.*s", (int)site.n, site.p, (int)secret.n, secret.p));
	const char *id = purpose == LINK_EXPERT ? "mail.letter-expert" : "mail.letter-password";
	struct txn *tx = NULL;
	struct account a;
	struct msg body;
	bool ok;

	if (!account_find(&a, c, login, err))
		return false;
	if (!a.email.n)
		return err_set(err, ERR_INPUT, "mail.no-address", "login", text_z(c->arena, login), NULL);
	if (!outbox_site_fits(site))
		return err_set(err, ERR_INPUT, "mail.no-site", NULL);
	body = msg_make(c->arena, id, "name", text_z(c->arena, a.name), "link", text_z(c->arena, link), NULL);
	if (!txn_begin(&tx, c->store, err))
		return false;
	ok = outbox_put(c, a.email, text_of(msg_label(LANG_JA, "mail.subject-link")),
			text_of(arena_printf(c->arena, "%s\n\n----\n%s\n", msg_say(c->arena, LANG_JA, &body),
					     msg_say(c->arena, LANG_EN, &body))),
			err) &&
	     txn_commit(&tx, err);
	txn_rollback(&tx);
	return ok;
}

bool outbox_read(outbox_list *out, struct context *c, struct err *err)
{
	outbox_list all = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!permit(c, RIGHT_ACCOUNTS, err) || !query_run(&r, c->store, "outbox", NULL, 0, err))
		return false;
	while (rows_next(r, &mine))
		*LIST_ADD(c->arena, &all) = (struct outbox_line){ .number = rows_int(r, 0),
								  .made = rows_int(r, 1),
								  .recipient = text_dup(c->arena, rows_text(r, 2)),
								  .subject = text_dup(c->arena, rows_text(r, 3)),
								  .attempts = rows_int(r, 4),
								  .tried = rows_null(r, 5) ? 0 : rows_int(r, 5),
								  .sent = rows_null(r, 6) ? 0 : rows_int(r, 6),
								  .failure = text_dup(c->arena, rows_text(r, 7)) };
	if (!rows_end(&r, &mine, err))
		return false;
	*out = all;
	return true;
}

struct claimed {
	struct letter letter;
	int64_t number, attempts; /* with this one */
};

static int64_t pause_after(int64_t attempts)
{
	return (int64_t)FIRST_PAUSE << (attempts - 1);
}

static bool is_due(int64_t attempts, int64_t tried, int64_t now)
{
	return attempts == 0 || (attempts < OUTBOX_ATTEMPTS_MAX && tried + pause_after(attempts) <= now);
}

/* The first letter after `after` that is due, marked as tried now; number 0: none. */
static bool claim(struct claimed *out, struct context *c, int64_t after, int64_t *waiting, struct err *err)
{
	const struct value key = V_INT(after);
	struct claimed made = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;
	struct txn *tx = NULL;
	bool ok = false;

	if (!txn_begin(&tx, c->store, err) || !query_run(&r, c->store, "outbox_waiting", &key, 1, err))
		goto done;
	while (!made.number && rows_next(r, &mine)) {
		if (!is_due(rows_int(r, 5), rows_null(r, 6) ? 0 : rows_int(r, 6), c->now)) {
			*waiting += 1;
			continue;
		}
		made = (struct claimed){ .number = rows_int(r, 0), .attempts = rows_int(r, 5) + 1 };
		made.letter = (struct letter){ .to = text_dup(c->arena, rows_text(r, 2)),
					       .subject = text_dup(c->arena, rows_text(r, 3)),
					       .body = text_dup(c->arena, rows_text(r, 4)),
					       .at = rows_int(r, 1) };
	}
	if (!rows_end(&r, &mine, err))
		goto done;
	if (made.number) {
		const struct value row[] = { V_INT(made.number), V_INT(made.attempts), V_INT(c->now) };

		ok = query_do(c->store, "outbox_tried", row, 3, err) && txn_commit(&tx, err);
	} else {
		ok = true;
	}
done:
	txn_rollback(&tx);
	if (ok)
		*out = made;
	return ok;
}

static bool mark(struct context *c, const struct claimed *l, const struct msg *failure, struct err *err)
{
	const struct value sent[] = { V_INT(l->number), V_INT(c->now) };
	struct txn *tx = NULL;
	bool ok;

	if (!txn_begin(&tx, c->store, err))
		return false;
	if (failure) {
		const struct value row[] = { V_INT(l->number), V_Z(msg_say(c->arena, LANG_JA, failure)),
					     V_INT(l->attempts >= OUTBOX_ATTEMPTS_MAX) };

		ok = query_do(c->store, "outbox_failed", row, 3, err);
	} else {
		ok = query_do(c->store, "outbox_sent", sent, 2, err);
	}
	ok = ok && txn_commit(&tx, err);
	txn_rollback(&tx);
	return ok;
}

bool outbox_send(struct outbox_sent *out, struct context *c, const struct mail_server *server, struct err *err)
{
	struct outbox_sent made = { 0 };
	struct claimed l = { 0 };

	if (!permit(c, RIGHT_ACCOUNTS, err))
		return false;
	do {
		struct err why = { 0 };
		bool ok;

		made.waiting = 0;
		if (!claim(&l, c, l.number, &made.waiting, err))
			return false;
		if (!l.number)
			break;
		l.letter.id =
			text_of(arena_printf(c->arena, "sosei.%lld.%lld", (long long)l.number, (long long)l.letter.at));
		ok = mail_send(c->arena, server, &l.letter, &why);
		if (!mark(c, &l, ok ? NULL : &why.msg, err))
			return false;
		*(ok ? &made.sent : &made.failed) += 1;
		if (!ok)
			err_copy(&made.failure, &why);
	} while (l.number);
	*out = made;
	err_copy(&out->failure, &made.failure); /* its values lie in itself */
	return true;
}

bool mail_server_named(struct mail_server *out, struct err *err)
{
	struct mail_server s = { .url = getenv("SOSEI_SMTP"),
				 .user = getenv("SOSEI_SMTP_USER"),
				 .password = getenv("SOSEI_SMTP_PASSWORD"),
				 .from = text_of(getenv("SOSEI_MAIL_FROM")),
				 .seconds = LETTER_SECONDS };

	if (!s.url || !*s.url)
		return false;
	if (!mail_address_fit(s.from)) {
		(void)!err_set(err, ERR_USAGE, "mail.no-sender", NULL);
		return false;
	}
	*out = s;
	return true;
}

#include "usecase/form_once.h"

#include "usecase/permit.h"

enum { KEPT = 2 * 86400 };

bool form_was_done(bool *done, struct context *c, struct text once, struct err *err)
{
	const struct value key[] = { V_TEXT(once) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "form_done_get", key, 1, err))
		return false;
	*done = rows_next(r, &mine);
	return rows_end(&r, &mine, err);
}

void form_mark(struct context *c, struct text once)
{
	const struct value row[] = { V_TEXT(once), V_INT(c->person ? c->person->account : 0), V_INT(c->now) };

	store_with_commit(c->store, "form_done_add", row, 3);
}

void form_unmark(struct context *c)
{
	store_with_commit(c->store, NULL, NULL, 0);
}

bool form_forget_old(struct context *c, struct err *err)
{
	const struct value before[] = { V_INT(c->now - KEPT) };
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && query_do(c->store, "form_done_forget", before, 1, err) &&
		  txn_commit(&tx, err);

	txn_rollback(&tx);
	return ok;
}

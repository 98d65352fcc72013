#include "usecase/forget.h"

#include "usecase/permit.h"

bool forget_private(int64_t *number, struct context *c, int64_t event, struct text field, struct text because,
		    struct err *err)
{
	struct event_draft draft = { .kind = "private_removed", .actor = c->actor, .at = c->now };
	struct txn *tx = NULL;
	int64_t last;
	bool ok = false;

	if (!permit(c, RIGHT_ACCOUNTS, err))
		return false;
	if (!text_trim(because).n)
		return err_set(err, ERR_USAGE, "usecase.forget-because", NULL);
	draft.body = json_pack("{s:I,s:o,s:o}", "event", (json_int_t)event, "field", json_text(field), "because",
			       json_text(because));
	if (!txn_begin(&tx, c->store, err) || !log_head(c->store, &last, err))
		goto done;
	/* Asked here, since the event that is about to be appended has a number and an actor too. */
	if (event < 1 || event > last) {
		err_set(err, ERR_INPUT, "usecase.no-such-event", "event", NUM(event), "last", NUM(last), NULL);
		goto done;
	}
	ok = event_append(tx, &draft, number, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	json_decref(draft.body);
	return ok;
}

#include "cli/command.h"

#include "usecase/outbox.h"

struct state {
	const char *name, *label;
};

static struct state state_of(const struct outbox_line *l)
{
	if (l->sent)
		return (struct state){ "sent", "cli.mail-sent" };
	if (l->attempts >= OUTBOX_ATTEMPTS_MAX)
		return (struct state){ "given-up", "cli.mail-given-up" };
	return l->attempts ? (struct state){ "failed", "cli.mail-failed" }
			   : (struct state){ "waiting", "cli.mail-waiting" };
}

static bool run_list(struct call *c, struct err *err)
{
	json_t *letters = c->json ? json_array() : NULL;
	outbox_list all = { 0 };

	if (!outbox_read(&all, &c->context, err)) {
		json_decref(letters);
		return false;
	}
	if (!c->json && !all.n)
		call_say(c, "cli.mail-none", NULL);
	for (size_t i = 0; i < all.n; i++) {
		const struct outbox_line *l = &all.at[i];

		if (c->json) {
			json_array_append_new(letters,
					      json_pack("{s:I,s:o,s:o,s:s,s:I,s:o}", "number", (json_int_t)l->number,
							"to", json_text(l->recipient), "subject", json_text(l->subject),
							"state", state_of(l).name, "attempts", (json_int_t)l->attempts,
							"failure", json_opt_text(l->failure)));
			continue;
		}
		buf_printf(&c->out, "%lld  %s  ", (long long)l->number, call_label(c, state_of(l).label));
		call_put(c, l->recipient);
		buf_puts(&c->out, "  ");
		call_put(c, l->subject);
		buf_puts(&c->out, l->failure.n ? "\n    " : "\n");
		if (l->failure.n) {
			call_put(c, l->failure);
			buf_puts(&c->out, "\n");
		}
	}
	if (c->json)
		c->answer = json_pack("{s:o}", "letters", letters);
	return true;
}

static bool run_send(struct call *c, struct err *err)
{
	struct mail_server server;
	struct outbox_sent sent;
	struct err half = { 0 };

	if (!mail_server_named(&server, &half)) {
		if (half.kind == ERR_NONE)
			return err_set(err, ERR_USAGE, "mail.no-server-named", NULL);
		err_copy(err, &half);
		return false;
	}
	if (!outbox_send(&sent, &c->context, &server, err))
		return false;
	c->no = sent.failed > 0;
	if (c->json) {
		c->answer = json_pack("{s:I,s:I,s:I}", "sent", (json_int_t)sent.sent, "failed", (json_int_t)sent.failed,
				      "waiting", (json_int_t)sent.waiting);
		return true;
	}
	call_say(c, "cli.mail-did-send", "sent", NUM(sent.sent), "failed", NUM(sent.failed), "waiting",
		 NUM(sent.waiting), NULL);
	if (sent.failure.kind)
		call_say_msg(c, &sent.failure.msg);
	return true;
}

const struct command command_mail_list = {
	.words = "mail list",
	.summary = "cli.mail-list",
	.needs = NEEDS_STORE,
	.run = run_list,
};

const struct command command_mail_send = {
	.words = "mail send",
	.summary = "cli.mail-send",
	.details = "cli.mail-send-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run_send,
};

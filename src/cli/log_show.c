#include "cli/command.h"
#include "usecase/permit.h"

/* One event under another, as they are read: the log may be longer than memory. */
struct showing {
	struct call *c;
	json_t *list;
};

static json_t *event_json(const struct event *e, json_t *event)
{
	json_t *o = json_pack("{s:I,s:O,s:O,s:O,s:s}", "n", (json_int_t)e->number, "at", json_object_get(event, "at"),
			      "kind", json_object_get(event, "kind"), "body", json_object_get(event, "body"), "leaf",
			      HEX(&e->leaf));

	json_object_set_new(o, "actor", e->actor.p ? json_text(e->actor) : json_null());
	return o;
}

static void event_line(struct call *c, const struct event *e, const json_t *event)
{
	char *body = json_dumps(json_object_get(event, "body"), JSON_COMPACT);

	buf_printf(&c->out, "%lld  ", (long long)e->number);
	call_put(c, json_get_text(event, "at"));
	buf_puts(&c->out, "  ");
	if (e->actor.p)
		call_put(c, e->actor);
	else
		buf_puts(&c->out, call_label(c, "cli.removed"));
	buf_puts(&c->out, "  ");
	call_put(c, json_get_text(event, "kind"));
	buf_puts(&c->out, "  ");
	call_put(c, text_of(body));
	buf_puts(&c->out, "\n");
	free(body);
}

static bool show(void *context, const struct event *e, struct err *err)
{
	struct showing *s = context;
	json_t *event = NULL;
	bool ok = true;

	if (!event_read(&event, e, err))
		return false;
	if (s->c->json) {
		json_array_append_new(s->list, event_json(e, event));
	} else {
		event_line(s->c, e, event);
		ok = s->c->out.n < 1 << 16 || call_flush(s->c, err);
	}
	json_decref(event);
	return ok;
}

static bool run(struct call *c, struct err *err)
{
	struct showing s = { c, c->json ? json_array() : NULL };
	int64_t from = call_has(c, "from") ? call_option(c, "from")->number : 1;
	int64_t to = call_option(c, "to")->number;

	if (s.list)
		c->answer = json_pack("{s:o}", "events", s.list);
	if (from < 1 || to < 0)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", from < 1 ? "from" : "to", NULL);
	return permit(&c->context, RIGHT_READ_LOG, err) && log_each(c->context.store, from, to, show, &s, err);
}

const struct command command_log_show = {
	.words = "log show",
	.summary = "cli.log-show",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "from", "EVENT", "cli.log-from", OPTION_INT },
					    { "to", "EVENT", "cli.log-to", OPTION_INT },
					    { 0 } },
	.run = run,
};

#include "cli/show_plan.h"

#include "publish/words.h"

static void show_period(struct call *c, const struct plan_period *p)
{
	struct text from = p->from.year ? words_date(c->arena, c->lang, p->from) : p->from_text;

	if (from.n || p->to.year)
		call_say(c, "cli.plan-period", "from", text_z(c->arena, from), "to",
			 text_z(c->arena, words_date(c->arena, c->lang, p->to)), NULL);
}

static void in_brackets(struct call *c, struct text words)
{
	if (!words.n)
		return;
	buf_puts(&c->out, " (");
	call_put(c, words);
	buf_puts(&c->out, ")");
}

static void show_kpi(struct call *c, const struct plan_kpi *k)
{
	struct text period = words_period(c->arena, c->lang, k->baseline.period);
	struct text due = words_period(c->arena, c->lang, k->target.due);

	buf_puts(&c->out, "  ");
	call_put(c, k->key);
	buf_puts(&c->out, "  ");
	call_put(c, k->name);
	in_brackets(c, k->unit);
	buf_puts(&c->out, ": ");
	call_put(c, k->baseline.wording.n ? k->baseline.wording : TEXT("-"));
	in_brackets(c, period);
	buf_puts(&c->out, " → ");
	call_put(c, k->target.wording.n ? k->target.wording : TEXT("-"));
	in_brackets(c, due);
	buf_puts(&c->out, "\n");
}

void show_plan(struct call *c, const struct plan_file *file)
{
	const struct plan *p = &file->plan;

	call_put(c, p->title);
	buf_puts(&c->out, "\n");
	for (size_t i = 0; i < p->authors.n; i++)
		call_say(c, "cli.plan-author", "author", text_z(c->arena, p->authors.at[i].wording), NULL);
	show_period(c, &p->period);
	call_say(c, "cli.plan-goals", "n", NUM((int64_t)p->goals.n), NULL);
	for (size_t i = 0; i < p->goals.n; i++) {
		buf_printf(&c->out, "  %d. ", p->goals.at[i].number);
		call_put(c, p->goals.at[i].title);
		buf_puts(&c->out, "\n");
	}
	call_say(c, "cli.plan-kpis", "n", NUM((int64_t)p->kpis.n), NULL);
	for (size_t i = 0; i < p->kpis.n; i++)
		show_kpi(c, &p->kpis.at[i]);
	if (file->remarks.n)
		call_say(c, "cli.plan-remarks", "n", NUM((int64_t)file->remarks.n), NULL);
	show_remarks(c, &file->remarks, file->source.name);
}

void show_remarks(struct call *c, const remark_list *remarks, const char *file)
{
	static const char *const words[] = { "cli.severity-error", "cli.severity-warning", "cli.severity-note" };

	for (size_t i = 0; i < remarks->n; i++) {
		const struct remark *r = &remarks->at[i];

		call_put(c, text_of(file));
		buf_puts(&c->out, ":");
		if (r->line)
			buf_printf(&c->out, "%u:%u:", r->line, r->column ? r->column : 1);
		buf_printf(&c->out, " %s: ", call_label(c, words[r->severity]));
		call_put(c, text_of(msg_say(c->arena, c->lang, &r->msg)));
		buf_printf(&c->out, " [%s]\n", r->rule);
	}
}

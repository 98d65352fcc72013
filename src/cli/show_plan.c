/* A plan in a terminal, in the order of the form, so that a person can lay it beside the paper and see at a glance what
 * was understood; what the reader is not sure of stands below with its line. */
#include "cli/show_plan.h"

#include "publish/term.h"
#include "publish/words.h"

static struct text label(struct call *c, const char *id)
{
	return text_of(call_label(c, id));
}

static void fact(struct doc *d, struct node *facts, struct call *c, const char *id, struct text words)
{
	if (words.n)
		doc_fact(d, facts, label(c, id), words);
}

static struct text period_words(struct call *c, const struct plan_period *p)
{
	struct text from = p->from.year ? words_date(c->arena, c->lang, p->from) : p->from_text;
	struct msg m = msg_make(c->arena, "cli.plan-from-to", "from", text_z(c->arena, from), "to",
				text_z(c->arena, words_date(c->arena, c->lang, p->to)), NULL);

	if (!p->to.year)
		return p->wording;
	return from.n ? text_of(msg_say(c->arena, c->lang, &m)) : words_date(c->arena, c->lang, p->to);
}

static struct text authors(struct call *c, const struct plan *p)
{
	struct buf b = { 0 };
	struct text all;

	for (size_t i = 0; i < p->authors.n; i++) {
		buf_puts(&b, i ? "、" : "");
		buf_text(&b, p->authors.at[i].wording);
	}
	all = text_dup(c->arena, buf_view(&b));
	buf_clear(&b);
	return all;
}

/* 2,496※1（2015年度） */
static struct text figure(struct call *c, struct text wording, struct period p)
{
	struct text when = words_period(c->arena, c->lang, p);

	if (!wording.n)
		wording = TEXT("－");
	return when.n ? text_of(arena_printf(c->arena, c->lang == LANG_JA ? "%.*s（%.*s）" : "%.*s (%.*s)",
					     (int)wording.n, wording.p, (int)when.n, when.p))
		      : wording;
}

static struct text goals_of(struct call *c, const struct plan_kpi *k)
{
	const char *s = "";

	for (size_t i = 0; i < k->goals.n; i++)
		s = arena_printf(c->arena, "%s%s%d", s, i ? ", " : "", k->goals.at[i]);
	return text_of(s);
}

static void kpi_table(struct doc *d, struct call *c, const struct plan *p)
{
	static const char *const heads[] = { "cli.plan-kpi-key",      "cli.plan-kpi-name",   "cli.plan-kpi-unit",
					     "cli.plan-kpi-baseline", "cli.plan-kpi-target", "cli.plan-kpi-goal" };
	struct node *table, *row;

	if (!p->kpis.n)
		return;
	table = doc_table(d, d->body, "kpis", label(c, "cli.plan-kpis"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, label(c, heads[i]));
	for (size_t i = 0; i < p->kpis.n; i++) {
		const struct plan_kpi *k = &p->kpis.at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_NOWRAP, k->key);
		doc_cell(d, row, 0, k->name);
		doc_cell(d, row, 0, k->unit);
		doc_cell(d, row, 0, figure(c, k->baseline.wording, k->baseline.period));
		doc_cell(d, row, 0, figure(c, k->target.wording, k->target.due));
		doc_cell(d, row, 0, goals_of(c, k));
	}
}

static struct text named(struct call *c, struct text mark, struct text title)
{
	return mark.n ? text_of(arena_printf(c->arena, "%.*s　%.*s", (int)mark.n, mark.p, (int)title.n, title.p))
		      : title;
}

static void goal_list(struct doc *d, struct call *c, const struct plan *p)
{
	struct node *list;

	if (!p->goals.n)
		return;
	doc_heading(d, d->body, 2, "goals", label(c, "cli.plan-goals"));
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < p->goals.n; i++)
		doc_item(d, list, named(c, p->goals.at[i].wording, p->goals.at[i].title));
}

static struct text measure_name(struct call *c, const struct plan_measure *m)
{
	return m->code.n ? text_of(arena_printf(c->arena, "%.*s【%.*s】", (int)m->name.n, m->name.p, (int)m->code.n,
						m->code.p))
			 : m->name;
}

static void measure(struct doc *d, struct call *c, const struct plan_measure *m)
{
	struct node *facts, *list;

	doc_heading(d, d->body, 2, "measure", measure_name(c, m));
	facts = doc_add(d, d->body, NODE_FACTS);
	fact(d, facts, c, "cli.plan-business", m->business);
	fact(d, facts, c, "cli.plan-guide", m->guide.wording);
	fact(d, facts, c, "cli.plan-evaluation", m->evaluation.wording);
	fact(d, facts, c, "cli.plan-term", period_words(c, &m->period));
	if (!m->projects.n || !m->projects.at[0].mark.n)
		return;
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < m->projects.n; i++)
		doc_item(d, list, named(c, m->projects.at[i].mark, m->projects.at[i].title));
}

void show_plan(struct call *c, const struct plan_file *file)
{
	const struct plan *p = &file->plan;
	struct doc *d = doc_new(c->arena, c->lang, p->title);
	struct node *facts;
	struct term_style style = { call_width(c), call_colour(c) };

	doc_heading(d, d->body, 1, "title", p->title);
	facts = doc_add(d, d->body, NODE_FACTS);
	fact(d, facts, c, "cli.plan-author", authors(c, p));
	fact(d, facts, c, "cli.plan-area", p->area);
	fact(d, facts, c, "cli.plan-term", period_words(c, &p->period));
	fact(d, facts, c, "cli.plan-strategy", p->strategy);
	goal_list(d, c, p);
	kpi_table(d, c, p);
	for (size_t i = 0; i < p->measures.n; i++)
		measure(d, c, &p->measures.at[i]);
	if (file->remarks.n)
		doc_heading(d, d->body, 2, "remarks",
			    doc_words(d, "cli.plan-remarks", "n", NUM((int64_t)file->remarks.n), NULL));
	doc_term(&c->out, d, &style);
	show_remarks(c, &file->remarks, file->source.name);
}

/* ---- remarks ---- */

static const char *severity_word(struct call *c, enum severity severity)
{
	static const char *const words[] = { "cli.severity-error", "cli.severity-warning", "cli.severity-note" };

	return call_label(c, words[severity]);
}

static struct text place_words(struct call *c, const struct remark *r)
{
	const char *line = r->line ? arena_printf(c->arena, "%u", r->line) : "-";
	struct msg place =
		msg_make(c->arena, "cli.remark-place", "severity", severity_word(c, r->severity), "line", line, NULL);

	return text_of(msg_say(c->arena, c->lang, &place));
}

/* For a person: what and where first, the sentence wrapped beside it. */
static void show_on_terminal(struct call *c, const remark_list *remarks, size_t width)
{
	size_t indent = 12;

	for (size_t i = 0; i < remarks->n; i++)
		if (text_width(place_words(c, &remarks->at[i])) > indent)
			indent = text_width(place_words(c, &remarks->at[i]));
	indent += 2;
	for (size_t i = 0; i < remarks->n; i++) {
		const struct remark *r = &remarks->at[i];
		struct text words = place_words(c, r);

		buf_printf(&c->out, "%s%*s", text_z(c->arena, words), (int)(indent - text_width(words)), "");
		term_words(&c->out,
			   text_of(arena_printf(c->arena, "%s [%s]", msg_say(c->arena, c->lang, &r->msg), r->rule)),
			   indent, width);
	}
}

void show_remarks(struct call *c, const remark_list *remarks, const char *file)
{
	size_t width = call_width(c);

	if (width) {
		show_on_terminal(c, remarks, width);
		return;
	}
	for (size_t i = 0; i < remarks->n; i++) {
		const struct remark *r = &remarks->at[i];

		call_put(c, text_of(file));
		buf_puts(&c->out, ":");
		if (r->line)
			buf_printf(&c->out, "%u:%u:", r->line, r->column ? r->column : 1);
		buf_printf(&c->out, " %s: ", severity_word(c, r->severity));
		call_put(c, text_of(msg_say(c->arena, c->lang, &r->msg)));
		buf_printf(&c->out, " [%s]\n", r->rule);
	}
}

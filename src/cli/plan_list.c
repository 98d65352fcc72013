#include "cli/command.h"
#include "publish/term.h"
#include "publish/words.h"
#include "usecase/plans.h"

static struct text label(struct call *c, const char *id)
{
	return text_of(call_label(c, id));
}

static json_t *version_json(const plan_version_list *all, const struct plan_version *v, struct date today)
{
	json_t *o = json_pack("{s:o,s:I,s:o,s:o,s:o,s:I,s:b,s:b}", "plan", json_text(v->plan), "version",
			      (json_int_t)v->version, "kind", json_text(v->kind), "title", json_text(v->title),
			      "source_name", json_text(v->source_name), "event", (json_int_t)v->event, "in_force",
			      plan_version_stands(all, v, today), "invented", v->invented);

	json_object_set_new(o, "certified", json_opt_date(v->certified));
	json_object_set_new(o, "from", json_opt_date(v->from));
	json_object_set_new(o, "to", json_opt_date(v->to));
	json_object_set_new(o, "source", json_string(HEX(&v->source)));
	return o;
}

/* In force, a version that another one replaced, or a plan that has ended. */
static const char *standing(const plan_version_list *all, const struct plan_version *v, struct date today)
{
	if (plan_version_stands(all, v, today))
		return "cli.plans-in-force";
	return v->to.year && date_cmp(v->to, today) < 0 ? "cli.plans-ended" : "cli.plans-earlier";
}

static void print(struct call *c, const plan_version_list *all, struct date today)
{
	static const char *const heads[] = { "cli.plans-id",       "cli.plans-version",   "cli.plans-title",
					     "cli.plans-kind",     "cli.plans-certified", "cli.plans-to",
					     "cli.plans-standing", "cli.plans-event" };
	struct doc *d = doc_new(c->arena, c->lang, label(c, "cli.plans-caption"));
	struct node *table = doc_table(d, d->body, "plans", d->title, 0), *row = doc_row(d, table);
	struct term_style style = { call_width(c), call_colour(c) };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, label(c, heads[i]));
	for (size_t i = 0; i < all->n; i++) {
		const struct plan_version *v = &all->at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_NOWRAP, v->plan);
		doc_cell(d, row, CELL_NUMBER, text_of(arena_strdup(c->arena, NUM(v->version))));
		doc_cell(d, row, 0, v->title);
		doc_cell(d, row, 0, words_version_kind(c->lang, v->kind));
		doc_cell(d, row, 0,
			 v->certified.year ? words_date(c->arena, c->lang, v->certified) : label(c, "cli.not-known"));
		doc_cell(d, row, 0, v->to.year ? words_date(c->arena, c->lang, v->to) : label(c, "cli.not-known"));
		doc_cell(d, row, 0, label(c, standing(all, v, today)));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_strdup(c->arena, NUM(v->event))));
	}
	doc_term(&c->out, d, &style);
}

static bool run(struct call *c, struct err *err)
{
	plan_version_list all = { 0 };
	struct date today = context_today(&c->context);
	json_t *list;

	if (!plans_read(&all, &c->context, 0, err))
		return false;
	list = json_array();
	for (size_t i = 0; c->json && i < all.n; i++)
		json_array_append_new(list, version_json(&all, &all.at[i], today));
	if (!c->json && all.n)
		print(c, &all, today);
	if (!all.n)
		call_say(c, "cli.plan-none", NULL);
	c->answer = json_pack("{s:o}", "plans", list);
	return true;
}

const struct command command_plan_list = {
	.words = "plan list",
	.summary = "cli.plan-list",
	.needs = NEEDS_STORE,
	.run = run,
};

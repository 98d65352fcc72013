#include "cli/command.h"
#include "publish/term.h"
#include "publish/words.h"
#include "usecase/evaluate.h"
#include "usecase/value_list.h"

enum { COLUMNS = 7 };

static struct text label(struct call *c, const char *id)
{
	return text_of(call_label(c, id));
}

static struct text note(struct call *c, const struct report_value *v)
{
	const char *what = v->withdrawn.n     ? "cli.values-withdrawn-by"
			   : v->superseded_by ? "cli.values-corrected-by"
					      : "cli.values-corrects";
	const int64_t event = v->superseded_by ? v->superseded_by : v->corrects;

	return event ? text_of(arena_printf(c->arena, "%s %lld", call_label(c, what), (long long)event)) : TEXT("");
}

static void value_row(struct call *c, struct doc *d, struct node *table, struct text kpi, const struct report_value *v)
{
	struct node *row = doc_row(d, table);
	struct node *below;
	struct text state = text_of(words_state(c->lang, v->state));

	doc_cell(d, row, CELL_NUMBER, text_of(arena_strdup(c->arena, NUM(v->event))));
	doc_cell(d, row, 0, kpi);
	doc_cell(d, row, CELL_NOWRAP, words_period(c->arena, c->lang, v->period));
	doc_cell(d, row, CELL_NUMBER, words_decimal(c->arena, v->value));
	doc_cell(d, row, 0, state);
	doc_cell(d, row, CELL_NOWRAP, words_date(c->arena, c->lang, v->published));
	doc_cell(d, row, 0, note(c, v));
	/* The source is long, and it is what makes a figure checkable: a line of its own, nothing cut. */
	below = doc_cell(d, doc_row(d, table), 0, v->source);
	below->span = COLUMNS;
	if (!v->withdrawn.n)
		return;
	below = doc_cell(d, doc_row(d, table), 0,
			 text_of(arena_printf(c->arena, "%s %s", call_label(c, "cli.values-withdrawn-because"),
					      text_z(c->arena, v->withdrawn))));
	below->span = COLUMNS;
}

static void print(struct call *c, const kpi_values_list *list, struct text plan)
{
	static const char *const heads[COLUMNS] = { "cli.values-event", "cli.values-kpi",   "cli.values-period",
						    "cli.values-value", "cli.values-state", "cli.values-published",
						    "cli.values-note" };
	struct doc *d = doc_new(c->arena, c->lang, plan);
	struct msg caption = msg_make(c->arena, "cli.values-caption", "plan", text_z(c->arena, plan), NULL);
	struct node *table = doc_table(d, d->body, "values", doc_say(d, &caption), 0), *row = doc_row(d, table);
	struct term_style style = { call_width(c), call_colour(c) };

	for (size_t i = 0; i < COLUMNS; i++)
		doc_cell(d, row, CELL_HEADER, label(c, heads[i]));
	for (size_t i = 0; i < list->n; i++)
		for (size_t j = 0; j < list->at[i].values.n; j++)
			value_row(c, d, table, list->at[i].kpi, &list->at[i].values.at[j]);
	doc_term(&c->out, d, &style);
}

static json_t *json(const kpi_values_list *list, struct text plan)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < list->n; i++)
		for (size_t j = 0; j < list->at[i].values.n; j++) {
			json_t *row = report_value_to_json(&list->at[i].values.at[j]);

			json_object_set_new(row, "kpi", json_text(list->at[i].kpi));
			json_array_append_new(rows, row);
		}
	return json_pack("{s:o,s:o}", "plan", json_text(plan), "values", rows);
}

static bool run(struct call *c, struct err *err)
{
	struct value_list_request q = { .plan = call_text(c, "plan"),
					.kpi = call_text(c, "kpi"),
					.known_at = call_option(c, "known-at")->date,
					.at_event = call_option(c, "at-event")->number };
	kpi_values_list list = { 0 };
	struct text plan;

	if (!list_values(&list, &plan, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json(&list, plan);
	else if (list.n)
		print(c, &list, plan);
	else
		call_say(c, "cli.values-none", "plan", text_z(c->arena, plan), NULL);
	return true;
}

const struct command command_value_list = {
	.words = "value list",
	.summary = "cli.value-list",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "kpi", "KEY", "cli.option-kpi", OPTION_TEXT },
					    { "known-at", "DATE", "cli.option-known-at", OPTION_DATE },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { 0 } },
	.run = run,
};

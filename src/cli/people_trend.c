/* The story in sentences, then the figures they rest on. */
#include "cli/command.h"
#include "publish/term.h"
#include "publish/words.h"
#include "usecase/area_trend.h"

static const char *people(struct doc *d, double x)
{
	return arena_printf(d->arena, "%s%s", x < 0 ? "-" : "", trend_people(d->arena, x));
}

static void number_cell(struct doc *d, struct node *row, const char *number)
{
	doc_cell(d, row, CELL_NUMBER, text_of(number));
}

static void header(struct doc *d, struct node *table, const char *const ids[], size_t n)
{
	struct node *row = doc_row(d, table);

	for (size_t i = 0; i < n; i++)
		doc_cell(d, row, CELL_HEADER | (i ? CELL_NUMBER : 0u), doc_label(d, ids[i]));
}

static void sentences(struct doc *d, const struct trend *t)
{
	struct node *list = doc_add(d, d->body, NODE_LIST);

	for (size_t i = 0; i < t->sentences.n; i++) {
		const struct trend_sentence *s = &t->sentences.at[i];

		doc_item(d, list,
			 doc_words(d, "cli.people-trend-with-source", "sentence", msg_say(d->arena, d->lang, &s->msg),
				   "source", msg_label(d->lang, s->source), NULL));
	}
}

static void count_row(struct doc *d, struct node *table, const struct trend_count *c)
{
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER, text_of(arena_printf(d->arena, "%d", c->year)));
	number_cell(d, row, people(d, c->total));
	for (int g = 0; g < AGE_GROUP_COUNT; g++)
		number_cell(d, row, c->has_ages ? people(d, c->people[AGE_SHARED][g]) : "…");
	for (int m = 0; m < AGE_METHOD_COUNT; m++)
		number_cell(d, row,
			    c->has_ages ? arena_printf(d->arena, "%.2f%%", 100 * c->share[m][AGES_65_UP]) : "…");
}

static void counts(struct doc *d, const struct trend_counts *c)
{
	static const char *const ids[] = { "cli.people-trend-year",   "cli.people-trend-total",
					   "cli.people-trend-0-14",   "cli.people-trend-15-64",
					   "cli.people-trend-65",     "cli.people-trend-75",
					   "cli.people-trend-stated", "cli.people-trend-shared",
					   "cli.people-trend-of-all" };
	struct node *table;

	if (!c->at.n)
		return;
	table = doc_table(d, d->body, c->projected ? "ipss" : "census", doc_label(d, trend_source(c->series)), 0);
	header(d, table, ids, sizeof ids / sizeof *ids);
	for (size_t i = 0; i < c->at.n; i++)
		count_row(d, table, &c->at.at[i]);
}

/* Years of the register and the changes, in order, each once. */
static int next_year(const struct trend *t, int after)
{
	int next = 0;

	for (size_t i = 0; i < t->registered.n && !next; i++)
		if (t->registered.at[i].year > after)
			next = t->registered.at[i].year;
	for (int k = 0; k < CHANGE_KIND_COUNT; k++)
		for (size_t i = 0; i < t->changes[k].at.n; i++) {
			int year = t->changes[k].at.at[i].year;

			if (year > after && (!next || year < next))
				next = year;
		}
	return next;
}

static const char *change_in(struct doc *d, const struct trend_change *c, int year)
{
	for (size_t i = 0; i < c->at.n; i++)
		if (c->at.at[i].year == year)
			return people(d, c->at.at[i].value);
	return "…";
}

static const char *registered_in(struct doc *d, const struct trend *t, int year)
{
	for (size_t i = 0; i < t->registered.n; i++)
		if (t->registered.at[i].year == year)
			return people(d, t->registered.at[i].value);
	return "…";
}

static void changes(struct doc *d, const struct trend *t)
{
	static const char *const ids[] = { "cli.people-trend-year",
					   "cli.people-trend-registered",
					   "cli.people-trend-natural-register",
					   "cli.people-trend-natural-vital",
					   "cli.people-trend-social-register",
					   "cli.people-trend-social-domestic",
					   "cli.people-trend-social-migration" };
	struct node *table;
	int year = next_year(t, 0);

	if (!year)
		return;
	table = doc_table(d, d->body, "changes", doc_label(d, "cli.people-trend-changes"), 0);
	header(d, table, ids, sizeof ids / sizeof *ids);
	for (; year; year = next_year(t, year)) {
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, text_of(arena_printf(d->arena, "%d", year)));
		number_cell(d, row, registered_in(d, t, year));
		for (int k = 0; k < CHANGE_KIND_COUNT; k++)
			number_cell(d, row, change_in(d, &t->changes[k], year));
	}
}

static void show(struct call *c, const struct area_trend *a)
{
	struct term_style style = { call_width(c), call_colour(c) };
	const char *name = text_z(c->arena, a->area.name), *code = text_z(c->arena, a->area.code);
	const char *title = arena_printf(c->arena, "%s (%s)", name, code);
	struct doc *d = doc_new(c->arena, c->lang, text_of(title));

	doc_heading(d, d->body, 1, NULL, text_of(title));
	sentences(d, &a->trend);
	counts(d, &a->trend.census);
	counts(d, &a->trend.ipss);
	changes(d, &a->trend);
	doc_term(&c->out, d, &style);
}

static bool run(struct call *c, struct err *err)
{
	struct figures_request q = { .known_at = call_option(c, "known-at")->date,
				     .at_event = call_option(c, "at-event")->number };
	struct area_trend a;

	if (call_has(c, "at-event") && q.at_event < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "at-event", NULL);
	if (!area_trend(&a, &c->context, call_text(c, "area"), &q, err))
		return false;
	if (a.nothing)
		return err_set(err, ERR_NO, "cli.people-trend-nothing", "name", text_z(c->arena, a.area.name), "code",
			       text_z(c->arena, a.area.code), NULL);
	if (c->json)
		c->answer = trend_to_json(&a.trend);
	else
		show(c, &a);
	return true;
}

const struct command command_people_trend = {
	.words = "people trend",
	.summary = "cli.people-trend",
	.details = "cli.people-trend-details",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "area", "AREA", "cli.people-area", OPTION_TEXT, true },
					    { "known-at", "DATE", "cli.option-known-at", OPTION_DATE },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { 0 } },
	.run = run,
};

/* A series of an area with the source below it; its ages as CSV in long form, one number a line. */
#include "cli/command.h"

#include <string.h>

#include "publish/term.h"
#include "publish/words.h"
#include "usecase/stats.h"

static struct text cut(struct text *rest)
{
	size_t space = text_find(*rest, TEXT(" "));
	struct text part = text_slice(*rest, 0, space == SIZE_MAX ? rest->n : space);

	*rest = text_slice(*rest, part.n + 1, rest->n);
	return part;
}

/* "0-4", ..., "90+", "unknown" of the i-th number behind the total. */
static const char *age_name(struct arena *a, int i)
{
	if (i == AGES_5_90_GROUPS)
		return "unknown";
	return i == AGES_5_90_GROUPS - 1 ? "90+" : arena_printf(a, "%d-%d", i * 5, i * 5 + 4);
}

static bool has_ages(const struct shown *s)
{
	return !text_is(s->o.ages, AGES_TOTAL);
}

static json_t *row_json(struct arena *a, const struct shown *s)
{
	struct text numbers = s->o.numbers, total = cut(&numbers);
	json_t *row = json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "area", json_text(s->o.area), "period",
				json_text(s->o.period), "sex", json_text(s->o.sex), "value", json_text(total), "status",
				json_text(s->status), "published", json_opt_text(s->o.published), "source",
				json_text(s->source), "licence", json_opt_text(s->licence), "url",
				json_opt_text(s->url), "file", json_text(s->file), "event", (json_int_t)s->event);

	if (has_ages(s)) {
		json_t *ages = json_object();

		for (int i = 0; numbers.n; i++)
			json_object_set_new(ages, age_name(a, i), json_text(cut(&numbers)));
		json_object_set_new(row, "ages", ages);
	}
	return row;
}

/* Long form, one number a line, as statisticians read it; with a byte order mark, so that Excel reads it too. */
static void csv(struct call *c, struct text series, const shown_list *list)
{
	buf_puts(&c->out, "\xEF\xBB\xBFseries,area,period,sex,age,value,status,published,event\r\n");
	for (size_t i = 0; i < list->n; i++) {
		const struct shown *s = &list->at[i];
		struct text numbers = s->o.numbers;

		for (int age = -1; numbers.n; age++) {
			struct text number = cut(&numbers);

			buf_printf(&c->out, "%.*s,%.*s,%.*s,%.*s,%s,%.*s,%.*s,%.*s,%lld\r\n", (int)series.n, series.p,
				   (int)s->o.area.n, s->o.area.p, (int)s->o.period.n, s->o.period.p, (int)s->o.sex.n,
				   s->o.sex.p, age < 0 ? "total" : age_name(c->arena, age), (int)number.n, number.p,
				   (int)s->status.n, s->status.p, (int)s->o.published.n,
				   s->o.published.n ? s->o.published.p : "", (long long)s->event);
		}
	}
}

static bool same_file(const struct shown *a, const struct shown *b)
{
	return a->event == b->event;
}

/* Below the table, each source once. */
static void sources(struct call *c, const shown_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct shown *s = &list->at[i];
		bool said = false;

		for (size_t j = 0; j < i; j++)
			said = said || same_file(&list->at[j], s);
		if (!said)
			call_say(c, "cli.stats-show-source", "event", NUM(s->event), "source",
				 text_z(c->arena, s->source), "file", text_z(c->arena, s->file), NULL);
	}
}

static struct text sex_words(struct call *c, struct text written)
{
	return text_is(written, "T")   ? text_of(call_label(c, "cli.stats-sex-both"))
	       : text_is(written, "M") ? text_of(call_label(c, "cli.stats-sex-men"))
	       : text_is(written, "F") ? text_of(call_label(c, "cli.stats-sex-women"))
				       : written;
}

static void print(struct call *c, struct text series, const struct area *area, struct text definition,
		  const shown_list *list)
{
	static const char *const heads[] = {
		"cli.stats-head-area",  "cli.stats-head-period",    "cli.stats-head-sex",
		"cli.stats-head-value", "cli.stats-head-published", "cli.stats-head-event"
	};
	struct doc *d = doc_new(c->arena, c->lang, series);
	struct node *table, *row;
	struct term_style style = { call_width(c), call_colour(c) };

	table = doc_table(
		d, d->body, "series",
		text_of(arena_printf(c->arena, "%s %s", text_z(c->arena, series), text_z(c->arena, area->name))), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, text_of(call_label(c, heads[i])));
	for (size_t i = 0; i < list->n; i++) {
		const struct shown *s = &list->at[i];
		struct text numbers = s->o.numbers;

		row = doc_row(d, table);
		doc_cell(d, row, CELL_NOWRAP, s->o.area);
		doc_cell(d, row, CELL_NOWRAP, words_of_period(c->arena, c->lang, s->o.period));
		doc_cell(d, row, CELL_NOWRAP, sex_words(c, s->o.sex));
		doc_cell(d, row, CELL_NUMBER, words_of_number(c->arena, cut(&numbers)));
		doc_cell(d, row, CELL_NOWRAP, words_of_date(c->arena, c->lang, s->o.published));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_strdup(c->arena, NUM(s->event))));
	}
	doc_term(&c->out, d, &style);
	if (definition.n)
		call_say(c, "cli.stats-show-definition", "definition", text_z(c->arena, definition), NULL);
	sources(c, list);
}

static json_t *json(struct call *c, struct text series, const struct area *area, struct text definition,
		    const shown_list *list)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(rows, row_json(c->arena, &list->at[i]));
	return json_pack("{s:o,s:o,s:o,s:o,s:o}", "series", json_text(series), "area", json_text(area->code), "name",
			 json_text(area->name), "definition", json_opt_text(definition), "values", rows);
}

static bool find_definition(struct text *words, struct call *c, struct text series, struct err *err)
{
	definition_list definitions;

	if (!stats_definitions(&definitions, &c->context, call_option(c, "at-event")->number, err))
		return false;
	*words = definition_of(&definitions, series);
	return true;
}

static bool run(struct call *c, struct err *err)
{
	struct text series = c->arguments[0];
	struct text definition = { 0 };
	shown_list list = { 0 }, members = { 0 };
	struct area area;

	if (!area_find(c->arena, &area, call_text(c, "area"), err) ||
	    !stats_show(&members, &c->context, series, &area, call_option(c, "known-at")->date,
			call_option(c, "at-event")->number, err) ||
	    !find_definition(&definition, c, series, err))
		return false;
	stats_sums(&list, c->arena, &members, &area);
	for (size_t i = 0; i < members.n; i++)
		*LIST_ADD(c->arena, &list) = members.at[i];
	if (c->json)
		c->answer = json(c, series, &area, definition, &list);
	else if (call_has(c, "csv"))
		csv(c, series, &list);
	else if (list.n)
		print(c, series, &area, definition, &list);
	else
		call_say(c, "cli.stats-show-none", "series", text_z(c->arena, series), "area",
			 text_z(c->arena, area.code), "name", text_z(c->arena, area.name), NULL);
	return true;
}

const struct command command_stats_show = {
	.words = "stats show",
	.arguments = { "SERIES" },
	.summary = "cli.stats-show",
	.details = "cli.stats-show-details",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "area", "AREA", "cli.option-area", OPTION_TEXT, true },
					    { "csv", NULL, "cli.stats-show-csv", OPTION_FLAG },
					    { "known-at", "DATE", "cli.option-known-at", OPTION_DATE },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { 0 } },
	.run = run,
};

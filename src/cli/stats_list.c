/* Series, what they count, and the files that they came from. */
#include "cli/command.h"
#include "publish/term.h"
#include "publish/words.h"
#include "usecase/stats.h"

static void header(struct call *c, struct doc *d, struct node *table, const char *const *ids, size_t n)
{
	struct node *row = doc_row(d, table);

	for (size_t i = 0; i < n; i++)
		doc_cell(d, row, CELL_HEADER, text_of(call_label(c, ids[i])));
}

static struct text number(struct call *c, int64_t n)
{
	return text_of(arena_strdup(c->arena, NUM(n)));
}

static void series_table(struct call *c, struct doc *d, const struct stats_list *list)
{
	static const char *const heads[] = { "cli.stats-head-series", "cli.stats-head-areas", "cli.stats-head-first",
					     "cli.stats-head-last", "cli.stats-head-rows" };
	struct node *table = doc_table(d, d->body, "series", text_of(call_label(c, "cli.stats-series")), 0);

	header(c, d, table, heads, 5);
	for (size_t i = 0; i < list->series.n; i++) {
		const struct series_row *s = &list->series.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_NOWRAP, s->series);
		doc_cell(d, row, CELL_NUMBER, number(c, s->areas));
		doc_cell(d, row, CELL_NOWRAP, words_of_period(c->arena, c->lang, s->first));
		doc_cell(d, row, CELL_NOWRAP, words_of_period(c->arena, c->lang, s->last));
		doc_cell(d, row, CELL_NUMBER, number(c, s->rows));
	}
}

/* What the series of e-Stat's tables are, which their names do not say. */
static void definitions_table(struct call *c, struct doc *d, const struct stats_list *list,
			      const definition_list *definitions)
{
	static const char *const heads[] = { "cli.stats-head-series", "cli.stats-head-definition" };
	struct node *table;

	if (!definitions->n)
		return;
	table = doc_table(d, d->body, "definitions", text_of(call_label(c, "cli.stats-definitions")), 0);
	header(c, d, table, heads, 2);
	for (size_t i = 0; i < list->series.n; i++) {
		struct text words = definition_of(definitions, list->series.at[i].series);
		struct node *row;

		if (!words.n)
			continue;
		row = doc_row(d, table);
		doc_cell(d, row, CELL_NOWRAP, list->series.at[i].series);
		doc_cell(d, row, 0, words);
	}
}

static void files_table(struct call *c, struct doc *d, const struct stats_list *list)
{
	static const char *const heads[] = { "cli.stats-head-event", "cli.stats-head-file", "cli.stats-head-layout",
					     "cli.stats-head-added", "cli.stats-head-source" };
	struct node *table = doc_table(d, d->body, "files", text_of(call_label(c, "cli.stats-files")), 0);

	header(c, d, table, heads, 5);
	for (size_t i = 0; i < list->files.n; i++) {
		const struct stats_file_row *f = &list->files.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_NUMBER, number(c, f->event));
		doc_cell(d, row, 0, f->name);
		doc_cell(d, row, CELL_NOWRAP, f->layout);
		doc_cell(d, row, CELL_NUMBER, number(c, f->added));
		doc_cell(d, row, 0, f->source);
	}
}

static json_t *json(const struct stats_list *list, const definition_list *definitions)
{
	json_t *series = json_array(), *files = json_array();

	for (size_t i = 0; i < list->series.n; i++) {
		const struct series_row *s = &list->series.at[i];

		json_array_append_new(series, json_pack("{s:o,s:I,s:I,s:o,s:o,s:I,s:o}", "series", json_text(s->series),
							"rows", (json_int_t)s->rows, "areas", (json_int_t)s->areas,
							"first", json_text(s->first), "last", json_text(s->last),
							"event", (json_int_t)s->event, "definition",
							json_opt_text(definition_of(definitions, s->series))));
	}
	for (size_t i = 0; i < list->files.n; i++) {
		const struct stats_file_row *f = &list->files.at[i];

		json_array_append_new(files,
				      json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "event", (json_int_t)f->event,
						"name", json_text(f->name), "layout", json_text(f->layout), "source",
						json_text(f->source), "licence", json_opt_text(f->licence), "url",
						json_opt_text(f->url), "status", json_text(f->status), "published",
						json_opt_text(f->published), "added", (json_int_t)f->added));
	}
	return json_pack("{s:o,s:o}", "series", series, "files", files);
}

static void field(struct call *c, struct text t)
{
	bool quoted = text_find(t, TEXT(",")) != SIZE_MAX || text_find(t, TEXT("\"")) != SIZE_MAX;

	buf_puts(&c->out, quoted ? ",\"" : ",");
	for (size_t i = 0; i < t.n; i++)
		buf_add(&c->out, t.p[i] == '"' ? "\"\"" : &t.p[i], t.p[i] == '"' ? 2 : 1);
	buf_puts(&c->out, quoted ? "\"" : "");
}

static void csv(struct call *c, const struct stats_list *list, const definition_list *definitions)
{
	buf_puts(&c->out, "\xEF\xBB\xBFseries,areas,first,last,rows,event,definition\r\n");
	for (size_t i = 0; i < list->series.n; i++) {
		const struct series_row *s = &list->series.at[i];

		buf_text(&c->out, s->series);
		buf_printf(&c->out, ",%lld", (long long)s->areas);
		field(c, s->first);
		field(c, s->last);
		buf_printf(&c->out, ",%lld,%lld", (long long)s->rows, (long long)s->event);
		field(c, definition_of(definitions, s->series));
		buf_puts(&c->out, "\r\n");
	}
}

static bool read_list(struct stats_list *list, struct call *c, struct err *err)
{
	int64_t at_event = call_option(c, "at-event")->number;
	struct area area;

	if (!call_has(c, "area"))
		return stats_list(list, &c->context, at_event, err);
	return area_find(c->arena, &area, call_text(c, "area"), err) &&
	       stats_list_of_area(list, &c->context, &area, at_event, err);
}

static bool run(struct call *c, struct err *err)
{
	struct term_style style = { call_width(c), call_colour(c) };
	definition_list definitions;
	struct stats_list list;
	struct doc *d;

	if (!read_list(&list, c, err) ||
	    !stats_definitions(&definitions, &c->context, call_option(c, "at-event")->number, err))
		return false;
	if (c->json) {
		c->answer = json(&list, &definitions);
		return true;
	}
	if (call_has(c, "csv")) {
		csv(c, &list, &definitions);
		return true;
	}
	if (!list.files.n) {
		call_say(c, "stats.none", NULL);
		return true;
	}
	d = doc_new(c->arena, c->lang, text_of(call_label(c, "cli.stats-series")));
	series_table(c, d, &list);
	definitions_table(c, d, &list, &definitions);
	files_table(c, d, &list);
	doc_term(&c->out, d, &style);
	return true;
}

const struct command command_stats_list = {
	.words = "stats list",
	.summary = "cli.stats-list",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "area", "AREA", "cli.stats-list-area", OPTION_TEXT },
					    { "csv", NULL, "cli.stats-list-csv", OPTION_FLAG },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { 0 } },
	.run = run,
};

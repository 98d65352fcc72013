/* What an import did, said to a person or a program: of files and of what was fetched alike. */
#include "cli/stats_result.h"

#include "cli/link_result.h"

enum { SHOWN_MAX = 60, CODES_SHOWN = 10 };

static json_t *fault_json(const struct stats_fault *f)
{
	return json_pack("{s:i,s:i,s:o}", "line", (int)f->line, "column", (int)f->column, "what", json_msg(&f->what));
}

static json_t *change_json(const struct stats_change *ch)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "series", json_text(ch->now.series), "area",
			 json_text(ch->now.area), "period", json_text(ch->now.period), "sex", json_text(ch->now.sex),
			 "before", json_text(ch->before), "now", json_text(ch->now.numbers), "supersedes",
			 (json_int_t)ch->event);
}

static json_t *signs_json(const struct stats_table *t)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->signs.n; i++)
		if (t->signs.at[i].n)
			json_array_append_new(list, json_pack("{s:o,s:o,s:I}", "sign", json_text(t->signs.at[i].sign),
							      "meaning", json_text(t->signs.at[i].meaning), "figures",
							      (json_int_t)t->signs.at[i].n));
	return list;
}

static json_t *unlisted_json(const struct stats_result *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->unlisted.n; i++)
		json_array_append_new(list, json_text(r->unlisted.at[i]));
	return list;
}

json_t *stats_result_json(const struct stats_result *r)
{
	json_t *faults = json_array(), *changed = json_array(), *links = json_array();
	const bool nothing = r->refused || r->known_file || !r->event;

	for (size_t i = 0; i < r->table.faults.n; i++)
		json_array_append_new(faults, fault_json(&r->table.faults.at[i]));
	for (size_t i = 0; i < r->changed.n; i++)
		json_array_append_new(changed, change_json(&r->changed.at[i]));
	for (size_t i = 0; i < r->links.n; i++)
		json_array_append_new(links, link_result_json(&r->links.at[i]));
	return json_pack("{s:s,s:s,s:o,s:o,s:I,s:b,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:o,s:o,s:o,s:o}", "file",
			 r->name, "layout", r->table.layout, "source", json_text(r->source), "licence",
			 json_opt_text(r->licence), "event", (json_int_t)r->event, "unchanged", nothing, "refused",
			 r->refused, "rows", (json_int_t)r->table.rows.n, "added", (json_int_t)r->added, "same",
			 (json_int_t)r->same, "columns_left", (json_int_t)r->table.columns_left, "zeros_restored",
			 (json_int_t)r->table.zeros_restored, "rows_left", (json_int_t)r->table.rows_left, "notes_left",
			 (json_int_t)r->table.notes_left, "signs", signs_json(&r->table), "codes_unlisted",
			 unlisted_json(r), "changed", changed, "faults", faults, "links", links);
}

static void say_more(struct call *c, size_t n)
{
	if (n > SHOWN_MAX)
		call_say(c, "cli.stats-more", "n", NUM((int64_t)(n - SHOWN_MAX)), NULL);
}

/* Who looks it up in Excel sees letters. */
static const char *column_letters(struct arena *a, uint32_t column)
{
	char letters[8], *p = letters + sizeof letters - 1;

	*p = '\0';
	for (uint32_t n = column; n; n = (n - 1) / 26)
		*--p = (char)('A' + (n - 1) % 26);
	return arena_strdup(a, p);
}

/* The file, and of a workbook with several its sheet. */
static const char *place_name(struct arena *a, const struct stats_result *r)
{
	return r->table.sheet && *r->table.sheet ? arena_printf(a, "%s [%s]", r->name, r->table.sheet) : r->name;
}

static void say_faults(struct call *c, const struct stats_result *r)
{
	const size_t n = r->table.faults.n;

	for (size_t i = 0; i < n && i < SHOWN_MAX; i++) {
		const struct stats_fault *f = &r->table.faults.at[i];

		call_say(c, f->column ? "cli.stats-fault" : "cli.stats-fault-row", "file", place_name(c->arena, r),
			 "line", NUM(f->line), "column", NUM(f->column), "letter", column_letters(c->arena, f->column),
			 "what", msg_say(c->arena, c->lang, &f->what), NULL);
	}
	say_more(c, n);
}

/* Of a row of ages the totals: the first number. */
static const char *first(struct arena *a, struct text numbers)
{
	size_t space = text_find(numbers, TEXT(" "));

	return text_z(a, text_slice(numbers, 0, space == SIZE_MAX ? numbers.n : space));
}

static void say_changes(struct call *c, const struct stats_result *r)
{
	for (size_t i = 0; i < r->changed.n && i < SHOWN_MAX; i++) {
		const struct stats_change *ch = &r->changed.at[i];

		call_say(c, "cli.stats-changed", "series", text_z(c->arena, ch->now.series), "area",
			 text_z(c->arena, ch->now.area), "name", text_z(c->arena, area_name(ch->now.area)), "period",
			 text_z(c->arena, ch->now.period), "sex", text_z(c->arena, ch->now.sex), "before",
			 first(c->arena, ch->before), "now", first(c->arena, ch->now.numbers), "event", NUM(ch->event),
			 NULL);
	}
	say_more(c, r->changed.n);
}

/* Marks in place of figures, as the table explains them. */
static void say_signs(struct call *c, const struct stats_result *r)
{
	for (size_t i = 0; i < r->table.signs.n; i++) {
		const struct stats_sign *s = &r->table.signs.at[i];

		if (s->n)
			call_say(c, "cli.stats-sign", "n", NUM((int64_t)s->n), "sign", text_z(c->arena, s->sign),
				 "meaning", text_z(c->arena, s->meaning), NULL);
	}
}

static void say_unlisted(struct call *c, const struct stats_result *r)
{
	const char *codes = "";

	for (size_t i = 0; i < r->unlisted.n && i < CODES_SHOWN; i++)
		codes = arena_printf(c->arena, "%s%s%s", codes, i ? ", " : "", text_z(c->arena, r->unlisted.at[i]));
	if (r->unlisted.n > CODES_SHOWN)
		codes = arena_printf(c->arena, "%s, …", codes);
	if (r->unlisted.n)
		call_say(c, "cli.stats-unlisted", "n", NUM((int64_t)r->unlisted.n), "codes", codes, NULL);
}

void stats_result_say(struct call *c, const struct stats_result *r)
{
	say_faults(c, r);
	if (r->refused) {
		call_say(c, "cli.stats-refused", "file", r->name, "faults", NUM((int64_t)r->table.faults.n), "rows",
			 NUM((int64_t)r->table.rows.n), NULL);
		return;
	}
	if (r->known_file || !r->event) {
		call_say(c, r->known_file ? "cli.stats-known-file" : "cli.stats-nothing-new", "file", r->name, "event",
			 NUM(r->event), "same", NUM(r->same), NULL);
		return;
	}
	say_changes(c, r);
	call_say(c, "cli.stats-imported", "file", r->name, "layout", r->table.layout, "event", NUM(r->event), "added",
		 NUM(r->added), "changed", NUM((int64_t)r->changed.n), "same", NUM(r->same), NULL);
	call_say(c, r->licence.n ? "cli.stats-source-licence" : "cli.stats-source", "source",
		 text_z(c->arena, r->source), "licence", text_z(c->arena, r->licence), NULL);
	if (r->usual)
		call_say(c, "cli.stats-usual", "rows", NUM(r->usual), NULL);
	if (r->undated)
		call_say(c, "cli.stats-undated", "rows", NUM(r->undated), NULL);
	if (r->table.zeros_restored)
		call_say(c, "cli.stats-zeros", "n", NUM((int64_t)r->table.zeros_restored), NULL);
	say_unlisted(c, r);
	if (r->table.columns_left)
		call_say(c, "cli.stats-columns-left", "n", NUM((int64_t)r->table.columns_left), NULL);
	if (r->table.rows_left)
		call_say(c, "cli.stats-rows-left", "n", NUM((int64_t)r->table.rows_left), NULL);
	if (r->table.notes_left)
		call_say(c, "cli.stats-notes-left", "n", NUM((int64_t)r->table.notes_left), NULL);
	say_signs(c, r);
	if (r->table.faults.n)
		call_say(c, "cli.stats-partial", "faults", NUM((int64_t)r->table.faults.n), NULL);
	for (size_t i = 0; i < r->links.n; i++)
		link_result_say(c, &r->links.at[i], "cli.link-arrived");
}

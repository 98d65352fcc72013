/* Collecting by Excel: make, read, status. */
#include "cli/review.h"
#include "usecase/review_json.h"

static bool run_make(struct call *c, struct err *err)
{
	struct collect_request q = { .review = call_text(c, "review"),
				     .folder = text_z(c->arena, c->arguments[0]),
				     .due = call_option(c, "due")->date,
				     .lang = c->lang };
	struct collect_made made;
	json_t *files = json_array();

	c->answer = json_pack("{s:o}", "files", files);
	if (!collect_make(&made, &c->context, &q, err))
		return false;
	for (size_t i = 0; i < made.files.n; i++) {
		const struct collect_file *f = &made.files.at[i];

		json_array_append_new(files, json_pack("{s:o,s:o,s:I}", "section", json_text(f->section), "path",
						       json_text(f->path), "items", (json_int_t)f->items));
		call_say(c, "cli.collect-file", "path", text_z(c->arena, f->path), "name", text_z(c->arena, f->name),
			 "n", NUM((int64_t)f->items), NULL);
	}
	json_object_set_new(c->answer, "round", json_text(made.round));
	json_object_set_new(c->answer, "review", json_text(made.review));
	json_object_set_new(c->answer, "due", json_string(DATE(made.due)));
	json_object_set_new(c->answer, "event", json_integer(made.event));
	call_say(c, "cli.collect-made", "round", text_z(c->arena, made.round), "n", NUM((int64_t)made.files.n), "due",
		 DATE(made.due), "event", NUM(made.event), NULL);
	return true;
}

const struct command command_collect_make = {
	.words = "collect make",
	.arguments = { "DIR" },
	.summary = "cli.collect-make",
	.details = "cli.collect-make-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "due", "DAY", "cli.collect-due", OPTION_DATE }, REVIEW_OPTION, { 0 } },
	.run = run_make,
};

/* ---- read ---- */

static const char *side(struct call *c, const struct collect_side *s)
{
	struct text said = collect_side_said(c->arena, c->lang, s);

	return said.n ? text_z(c->arena, said) : "–";
}

static void print_row(struct call *c, const struct collect_row *r)
{
	const char *id = arena_printf(c->arena, "collect-row.%s", collect_what_name(r->what));
	struct msg m = { .id = id };

	if (r->what == COLLECT_SAME)
		return;
	m.n_args = 6;
	m.args[0] = (struct msg_arg){ "item", text_z(c->arena, r->item.key) };
	m.args[1] = (struct msg_arg){ "name", text_z(c->arena, r->name) };
	m.args[2] = (struct msg_arg){ "was", side(c, &r->was) };
	m.args[3] = (struct msg_arg){ "is", side(c, &r->is) };
	m.args[4] = (struct msg_arg){ "line", arena_strdup(c->arena, NUM(r->line)) };
	m.args[5] = (struct msg_arg){ "why", msg_say(c->arena, c->lang, &r->msg) };
	call_say_msg(c, &m);
}

static bool run_read(struct call *c, struct err *err)
{
	json_t *files = json_array();

	c->answer = json_pack("{s:o}", "files", files);
	for (size_t i = 0; i < c->n_arguments; i++) {
		struct table_file file;
		struct collect_read r;

		if (!table_file_read(&file, c->arena, text_z(c->arena, c->arguments[i]), err) ||
		    !collect_read(&r, &c->context, (struct text){ 0 }, &file, call_has(c, "apply"), err))
			return false;
		json_array_append_new(files, collect_read_json(c->arena, &r));
		call_say(c, r.event ? "cli.collect-returned" : "cli.collect-compared", "file", text_z(c->arena, r.file),
			 "name", text_z(c->arena, r.section_name), "round", text_z(c->arena, r.round), NULL);
		if (r.late)
			call_say(c, "cli.collect-late", NULL);
		for (size_t j = 0; j < r.rows.n; j++) {
			c->no |= r.rows.at[j].what >= COLLECT_CONFLICT;
			print_row(c, &r.rows.at[j]);
		}
	}
	return true;
}

const struct command command_collect_read = {
	.words = "collect read",
	.arguments = { "FILE..." },
	.summary = "cli.collect-read",
	.details = "cli.collect-read-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "apply", NULL, "cli.collect-apply", OPTION_FLAG }, { 0 } },
	.run = run_read,
};

/* ---- status ---- */

static bool run_status(struct call *c, struct err *err)
{
	static const char *const names[] = { "returned", "missing", "late" };
	struct collect_status s;

	if (!collect_status(&s, &c->context, call_text(c, "review"), err))
		return false;
	for (size_t i = 0; i < s.sections.n; i++) {
		const struct collect_standing *one = &s.sections.at[i];

		call_say(c, "cli.collect-line", "name", text_z(c->arena, one->name), "state",
			 call_label(c, arena_printf(c->arena, "collect-state.%s", names[one->state])), "day",
			 DATE(one->returned), NULL);
	}
	if (!s.round.n)
		call_say(c, "cli.collect-none", NULL);
	c->answer = collect_status_json(&s);
	return true;
}

const struct command command_collect_status = { .words = "collect status",
						.summary = "cli.collect-status",
						.needs = NEEDS_STORE,
						.options = (const struct option[]){ REVIEW_OPTION, { 0 } },
						.run = run_status };

#include <string.h>

#include "cli/command.h"
#include "cli/show_plan.h"
#include "usecase/adopt.h"

/* The day can be told later, by the same file once more. */
static void print_undated(struct call *c, const char *plan, const struct adopt_request *q)
{
	const char *kind = text_z(c->arena, q->kind);
	bool change = q->kind.n && strcmp(kind, "certified") != 0;

	call_say(c, "cli.adopt-undated", "file", q->file->source.name, "as",
		 change ? arena_printf(c->arena, "--kind %s --change-of %s", kind, plan)
			: arena_printf(c->arena, "--plan %s", plan),
		 NULL);
}

static void print(struct call *c, const struct adopt_result *made, const struct adopt_request *q)
{
	const char *plan = text_z(c->arena, made->plan);
	const struct plan_file *file = q->file;

	if (made->unchanged) {
		call_say(c, "cli.adopt-unchanged", "plan", plan, "version", NUM(made->version), "event",
			 NUM(made->event), NULL);
		return;
	}
	if (made->draft) {
		call_say(c, "cli.adopt-drafted", "plan", plan, "event", NUM(made->draft), NULL);
		return;
	}
	call_say(c, "cli.adopt-done", "plan", plan, "version", NUM(made->version), "event", NUM(made->event), "title",
		 text_z(c->arena, file->plan.title), "kpis", NUM((int64_t)file->plan.kpis.n), NULL);
	for (size_t i = 0; i < made->kept.n; i++)
		call_say(c, "cli.adopt-key-kept", "name", text_z(c->arena, made->kept.at[i].name), "key",
			 text_z(c->arena, made->kept.at[i].key), "counted", text_z(c->arena, made->kept.at[i].counted),
			 NULL);
	if (!q->certified.year)
		print_undated(c, plan, q);
	if (file->remarks.n)
		call_say(c, "cli.adopt-remarks", "n", NUM((int64_t)file->remarks.n), "file", file->source.name, NULL);
}

static json_t *kept_json(const key_kept_list *kept)
{
	json_t *list = json_array();

	for (size_t i = 0; i < kept->n; i++)
		json_array_append_new(list,
				      json_pack("{s:o,s:o,s:o}", "name", json_text(kept->at[i].name), "key",
						json_text(kept->at[i].key), "counted", json_text(kept->at[i].counted)));
	return list;
}

static bool run(struct call *c, struct err *err)
{
	struct plan_file file;
	struct adopt_request q = { .file = &file,
				   .plan = call_text(c, "plan"),
				   .kind = call_text(c, "kind"),
				   .change_of = call_text(c, "change-of"),
				   .certified = call_option(c, "certified")->date,
				   .invented = call_has(c, "invented") };
	struct adopt_result made;

	if (!plan_file_read(&file, c->arena, text_z(c->arena, c->arguments[0]), err) ||
	    !adopt_plan(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:I,s:o,s:o,s:b,s:o,s:i,s:o,s:o}", "plan", json_text(made.plan), "version",
				      (json_int_t)made.version, "event",
				      made.event ? json_integer(made.event) : json_null(), "draft",
				      made.draft ? json_integer(made.draft) : json_null(), "unchanged", made.unchanged,
				      "title", json_text(file.plan.title), "kpis", (int)file.plan.kpis.n, "remarks",
				      findings_to_json(&file.remarks), "keys_kept", kept_json(&made.kept));
	else
		print(c, &made, &q);
	return true;
}

const struct command command_plan_adopt = {
	.words = "plan adopt",
	.arguments = { "FILE" },
	.summary = "cli.plan-adopt",
	.details = "cli.plan-adopt-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "certified", "DATE", "cli.adopt-certified", OPTION_DATE },
					    { "change-of", "ID", "cli.adopt-change-of", OPTION_TEXT },
					    { "kind", "certified|change|minor", "cli.adopt-kind", OPTION_CHOICE },
					    { "invented", NULL, "cli.adopt-invented", OPTION_FLAG },
					    { 0 } },
	.run = run,
};

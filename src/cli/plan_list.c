#include "cli/command.h"
#include "publish/words.h"
#include "usecase/plans.h"

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

static void print(struct call *c, const plan_version_list *all, const struct plan_version *v, struct date today)
{
	const char *certified = v->certified.year ? text_z(c->arena, words_date(c->arena, c->lang, v->certified))
						  : call_label(c, "cli.not-known");
	const char *to =
		v->to.year ? text_z(c->arena, words_date(c->arena, c->lang, v->to)) : call_label(c, "cli.not-known");
	bool in_force = plan_version_stands(all, v, today);

	call_say(c, in_force ? "cli.plan-line-in-force" : "cli.plan-line", "plan", text_z(c->arena, v->plan), "version",
		 NUM(v->version), "title", text_z(c->arena, v->title), "certified", certified, "to", to, "event",
		 NUM(v->event), NULL);
}

static bool run(struct call *c, struct err *err)
{
	plan_version_list all = { 0 };
	struct date today = context_today(&c->context);
	json_t *list;

	if (!plans_read(&all, &c->context, 0, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		if (c->json)
			json_array_append_new(list, version_json(&all, &all.at[i], today));
		else
			print(c, &all, &all.at[i], today);
	}
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

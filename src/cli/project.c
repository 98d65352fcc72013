/* Projects: added, changed, listed, shown, and what they cost. */
#include "cli/review.h"
#include "publish/words.h"
#include "usecase/kpis.h"
#include "usecase/plans.h"
#include "usecase/project_import.h"
#include "usecase/review_json.h"

static bool set_project(struct call *c, bool add, struct err *err)
{
	struct project_request q = { .plan = call_text(c, "plan"),
				     .key = kpi_comparable(c->arena, c->arguments[0]),
				     .name = call_text(c, "name"),
				     .section = call_text(c, "section"),
				     .status = call_text(c, "status"),
				     .donation = -1,
				     .kpis = call_text(c, "kpis"),
				     .because = call_text(c, "because"),
				     .add = add };
	struct project_result made;

	if (call_has(c, "donation"))
		q.donation = text_is(call_text(c, "donation"), "open");
	if (!project_set(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:I,s:b}", "plan", json_text(made.plan), "project", json_text(made.key),
				      "event", (json_int_t)made.event, "unchanged", made.unchanged);
	else
		call_say(c, made.unchanged ? "cli.project-unchanged" : "cli.project-set-done", "project",
			 text_z(c->arena, made.key), "event", NUM(made.event), NULL);
	return true;
}

static bool run_add(struct call *c, struct err *err)
{
	return set_project(c, true, err);
}

static bool run_set(struct call *c, struct err *err)
{
	return set_project(c, false, err);
}

#define PROJECT_OPTIONS                                                                                       \
	{ "kpis", "KEYS", "cli.project-kpis", OPTION_TEXT },                                                  \
		{ "status", "planned|running|finished|stopped|計画中|実施中|完了|中止", "cli.project-status", \
		  OPTION_CHOICE },                                                                            \
		{ "donation", "open|closed", "cli.project-donation", OPTION_CHOICE },                         \
	{                                                                                                     \
		"because", "TEXT", "cli.review-because", OPTION_TEXT                                          \
	}

const struct command command_project_add = {
	.words = "project add",
	.arguments = { "KEY" },
	.summary = "cli.project-add",
	.details = "cli.project-add-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "name", "NAME", "cli.project-name", OPTION_TEXT, true },
					    { "section", "KEY", "cli.project-section", OPTION_TEXT, true },
					    PROJECT_OPTIONS,
					    { 0 } },
	.run = run_add,
};

const struct command command_project_set = {
	.words = "project set",
	.arguments = { "KEY" },
	.summary = "cli.project-set",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "name", "NAME", "cli.project-name", OPTION_TEXT },
					    { "section", "KEY", "cli.project-section", OPTION_TEXT },
					    PROJECT_OPTIONS,
					    { 0 } },
	.run = run_set,
};

static bool run_cost(struct call *c, struct err *err)
{
	struct cost_request q = { .plan = call_text(c, "plan"),
				  .key = kpi_comparable(c->arena, c->arguments[0]),
				  .settled = call_has(c, "settled"),
				  .source = call_text(c, "source"),
				  .because = call_text(c, "because") };
	struct project_result made;

	if (call_has(c, "settled") == call_has(c, "budget"))
		return err_set(err, ERR_USAGE, "cli.project-budget-or-settled", NULL);
	q.yen = call_option(c, q.settled ? "settled" : "budget")->number;
	if (!call_year(&q.year, c, "year", err) || !project_cost(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:I,s:b}", "plan", json_text(made.plan), "project", json_text(made.key),
				      "event", (json_int_t)made.event, "unchanged", made.unchanged);
	else
		call_say(c, made.unchanged ? "cli.project-unchanged" : "cli.project-cost-done", "project",
			 text_z(c->arena, made.key), "event", NUM(made.event), NULL);
	return true;
}

const struct command command_project_cost = {
	.words = "project cost",
	.arguments = { "KEY" },
	.summary = "cli.project-cost",
	.details = "cli.project-cost-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "year", "FY", "cli.project-year", OPTION_PERIOD, true },
					    { "budget", "YEN", "cli.project-budget", OPTION_INT },
					    { "settled", "YEN", "cli.project-settled", OPTION_INT },
					    { "source", "TEXT", "cli.project-source", OPTION_TEXT },
					    { "because", "TEXT", "cli.review-because", OPTION_TEXT },
					    { 0 } },
	.run = run_cost,
};

/* ---- reading ---- */

static void print_years(struct call *c, const struct project *p)
{
	for (size_t i = 0; i < p->years.n; i++) {
		const struct project_year *y = &p->years.at[i];
		const struct period year = { PERIOD_FY, y->year, { 0 } };

		call_say(c, "cli.project-year-line", "year", text_z(c->arena, words_period(c->arena, c->lang, year)),
			 "budget",
			 y->has_budget ? text_z(c->arena, words_decimal(c->arena, decimal_of(y->budget_yen))) : "–",
			 "settled",
			 y->has_settled ? text_z(c->arena, words_decimal(c->arena, decimal_of(y->settled_yen))) : "–",
			 NULL);
	}
}

static void print(struct call *c, const section_list *sections, const struct project *p, bool years)
{
	const char *kpis = "";

	for (size_t i = 0; i < p->kpis.n; i++)
		kpis = arena_printf(c->arena, "%s%s%s", kpis, i ? " " : "", text_z(c->arena, p->kpis.at[i]));
	call_say(c, "cli.project-line", "project", text_z(c->arena, p->key), "name", text_z(c->arena, p->name),
		 "section", text_z(c->arena, section_shown(sections, p->section)), "status",
		 call_label(c, arena_printf(c->arena, "project-status.%s", project_status_name(p->status))), "kpis",
		 *kpis ? kpis : "–", "donation",
		 call_label(c, p->donation ? "cli.project-open-donation" : "cli.project-no-donation"), NULL);
	if (years)
		print_years(c, p);
}

static bool read_projects(project_list *out, section_list *sections, struct text *plan, struct call *c, struct err *err)
{
	plan_version_list all = { 0 };
	const struct plan_version *v;

	if (!plans_read(&all, &c->context, 0, err) ||
	    !plans_choose(&v, &all, &c->context, call_text(c, "plan"), context_today(&c->context), (struct date){ 0 },
			  err))
		return false;
	*plan = v->plan;
	return sections_read(sections, &c->context, 0, err) && projects_read(out, &c->context, v->plan, 0, err);
}

static bool run_list(struct call *c, struct err *err)
{
	project_list all = { 0 };
	section_list sections = { 0 };
	struct text plan;
	json_t *list;

	if (!read_projects(&all, &sections, &plan, c, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		if (c->json)
			json_array_append_new(list, project_json(&all.at[i]));
		else
			print(c, &sections, &all.at[i], false);
	}
	if (!all.n)
		call_say(c, "cli.project-none", NULL);
	c->answer = json_pack("{s:o,s:o}", "plan", json_text(plan), "projects", list);
	return true;
}

const struct command command_project_list = {
	.words = "project list", .summary = "cli.project-list", .needs = NEEDS_STORE | NEEDS_PLAN, .run = run_list
};

static bool run_show(struct call *c, struct err *err)
{
	project_list all = { 0 };
	section_list sections = { 0 };
	const struct project *p;
	struct text plan;

	if (!read_projects(&all, &sections, &plan, c, err))
		return false;
	p = project_of(&all, kpi_comparable(c->arena, c->arguments[0]));
	if (!p)
		return err_set(err, ERR_INPUT, "usecase.unknown-project", "project", text_z(c->arena, c->arguments[0]),
			       "projects", "", NULL);
	if (c->json)
		c->answer = json_pack("{s:o}", "project", project_json(p));
	else
		print(c, &sections, p, true);
	return true;
}

const struct command command_project_show = { .words = "project show",
					      .arguments = { "KEY" },
					      .summary = "cli.project-show",
					      .needs = NEEDS_STORE | NEEDS_PLAN,
					      .run = run_show };

/* ---- importing ---- */

static bool run_import(struct call *c, struct err *err)
{
	struct import_result made;
	struct table_file file;

	if (!table_file_read(&file, c->arena, text_z(c->arena, c->arguments[0]), err) ||
	    !project_import(&made, &c->context, call_text(c, "plan"), &file, true, err))
		return false;
	for (size_t i = 0; i < made.rows.n; i++) {
		const struct import_row *r = &made.rows.at[i];

		if (r->what == IMPORT_FAULT)
			call_say(c, "cli.project-import-fault", "line", NUM(r->line), "project",
				 text_z(c->arena, r->key), "why", msg_say(c->arena, c->lang, &r->msg), NULL);
	}
	c->no = made.faults > 0;
	c->answer = import_json(&made);
	call_say(c, made.faults ? "cli.project-import-faults" : "cli.project-import-done", "n",
		 NUM((int64_t)made.rows.n), "faults", NUM((int64_t)made.faults), NULL);
	return true;
}

const struct command command_project_import = { .words = "project import",
						.arguments = { "FILE" },
						.summary = "cli.project-import",
						.details = "cli.project-import-details",
						.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
						.run = run_import };

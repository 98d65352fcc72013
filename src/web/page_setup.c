/* The first start: whoever has the terminal has the code, and makes the first account; then the plan comes in. */
#include <string.h>

#include "usecase/adopt.h"
#include "usecase/init.h"
#include "usecase/plans.h"
#include "web/form.h"

static bool has_plan(bool *has, struct request *q, struct err *err)
{
	plan_version_list all = { 0 };

	if (!plans_read(&all, q->context, 0, err))
		return false;
	*has = all.n;
	return true;
}

static bool view_setup(struct request *q, struct doc *d, struct err *err)
{
	bool none;

	if (!accounts_none(&none, q->context, err))
		return false;
	if (!none) {
		struct node *p = doc_paragraph(d, d->body, doc_label(d, "web.setup-done"));

		doc_link(d, p, request_path(q, "/sign-in"), doc_label(d, "web.sign-in"));
		return true;
	}
	doc_paragraph(d, d->body, doc_label(d, "web.setup-what"));
	form_of_page(q, d, d->body, "web.setup-begin");
	return true;
}

static bool act_setup(struct request *q, struct outcome *o, struct err *err)
{
	struct setup_request s = { .code = request_text(q, "code"),
				   .login = request_text(q, "login"),
				   .name = request_text(q, "name"),
				   .password = request_text(q, "password"),
				   .address = q->address,
				   .agent = q->agent };
	struct signed_in in;
	bool has;

	if (!text_eq(s.password, request_text(q, "again")))
		return request_fault(q, err, "again", "web.password-differs");
	if (!setup_first_account(&in, q->context, &s, err) || !has_plan(&has, q, err))
		return false;
	o->sign_in = in.cookie;
	o->to = has ? TEXT("/today") : TEXT("/setup/plan");
	o->done = "web.done-setup";
	return true;
}

const struct page page_setup = {
	.route = "/setup",
	.may = MAY_GUEST,
	.title = "web.setup",
	.fields = { { "code", FIELD_LINE, .label = "web.setup-code", .hint = "web.setup-code-hint", .max = 40,
		      .required = true },
		    { "login", FIELD_KEY, .label = "web.login", .hint = "web.login-hint", .max = LOGIN_MAX,
		      .required = true, .autocomplete = "username" },
		    { "name", FIELD_LINE, .label = "web.person-name", .max = PERSON_NAME_MAX, .required = true,
		      .autocomplete = "name" },
		    { "password", FIELD_SECRET, .label = "web.password", .hint = "web.password-hint",
		      .max = PASSWORD_BYTES_MAX, .required = true, .autocomplete = "new-password" },
		    { "again", FIELD_SECRET, .label = "web.setup-password-again", .max = PASSWORD_BYTES_MAX,
		      .required = true, .autocomplete = "new-password" } },
	.people_only = true,
	.view = view_setup,
	.act = act_setup,
};

/* ---- the plan ---- */

static const struct field_choice sources[] = { { "file", "web.plan-from-file" },
					       { "sample-city", "web.plan-from-sample" },
					       { "kumamoto", "web.plan-from-kumamoto" },
					       { 0 } };

static const struct field_choice kinds[] = { { "certified", "web.plan-kind-certified" },
					     { "change", "web.plan-kind-change" },
					     { "minor", "web.plan-kind-minor" },
					     { 0 } };

/* Of a store with a plan only a file can come in, as another plan or as a change; of an empty one nothing can be
 * changed. */
static bool view_plan(struct request *q, struct doc *d, struct err *err)
{
	struct node *form;
	bool has;

	if (!has_plan(&has, q, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, has ? "web.plan-there" : "web.plan-what"));
	form = form_begin(q, d, d->body, NULL);
	if (!has)
		form_field(q, d, form, "source")->flags |= FIELD_REQUIRED;
	form_field(q, d, form, "file");
	if (has)
		form_field(q, d, form, "kind");
	if (has)
		form_field(q, d, form, "of");
	form_field(q, d, form, "certified");
	if (q->problem.id && strcmp(q->problem.id, "web.plan-faults") == 0)
		form_field(q, d, form, "as-it-is");
	form_button(d, form, "web.plan-take", NULL);
	return true;
}

/* What was read of the file, first fault first. A certified plan may well break the rules, and cannot be changed here:
 * who has looked says so, and it comes in as it is. */
static bool refuse(struct request *q, const remark_list *found, struct err *err)
{
	struct arena *a = q->context->arena;

	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].severity == SEVERITY_ERROR)
			return err_set(err, ERR_INPUT, "web.plan-faults", "number",
				       NUM((int64_t)count_severity(found, SEVERITY_ERROR)), "first",
				       msg_say(a, LANG_JA, &found->at[i].msg), "first_en",
				       msg_say(a, LANG_EN, &found->at[i].msg), NULL);
	return true;
}

/* Until there is a second account nobody could approve what the first one drafts: the first plan of a store with one
 * account is adopted at once, as by whoever started the server. */
static bool is_first_start(bool *first, struct request *q, struct err *err)
{
	bool has, alone;

	if (!has_plan(&has, q, err) || !accounts_alone(&alone, q->context, err))
		return false;
	*first = !has && alone;
	return true;
}

static bool adopt_file(struct request *q, const struct plan_file *file, int64_t *draft, struct err *err)
{
	struct adopt_request r = { .file = file,
				   .kind = request_text(q, "kind"),
				   .certified = request_field(q, "certified")->date };
	struct context c = *q->context;
	struct adopt_result made;
	bool first;

	*(r.kind.n && !text_is(r.kind, "certified") ? &r.change_of : &r.plan) = request_text(q, "of");
	if (!permit(&c, RIGHT_PLAN, err) || !is_first_start(&first, q, err))
		return false;
	if (first)
		c.person = NULL;
	if (!adopt_plan(&made, &c, &r, err))
		return false;
	*draft = made.draft;
	return true;
}

static bool adopt_upload(struct request *q, int64_t *draft, struct err *err)
{
	const struct field_value *v = request_field(q, "file");
	struct arena *a = q->context->arena;
	struct plan_file file;
	remark_list found = { 0 };
	bool ok;

	if (!request_has(q, "file"))
		return request_fault(q, err, "file", "web.field-no-file");
	/* Reading takes up to a second, by a process of its own. */
	if (!request_unlock(q, err))
		return false;
	ok = plan_file_decode(&file, a, v->text, v->file.n ? text_z(a, v->file) : "-", err);
	if (ok)
		plan_file_check(&file, a, &found);
	request_lock(q);
	return ok && (request_has(q, "as-it-is") || refuse(q, &found, err)) && adopt_file(q, &file, draft, err);
}

static bool act_plan(struct request *q, struct outcome *o, struct err *err)
{
	struct text source = request_text(q, "source");
	struct init_result made;
	int64_t draft = 0;
	bool has;

	if (!has_plan(&has, q, err))
		return false;
	if (!source.n && !has)
		return request_fault(q, err, "source", "web.field-choose");
	o->to = TEXT("/today");
	o->done = "web.done-plan";
	if (source.n && !text_is(source, "file"))
		return init_example(&made, q->context, text_z(q->context->arena, source), err);
	if (!adopt_upload(q, &draft, err))
		return false;
	if (draft)
		o->done = "web.done-plan-drafted";
	return true;
}

const struct page page_setup_plan = {
	.route = "/setup/plan",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.plan-take",
	.fields = { { "source", FIELD_CHOICE, .label = "web.plan-source", .choices = sources },
		    { "file", FIELD_FILE, .label = "web.plan-file", .hint = "web.plan-file-hint" },
		    { "kind", FIELD_CHOICE, .label = "web.plan-kind", .choices = kinds },
		    { "of", FIELD_KEY, .label = "web.plan-of", .hint = "web.plan-of-hint", .max = PLAN_ID_MAX },
		    { "certified", FIELD_DATE, .label = "web.plan-certified", .hint = "web.plan-certified-hint" },
		    { "as-it-is", FIELD_CHECK, .label = "web.plan-as-it-is", .hint = "web.plan-as-it-is-hint" } },
	.view = view_plan,
	.act = act_plan,
	.makes = "Done",
};

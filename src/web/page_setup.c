/* The first start: whoever has the terminal has the code, and makes the first account; then the plan comes in. */
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

static bool view_plan(struct request *q, struct doc *d, struct err *err)
{
	bool has;

	if (!has_plan(&has, q, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, has ? "web.plan-there" : "web.plan-what"));
	form_of_page(q, d, d->body, "web.plan-take");
	return true;
}

/* What was read of the file, first fault first. */
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
	struct adopt_request r = { .file = file, .certified = request_field(q, "certified")->date };
	struct context c = *q->context;
	struct adopt_result made;
	bool first;

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
	return ok && refuse(q, &found, err) && adopt_file(q, &file, draft, err);
}

static bool act_plan(struct request *q, struct outcome *o, struct err *err)
{
	struct text source = request_text(q, "source");
	struct init_result made;
	int64_t draft = 0;

	o->to = TEXT("/today");
	o->done = "web.done-plan";
	if (!text_is(source, "file"))
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
	.fields = { { "source", FIELD_CHOICE, .label = "web.plan-source", .required = true, .choices = sources },
		    { "file", FIELD_FILE, .label = "web.plan-file", .hint = "web.plan-file-hint" },
		    { "certified", FIELD_DATE, .label = "web.plan-certified", .hint = "web.plan-certified-hint" } },
	.view = view_plan,
	.act = act_plan,
	.makes = "Done",
};

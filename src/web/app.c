/* The way of one request to a page of the app that looks: who, may he, what was asked, view. What changes something
 * goes on in app_act.c. */
#include <string.h>

#include "web/app.h"
#include "web/form.h"
#include "web/web.h"

static const char html_type[] = "text/html; charset=utf-8";

/* ---- showing ---- */

/* Of all that cannot be done as things stand, these say that somebody else has just changed them. */
static bool somebody_was_faster(const struct msg *problem)
{
	static const char *const ids[] = { "usecase.changed-meanwhile",
					   "usecase.review-stale",
					   "usecase.account-stale",
					   "usecase.corrected-already",
					   "usecase.corrects-withdrawn",
					   "usecase.withdrawn-already",
					   "usecase.withdraw-corrected",
					   "usecase.no-draft",
					   "store.no-draft",
					   "store.conflict" };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (!strcmp(problem->id, ids[i]))
			return true;
	return false;
}

static void put_problem(struct exchange *x, struct doc *d)
{
	struct node *note, *list = NULL;

	if (!x->q.problem.id)
		return;
	note = doc_note(d, d->body, TONE_BAD,
			doc_label(d, somebody_was_faster(&x->q.problem) ? "web.form-conflict"
				     : x->q.page->refused               ? x->q.page->refused
									: "web.form-problem"));
	doc_paragraph(d, note, doc_say(d, &x->q.problem));
	for (size_t i = 0; x->q.page->fields[i].name; i++) {
		const struct field *f = &x->q.page->fields[i];
		struct text label;

		if (!x->q.values[i].fault.id || f->hidden)
			continue;
		list = list ? list : doc_add(d, note, NODE_LIST);
		label = f->label ? doc_label(d, f->label) : text_of(f->name);
		doc_link(d, doc_item(d, list, (struct text){ 0 }), text_of(arena_printf(d->arena, "#f-%s", f->name)),
			 doc_words(d, "web.fault-of-field", "field", doc_z(d, label), "fault",
				   doc_z(d, doc_say(d, &x->q.values[i].fault)), NULL));
	}
}

bool app_fill(struct exchange *x, struct doc **doc, struct err *err)
{
	struct doc *d = doc_new(&x->arena, x->q.lang, (struct text){ 0 });

	guard_key(x);
	d->title = doc_label(d, x->q.page->title);
	doc_heading(d, d->body, 1, NULL, d->title);
	if (x->q.done.id)
		doc_paragraph(d, doc_note(d, d->body, TONE_GOOD, (struct text){ 0 }), doc_say(d, &x->q.done));
	put_problem(x, d);
	*doc = d;
	return x->q.page->view(&x->q, d, err);
}

enum MHD_Result app_send(struct exchange *x, unsigned status, const struct doc *d)
{
	return reply_send(x, &(struct reply){ .status = status, .type = html_type, .bytes = app_page(x, d) });
}

static enum MHD_Result go_to(struct exchange *x, struct text path)
{
	return reply_send(x, &(struct reply){ .status = MHD_HTTP_SEE_OTHER, .to = path });
}

/* To the sign-in, and from there back to where the person wanted to go. */
static enum MHD_Result go_to_sign_in(struct exchange *x)
{
	if (x->post)
		return reply_error(x, MHD_HTTP_FORBIDDEN, &(struct msg){ .id = "web.session-ended-form" });
	return go_to(x,
		     text_of(arena_printf(&x->arena, "%s/sign-in?next=%s", x->q.lang == LANG_EN ? "/en" : "",
					  text_z(&x->arena, percent_encoded(&x->arena, app_same_page(x, x->q.lang))))));
}

enum MHD_Result app_turn_away(struct exchange *x, enum admitted a, const struct err *err)
{
	if (x->q.api)
		return api_error(x,
				 a == ADMIT_SIGN_IN  ? MHD_HTTP_UNAUTHORIZED
				 : a == ADMIT_FAILED ? http_status(err->kind)
						     : MHD_HTTP_FORBIDDEN,
				 err);
	switch (a) {
	case ADMIT_SIGN_IN:
		return go_to_sign_in(x);
	case ADMIT_CODE:
		return go_to(x, request_path(&x->q, "/sign-in/code"));
	case ADMIT_HOME:
		return go_to(x, request_path(&x->q, "/today"));
	case ADMIT_FAILED:
		return reply_error(x, http_status(err->kind), &err->msg);
	default:
		return reply_error(x, MHD_HTTP_FORBIDDEN, &err->msg);
	}
}

/* ---- asking ---- */

/* A sentence that a redirect asks for: one of ours and no other. */
static void read_done(struct exchange *x, const pair_list *query)
{
	size_t n;
	const struct pair *p = pair_of(query, "done", &n);
	const char *id;

	if (!p || !p->value.n || p->value.n > 64 || utf8_bad_at(p->value) != SIZE_MAX)
		return;
	id = arena_printf(&x->arena, "web.%s", arena_printf(&x->arena, "done-%s", text_z(&x->arena, p->value)));
	if (strcmp(msg_label(x->q.lang, id), id) != 0)
		x->q.done.id = id;
}

/* What the page shows, and what its form may be sent: the fields as view fills them in, with choices that only the
 * store knows and the numbers of events that a correction names. */
static bool make_data(struct exchange *x, json_t **data, struct err *err)
{
	struct doc *d = NULL;

	*data = NULL;
	if (x->q.page->data && !x->q.page->data(&x->q, data, err))
		return false;
	if (!x->q.page->act)
		return true;
	if (!app_fill(x, &d, err)) {
		json_decref(*data);
		return false;
	}
	if (!*data)
		*data = json_object();
	json_object_set_new(*data, "fields", api_fields(d));
	return true;
}

static enum MHD_Result answer_data(struct exchange *x)
{
	struct err err = { 0 };
	json_t *data = NULL;
	bool ok = make_data(x, &data, &err);

	pthread_mutex_unlock(&x->web->app_lock);
	return ok ? api_reply(x, MHD_HTTP_OK, data) : api_error(x, http_status(err.kind), &err);
}

/* Under app_lock, which is given up. */
static enum MHD_Result answer_paper(struct exchange *x)
{
	struct paper_made made;
	struct err err = { 0 };
	bool ok = x->q.page->paper(&x->q, &made, &err);

	pthread_mutex_unlock(&x->web->app_lock);
	if (!ok)
		return reply_error(x, http_status(err.kind), &err.msg);
	return reply_send(
		x, &(struct reply){
			   .status = MHD_HTTP_OK, .type = made.type, .bytes = made.bytes, .file_name = made.name });
}

enum MHD_Result app_get(struct exchange *x)
{
	pair_list query = app_query(x);
	struct err err = { 0 };
	struct doc *d = NULL;
	enum admitted who;
	bool ok;

	pthread_mutex_lock(&x->web->app_lock);
	who = admit(x, &err);
	if (who != ADMIT_YES) {
		pthread_mutex_unlock(&x->web->app_lock);
		return app_turn_away(x, who, &err);
	}
	if (!fields_of_query(&x->q, &x->arena, &query, &err)) {
		pthread_mutex_unlock(&x->web->app_lock);
		return reply_error(x, MHD_HTTP_BAD_REQUEST, &err.msg);
	}
	if (x->q.page->paper)
		return answer_paper(x);
	if (x->q.api)
		return answer_data(x);
	read_done(x, &query);
	ok = app_fill(x, &d, &err);
	pthread_mutex_unlock(&x->web->app_lock);
	return ok ? app_send(x, MHD_HTTP_OK, d) : reply_error(x, http_status(err.kind), &err.msg);
}

/* The way of one request to a page of the app. GET: who, may he, what was asked, view. POST: the same, then is the form
 * ours, is it whole, was it done before, act - and a redirect, so that a reload asks for the page and not for the act.
 * Whatever fails brings the form back as it was typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "usecase/form_once.h"
#include "web/app.h"
#include "web/form.h"
#include "web/web.h"

static const char html_type[] = "text/html; charset=utf-8";

struct text request_path(const struct request *q, const char *path)
{
	return text_of(q->lang == LANG_EN && strncmp(path, "/en/", 4) != 0
			       ? arena_printf(q->context->arena, "/en%s", path)
			       : path);
}

/* Two work, a few wait; so a flood of sign-ins leaves threads for those who read. */
bool request_unlock(struct request *q, struct err *err)
{
	if (atomic_fetch_add(&q->web->slow, 1) >= SLOW_AT_ONCE) {
		atomic_fetch_sub(&q->web->slow, 1);
		return err_set(err, ERR_STORE, "web.busy", NULL);
	}
	pthread_mutex_unlock(&q->web->app_lock);
	while (sem_wait(&q->web->checks))
		;
	return true;
}

void request_lock(struct request *q)
{
	sem_post(&q->web->checks);
	atomic_fetch_sub(&q->web->slow, 1);
	pthread_mutex_lock(&q->web->app_lock);
}

/* ---- the frame ---- */

static void add_nav(struct exchange *x, struct html_frame *frame, const char *to, const char *label, bool current)
{
	struct html_nav *n = LIST_ADD(&x->arena, &frame->nav);

	n->to = request_path(&x->q, to);
	n->words = text_of(msg_label(x->q.lang, label));
	n->current = current;
}

static void put_bar(struct exchange *x, struct html_frame *frame, struct doc *d)
{
	struct node *bar = NEW(&x->arena, struct node), *p, *form;

	bar->kind = NODE_BODY;
	p = doc_paragraph(d, bar, (struct text){ 0 });
	doc_link(d, p, request_path(&x->q, "/account"), x->session.person.name);
	form = form_begin(&x->q, d, bar, "/sign-out");
	form->flags |= FORM_INLINE;
	form_button(d, form, "web.sign-out", NULL)->flags = BUTTON_QUIET;
	frame->bar = bar;
}

static bool is_signed_in(const struct exchange *x)
{
	return x->session.there && !x->session.code_wanted;
}

struct collecting {
	struct exchange *x;
	pair_list *pairs;
};

static enum MHD_Result collect(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct collecting *c = context;

	(void)kind;
	if (c->pairs->n < PAIRS_MAX)
		*LIST_ADD(&c->x->arena, c->pairs) = (struct pair){ .name = text_of(name), .value = text_of(value) };
	return MHD_YES;
}

static pair_list query_of(struct exchange *x)
{
	pair_list pairs = { 0 };

	MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, collect, &(struct collecting){ x, &pairs });
	return pairs;
}

/* The page that was asked for, with its query, in that language; not what was just done. */
static struct text same_page(struct exchange *x, enum lang lang)
{
	pair_list query = query_of(x);
	struct buf b = { 0 };
	const char *mark = "?";
	struct text made;

	buf_puts(&b, lang == LANG_EN ? "/en" : "");
	put_percent(&b, x->q.lang == LANG_EN ? text_slice(x->path, strlen("/en"), x->path.n) : x->path);
	for (size_t i = 0; i < query.n; i++) {
		if (text_is(query.at[i].name, "done"))
			continue;
		buf_puts(&b, mark);
		put_percent(&b, query.at[i].name);
		buf_puts(&b, "=");
		put_percent(&b, query.at[i].value);
		mark = "&";
	}
	made = text_dup(&x->arena, buf_view(&b));
	buf_clear(&b);
	return made;
}

/* A document in the app's frame. */
static struct text app_page(struct exchange *x, const struct doc *made)
{
	struct doc *d = (struct doc *)made;
	struct html_frame frame = { .site = doc_label(d, "web.site"),
				    .style = TEXT("/style.css"),
				    .icon = TEXT("/icon.svg") };
	struct buf b = { 0 };
	struct text bytes;

	frame.home = text_of(x->q.lang == LANG_EN ? "/en/" : "/");
	if (!x->post)
		frame.other_lang = same_page(x, x->q.lang == LANG_EN ? LANG_JA : LANG_EN);
	if (is_signed_in(x)) {
		for (size_t i = 0; web_pages[i]; i++)
			if (web_pages[i]->nav && right_of(x->session.person.roles, web_pages[i]->right))
				add_nav(x, &frame, web_pages[i]->route, web_pages[i]->nav, web_pages[i] == x->q.page);
		put_bar(x, &frame, d);
	}
	html_page(&b, d, &frame);
	bytes = text_dup(&x->arena, buf_view(&b));
	buf_clear(&b);
	return bytes;
}

/* ---- showing ---- */

/* Of all that cannot be done as things stand, these say that somebody else has just changed them. */
static bool somebody_was_faster(const struct msg *problem)
{
	static const char *const ids[] = { "usecase.changed-meanwhile",
					   "usecase.review-stale",
					   "usecase.account-stale",
					   "usecase.corrected-already",
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
			doc_label(d, somebody_was_faster(&x->q.problem) ? "web.form-conflict" : "web.form-problem"));
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

/* Under app_lock; the bytes are made when it is released. */
static bool fill(struct exchange *x, struct doc **doc, struct err *err)
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

static enum MHD_Result send_doc(struct exchange *x, unsigned status, const struct doc *d)
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
	return go_to(x, text_of(arena_printf(&x->arena, "%s/sign-in?next=%s", x->q.lang == LANG_EN ? "/en" : "",
					     text_z(&x->arena, percent_encoded(&x->arena, same_page(x, x->q.lang))))));
}

/* What is not ADMIT_YES. */
static enum MHD_Result turn_away(struct exchange *x, enum admitted a, const struct err *err)
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
	if (!fill(x, &d, err)) {
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
	pair_list query = query_of(x);
	struct err err = { 0 };
	struct doc *d = NULL;
	enum admitted who;
	bool ok;

	pthread_mutex_lock(&x->web->app_lock);
	who = admit(x, &err);
	if (who != ADMIT_YES) {
		pthread_mutex_unlock(&x->web->app_lock);
		return turn_away(x, who, &err);
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
	ok = fill(x, &d, &err);
	pthread_mutex_unlock(&x->web->app_lock);
	return ok ? send_doc(x, MHD_HTTP_OK, d) : reply_error(x, http_status(err.kind), &err.msg);
}

/* ---- acting ---- */

enum MHD_Result app_before_body(struct exchange *x, bool *go_on)
{
	struct err err = { 0 };
	enum admitted who;

	*go_on = false;
	pthread_mutex_lock(&x->web->app_lock);
	who = admit(x, &err);
	pthread_mutex_unlock(&x->web->app_lock);
	if (who == ADMIT_YES) {
		*go_on = true;
		return MHD_YES;
	}
	return turn_away(x, who, &err);
}

/* The form once more, as it was typed. The status tells programs; people read. */
static enum MHD_Result show_again(struct exchange *x, unsigned status)
{
	struct err err = { 0 };
	struct doc *d = NULL;
	bool ok = fill(x, &d, &err);

	pthread_mutex_unlock(&x->web->app_lock);
	return ok ? send_doc(x, status, d) : reply_error(x, http_status(err.kind), &err.msg);
}

static unsigned refused_status(enum err_kind kind)
{
	return kind == ERR_INPUT || kind == ERR_USAGE || kind == ERR_NO ? 422 : http_status(kind);
}

/* /accounts/x?done=web.done-saved#... in the language of the request. */
static struct text where_to(struct exchange *x, const struct outcome *o)
{
	struct text to = o->to.n ? request_path(&x->q, text_z(&x->arena, o->to)) : x->path;

	if (!o->done)
		return to;
	return text_of(arena_printf(&x->arena, "%s%sdone=%s", text_z(&x->arena, to),
				    text_find(to, TEXT("?")) == SIZE_MAX ? "?" : "&",
				    o->done + strlen("web.") + strlen("done-")));
}

static enum MHD_Result finish(struct exchange *x, struct outcome *o)
{
	struct reply r = { .status = MHD_HTTP_SEE_OTHER, .sign_in = o->sign_in, .sign_out = o->sign_out };

	if (x->q.api)
		return api_reply(x, MHD_HTTP_OK, o->data ? o->data : json_pack("{s:b}", "done", 1));
	json_decref(o->data);
	r.to = where_to(x, o);
	return reply_send(x, &r);
}

/* The same form came before, and did what it was to do. */
static enum MHD_Result was_done(struct exchange *x)
{
	struct outcome o = { .done = "web.done-before" };

	return finish(x, &o);
}

static enum MHD_Result refused(struct exchange *x, const struct err *err)
{
	if (x->q.api) {
		pthread_mutex_unlock(&x->web->app_lock);
		return api_error(x, refused_status(err->kind), err);
	}
	x->q.problem = err->msg;
	x->q.conflict = err->kind == ERR_CONFLICT;
	return show_again(x, refused_status(err->kind));
}

/* Another server may have been given the same form at the same moment, and was faster. */
static bool was_done_meanwhile(struct exchange *x, struct text once)
{
	struct err ignored = { 0 };
	bool done = false;

	return guard_was_done(&done, x, once, &ignored) && done;
}

static enum MHD_Result do_act(struct exchange *x, struct text once)
{
	struct outcome o = { 0 };
	struct err err = { 0 };
	bool ok, done = false;

	if (once.n)
		form_mark(&x->context, once);
	ok = x->q.page->act(&x->q, &o, &err);
	form_unmark(&x->context);
	if (ok && o.again && !x->q.api) {
		json_decref(o.data);
		return show_again(x, MHD_HTTP_OK);
	}
	if (!ok && (err.kind == ERR_STORE || err.kind == ERR_CONFLICT) && was_done_meanwhile(x, once))
		ok = done = true;
	if (!ok) {
		json_decref(o.data);
		return refused(x, &err);
	}
	pthread_mutex_unlock(&x->web->app_lock);
	return done ? was_done(x) : finish(x, &o);
}

/* A program's own key for "only once", of its account. */
static struct text program_once(struct exchange *x)
{
	const char *key = request_header(x, "Idempotency-Key");
	struct hash h;

	if (!key || !*key)
		return (struct text){ 0 };
	key = arena_printf(&x->arena, "%lld %s", (long long)x->token.person.account, key);
	h = hash_bytes(key, strlen(key));
	return text_of(arena_strdup(&x->arena, HEX(&h)));
}

static bool read_body(struct exchange *x, pair_list *form, struct err *err)
{
	struct text type = text_of(request_header(x, "Content-Type")), kind = media_type(&x->arena, type);
	struct text body = buf_view(&x->body);

	if (text_is(kind, "application/json"))
		return form_json(form, &x->arena, body, err);
	if (text_is(kind, "multipart/form-data"))
		return form_multipart(form, &x->arena, body, form_boundary(type), err);
	return form_urlencoded(form, &x->arena, body, err);
}

static void read_step(struct exchange *x, const pair_list *form)
{
	size_t n;
	const struct pair *p = pair_of(form, "_step", &n);

	if (p && p->value.n <= 32 && utf8_bad_at(p->value) == SIZE_MAX)
		x->q.step = p->value;
}

/* Marks of long ago are swept now and then, when somebody writes anyhow. */
static void sweep(struct exchange *x)
{
	if (x->context.now - x->web->swept < 3600)
		return;
	x->web->swept = x->context.now;
	(void)!form_forget_old(&x->context, NULL);
}

static enum MHD_Result forged(struct exchange *x)
{
	pthread_mutex_unlock(&x->web->app_lock);
	return reply_error(x, MHD_HTTP_FORBIDDEN, &(struct msg){ .id = "web.form-forged" });
}

/* Under app_lock, which it releases. */
static enum MHD_Result take_form(struct exchange *x, const pair_list *form)
{
	struct text once = x->q.api ? program_once(x) : (struct text){ 0 };
	bool whole = fields_of_form(&x->q, &x->arena, form), done = false;
	enum guarded guard = GUARD_OK;
	struct err err = { 0 };
	size_t n;

	if (!x->q.api) {
		const struct pair *p = pair_of(form, "_once", &n);

		guard_key(x);
		guard = guard_check(x, form);
		if (p && p->value.n == ONCE_SIZE && utf8_bad_at(p->value) == SIZE_MAX)
			once = p->value;
	}
	if (guard == GUARD_FORGED)
		return forged(x);
	if (!guard_was_done(&done, x, once, &err))
		return refused(x, &err);
	if (done) {
		pthread_mutex_unlock(&x->web->app_lock);
		return was_done(x);
	}
	if (guard == GUARD_STALE || !whole) {
		err_set(&err, ERR_INPUT, guard == GUARD_STALE ? "web.form-stale" : "web.form-faults", NULL);
		return refused(x, &err);
	}
	read_step(x, form);
	sweep(x);
	return do_act(x, once);
}

enum MHD_Result app_post(struct exchange *x)
{
	pair_list query = query_of(x), form = { 0 };
	struct err err = { 0 };
	enum admitted who;

	pthread_mutex_lock(&x->web->app_lock);
	who = admit(x, &err);
	if (who != ADMIT_YES) {
		pthread_mutex_unlock(&x->web->app_lock);
		return turn_away(x, who, &err);
	}
	x->q.posted = true;
	if (!fields_of_query(&x->q, &x->arena, &query, &err) || !read_body(x, &form, &err)) {
		pthread_mutex_unlock(&x->web->app_lock);
		return x->q.api ? api_error(x, MHD_HTTP_BAD_REQUEST, &err)
				: reply_error(x, MHD_HTTP_BAD_REQUEST, &err.msg);
	}
	return take_form(x, &form);
}

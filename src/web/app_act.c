/* A form on its way: who, may he, is it ours, is it whole, was it done before, act - and a redirect, so that a reload
 * asks for the page and not for the act. Whatever fails brings the form back as it was typed. */
#include <string.h>

#include "base/hash.h"
#include "usecase/form_once.h"
#include "web/form.h"
#include "web/web.h"

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
	return app_turn_away(x, who, &err);
}

/* The form once more, as it was typed. The status tells programs; people read. */
static enum MHD_Result show_again(struct exchange *x, unsigned status)
{
	struct err err = { 0 };
	struct doc *d = NULL;
	bool ok = app_fill(x, &d, &err);

	pthread_mutex_unlock(&x->web->app_lock);
	return ok ? app_send(x, status, d) : reply_error(x, http_status(err.kind), &err.msg);
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
	pair_list query = app_query(x), form = { 0 };
	struct err err = { 0 };
	enum admitted who;

	pthread_mutex_lock(&x->web->app_lock);
	who = admit(x, &err);
	if (who != ADMIT_YES) {
		pthread_mutex_unlock(&x->web->app_lock);
		return app_turn_away(x, who, &err);
	}
	x->q.posted = true;
	if (!fields_of_query(&x->q, &x->arena, &query, &err) || !read_body(x, &form, &err)) {
		pthread_mutex_unlock(&x->web->app_lock);
		return x->q.api ? api_error(x, MHD_HTTP_BAD_REQUEST, &err)
				: reply_error(x, MHD_HTTP_BAD_REQUEST, &err.msg);
	}
	return take_form(x, &form);
}

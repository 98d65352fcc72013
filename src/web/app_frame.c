/* What stands around every page of the app: the ways that the person's roles open, and his name. */
#include <string.h>

#include "web/form.h"
#include "web/web.h"

struct text request_path(const struct request *q, const char *path)
{
	return text_of(q->lang == LANG_EN && strncmp(path, "/en/", 4) != 0
			       ? arena_printf(q->context->arena, "/en%s", path)
			       : path);
}

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
	if (right_of(x->session.person.roles, RIGHT_SIGNED_IN))
		doc_link(d, p, request_path(&x->q, "/account"), x->session.person.name);
	else
		doc_text(d, p, x->session.person.name);
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

pair_list app_query(struct exchange *x)
{
	pair_list pairs = { 0 };

	MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, collect, &(struct collecting){ x, &pairs });
	return pairs;
}

/* The page that was asked for, with its query, in that language; not what was just done. */
struct text app_same_page(struct exchange *x, enum lang lang)
{
	pair_list query = app_query(x);
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

struct text app_page(struct exchange *x, const struct doc *made)
{
	struct doc *d = (struct doc *)made;
	struct html_frame frame = { .site = doc_label(d, "web.site"),
				    .style = TEXT("/style.css"),
				    .icon = TEXT("/icon.svg") };
	struct buf b = { 0 };
	struct text bytes;

	frame.home = text_of(x->q.lang == LANG_EN ? "/en/" : "/");
	if (!x->post)
		frame.other_lang = app_same_page(x, x->q.lang == LANG_EN ? LANG_JA : LANG_EN);
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

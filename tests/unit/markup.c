#include "markup.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

struct reader {
	struct markup *m;
	struct text page;
	size_t at;
	struct text open[DEPTH_MAX];
	bool filled[DEPTH_MAX]; /* text or picture inside */
	int depth, heading;
};

static void fault(struct reader *r, const char *what)
{
	if (!r->m->fault)
		r->m->fault = arena_printf(r->m->arena, "%s at byte %zu: ...%.*s...", what, r->at, 60,
					   r->page.p + (r->at > 30 ? r->at - 30 : 0));
}

static bool must_be_filled(struct text name)
{
	for (const char **n = (const char *[]){ "td", "th", "dd", "dt", "li", "p", "h1", "h2", "h3", "h4", "title", "a",
						"caption", "figcaption", NULL };
	     *n; n++)
		if (text_is(name, *n))
			return true;
	return false;
}

static struct text take_name(struct reader *r)
{
	size_t from = r->at;

	while (r->at < r->page.n && (isalnum((unsigned char)r->page.p[r->at]) || strchr("-:_", r->page.p[r->at])))
		r->at++;
	return text_slice(r->page, from, r->at);
}

static bool starts(struct reader *r, const char *what)
{
	return text_starts(text_slice(r->page, r->at, r->page.n), text_of(what));
}

static void read_entity(struct reader *r)
{
	for (const char **e = (const char *[]){ "&amp;", "&lt;", "&gt;", "&quot;", NULL }; *e; e++)
		if (starts(r, *e)) {
			r->at += strlen(*e);
			return;
		}
	fault(r, "a bare &");
	r->at++;
}

static struct text unescape(struct reader *r, struct text t)
{
	struct buf b = { 0 };
	struct text out;

	while (t.n) {
		if (text_starts(t, TEXT("&amp;"))) {
			buf_puts(&b, "&");
			t = text_slice(t, 5, t.n);
		} else {
			buf_add(&b, t.p, 1);
			t = text_slice(t, 1, t.n);
		}
	}
	out = text_dup(r->m->arena, buf_view(&b));
	buf_clear(&b);
	return out;
}

static void use_attribute(struct reader *r, struct text element, struct text name, struct text value)
{
	if (text_is(name, "style") || (name.n > 2 && text_starts(name, TEXT("on"))))
		fault(r, "a style or on... attribute");
	if (text_is(name, "id")) {
		for (size_t i = 0; i < r->m->ids.n; i++)
			if (text_eq(r->m->ids.at[i], value))
				fault(r, "an id that is there twice");
		*LIST_ADD(r->m->arena, &r->m->ids) = value;
	}
	if (text_is(name, "href") || text_is(name, "src") || text_is(name, "action"))
		*LIST_ADD(r->m->arena, &r->m->links) = unescape(r, value);
	if (text_is(name, "src") || (text_is(name, "href") && text_is(element, "link")))
		*LIST_ADD(r->m->arena, &r->m->fetched) = unescape(r, value);
}

static void read_attributes(struct reader *r, struct text element)
{
	while (r->at < r->page.n && r->page.p[r->at] == ' ') {
		struct text name;
		size_t from;

		while (starts(r, " "))
			r->at++;
		if (starts(r, "/") || starts(r, ">"))
			return;
		name = take_name(r);
		if (!name.n || !starts(r, "=\"")) {
			fault(r, "an attribute without name or quotes");
			return;
		}
		r->at += 2;
		from = r->at;
		while (r->at < r->page.n && r->page.p[r->at] != '"') {
			if (r->page.p[r->at] == '<')
				fault(r, "a < in an attribute");
			if (r->page.p[r->at] == '&')
				read_entity(r);
			else
				r->at++;
		}
		use_attribute(r, element, name, text_slice(r->page, from, r->at));
		r->at++;
	}
}

static void open_element(struct reader *r, struct text name)
{
	if (text_is(name, "script") || text_is(name, "style") || text_is(name, "iframe") || text_is(name, "object"))
		fault(r, "a forbidden element");
	if (name.n == 2 && name.p[0] == 'h' && name.p[1] >= '1' && name.p[1] <= '6') {
		if (name.p[1] - '0' > r->heading + 1)
			fault(r, "a skipped heading level");
		r->heading = name.p[1] - '0';
	}
	if (r->depth == DEPTH_MAX) {
		fault(r, "nested too deep");
		return;
	}
	r->filled[r->depth] = false;
	r->open[r->depth++] = name;
}

static void close_element(struct reader *r, struct text name)
{
	if (!r->depth || !text_eq(r->open[r->depth - 1], name)) {
		fault(r, "an end that has no beginning");
		return;
	}
	r->depth--;
	if (must_be_filled(name) && !r->filled[r->depth])
		fault(r, "an empty element");
	if (r->depth && (r->filled[r->depth] || text_is(name, "svg")))
		r->filled[r->depth - 1] = true;
}

static void read_tag(struct reader *r)
{
	bool end = starts(r, "</");
	struct text name;

	r->at += end ? 2 : 1;
	name = take_name(r);
	if (!name.n)
		fault(r, "a bare <");
	if (end) {
		close_element(r, name);
	} else {
		open_element(r, name);
		read_attributes(r, name);
		if (starts(r, "/")) {
			r->at++;
			r->depth--;
			if (r->depth && (text_is(name, "input") || text_is(name, "path")))
				r->filled[r->depth - 1] = true;
		}
	}
	if (!starts(r, ">"))
		fault(r, "a tag without its end");
	r->at++;
}

void markup_read(struct markup *m, struct arena *a, struct text page)
{
	struct reader r = { .m = m, .page = page };

	*m = (struct markup){ .arena = a };
	if (!starts(&r, "<!DOCTYPE html>\n"))
		fault(&r, "no doctype");
	r.at = sizeof "<!DOCTYPE html>\n" - 1;
	if (utf8_bad_at(page) != SIZE_MAX)
		fault(&r, "not UTF-8");
	while (r.at < page.n && !m->fault) {
		unsigned char c = (unsigned char)page.p[r.at];

		if (c == '<') {
			read_tag(&r);
		} else if (c == '&') {
			read_entity(&r);
		} else {
			if (c < 0x20 && c != '\n' && c != '\t')
				fault(&r, "a control character");
			if (r.depth && !isspace(c))
				r.filled[r.depth - 1] = true;
			r.at++;
		}
	}
	if (r.depth)
		fault(&r, "an element that is not closed");
}

#include <assert.h>
#include <string.h>

#include "web/page.h"

const struct field_value *request_field(const struct request *q, const char *name)
{
	for (size_t i = 0; q->page->fields[i].name; i++)
		if (!strcmp(q->page->fields[i].name, name))
			return &q->values[i];
	assert(!"a field that the page does not declare");
	return NULL;
}

static int field_index(const struct page *p, struct text name)
{
	for (int i = 0; p->fields[i].name; i++)
		if (text_is(name, p->fields[i].name))
			return i;
	return -1;
}

static bool is_name(struct text t)
{
	if (!t.n || t.n > 128 || t.p[0] == '.')
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (!((t.p[i] >= 'a' && t.p[i] <= 'z') || (t.p[i] >= '0' && t.p[i] <= '9') || t.p[i] == '-' ||
		      t.p[i] == '.'))
			return false;
	return true;
}

/* A part of the path that does not fit its field is no address of this page. */
static bool match_field(struct request *q, const struct page *p, struct text name, struct text value)
{
	int i = field_index(p, name);

	assert(i >= 0);
	if (p->fields[i].kind == FIELD_IN_PATH_LANG ? !text_is(value, "en") : !is_name(value))
		return false;
	if (p->fields[i].kind == FIELD_IN_PATH_LANG)
		q->lang = LANG_EN;
	q->values[i].present = true;
	q->values[i].text = value;
	return true;
}

static struct text take_segment(struct text *path)
{
	size_t n = text_find(*path, TEXT("/"));
	struct text segment = text_slice(*path, 0, n);

	*path = n == SIZE_MAX ? (struct text){ 0 } : text_slice(*path, n + 1, path->n);
	return segment;
}

static bool match_segment(struct request *q, const struct page *p, struct text pattern, struct text segment)
{
	size_t close = text_find(pattern, TEXT("}"));
	struct text name, suffix;

	if (!pattern.n || pattern.p[0] != '{')
		return text_eq(pattern, segment);
	name = text_slice(pattern, 1, close);
	suffix = text_slice(pattern, close + 1, pattern.n);
	return segment.n > suffix.n && text_ends(segment, suffix) &&
	       match_field(q, p, name, text_slice(segment, 0, segment.n - suffix.n));
}

static bool match(struct request *q, const struct page *p, struct text path)
{
	struct text pattern = text_of(p->route);
	size_t slashes = 0, wanted = 0;

	memset(q->values, 0, sizeof q->values);
	q->lang = LANG_JA;
	for (size_t i = 0; i < path.n; i++)
		slashes += path.p[i] == '/';
	for (size_t i = 0; i < pattern.n; i++)
		wanted += pattern.p[i] == '/';
	if (slashes != wanted)
		return false;
	for (size_t i = 0; i <= wanted; i++) {
		struct text want = take_segment(&pattern), have = take_segment(&path);

		if (!match_segment(q, p, want, have))
			return false;
	}
	return true;
}

static bool read_query(struct request *q, struct arena *a, query_fn *query, void *context, struct err *err)
{
	for (size_t i = 0; q->page->fields[i].name; i++) {
		const struct field *f = &q->page->fields[i];
		struct field_value *v = &q->values[i];
		size_t n;

		if (f->kind != FIELD_IN_QUERY_DATE)
			continue;
		v->text = text_dup(a, query(context, f->name, &n));
		if (n > 1)
			return err_set(err, ERR_INPUT, "web.field-twice", "field", f->name, NULL);
		if (!v->text.n)
			continue;
		if (!date_parse(&v->date, v->text, err))
			return false;
		v->present = true;
	}
	return true;
}

enum route_result route_request(struct request *q, struct arena *a, struct text path, query_fn *query, void *context,
				struct err *err)
{
	for (size_t i = 0; web_pages[i]; i++) {
		if (!match(q, web_pages[i], path))
			continue;
		q->page = web_pages[i];
		if (q->page->may == MAY_NOBODY)
			return ROUTE_FORBIDDEN;
		return read_query(q, a, query, context, err) ? ROUTE_FOUND : ROUTE_BAD_FIELD;
	}
	return ROUTE_NONE;
}

unsigned http_status(enum err_kind kind)
{
	static const unsigned status[] = {
		[ERR_NONE] = 200,  [ERR_NO] = 200,     [ERR_USAGE] = 400,     [ERR_INPUT] = 404,
		[ERR_STORE] = 503, [ERR_SYSTEM] = 500, [ERR_FORBIDDEN] = 403, [ERR_CONFLICT] = 409
	};

	return status[kind];
}

/* Which page an address means. Parts in braces are fields of the page's own table: what does not fit its field is no
 * address of the page, so no page ever sees a part that it did not declare. */
#include <assert.h>
#include <string.h>

#include "web/page.h"

static int field_index(const struct page *p, struct text name)
{
	for (int i = 0; p->fields[i].name; i++)
		if (text_is(name, p->fields[i].name))
			return i;
	return -1;
}

static bool is_name(struct text t, bool secret)
{
	if (!t.n || t.n > 128 || t.p[0] == '.')
		return false;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';

		if (!ok && !(secret ? c >= 'A' && c <= 'Z' : c == '.'))
			return false;
	}
	return true;
}

/* A part of the path that does not fit its field is no address of this page. */
static bool match_field(struct request *q, const struct page *p, struct text name, struct text value)
{
	int i = field_index(p, name);

	assert(i >= 0);
	if (p->fields[i].kind == FIELD_IN_PATH_LANG ? !text_is(value, "en")
						    : !is_name(value, p->fields[i].kind == FIELD_IN_PATH_SECRET))
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

/* "/en/accounts" as "/accounts" where it begins so. */
static bool take_prefix(struct text *path, struct text prefix)
{
	if (!text_starts(*path, prefix) || path->n == prefix.n || path->p[prefix.n] != '/')
		return false;
	*path = text_slice(*path, prefix.n, path->n);
	return true;
}

enum route_result route_request(struct request *q, struct text path)
{
	struct text app = path;
	enum lang lang;

	q->api = take_prefix(&app, TEXT("/api"));
	lang = take_prefix(&app, TEXT("/en")) ? LANG_EN : LANG_JA;
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];

		q->lang = LANG_JA;
		/* Pages of the site have their language in their own addresses, and nothing below /api. */
		if (p->show ? q->api || !match(q, p, path) : !match(q, p, app))
			continue;
		if (q->api && (p->people_only || (!p->data && !p->act && !p->paper)))
			continue;
		if (!p->show)
			q->lang = lang;
		q->page = p;
		return ROUTE_FOUND;
	}
	q->lang = text_starts(path, TEXT("/en/")) || text_is(path, "/en") ? LANG_EN : LANG_JA;
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

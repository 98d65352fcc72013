/* Ours and not libmicrohttpd's post processor: that one needs a connection, which no fuzzer has, and hands values over
 * in pieces, while a form is small and wanted whole. Rejected too: reading while it arrives - all of a body is bounded
 * before. */
#include "web/form_body.h"

#include <string.h>

#include "base/json.h"

static bool too_many(struct err *err)
{
	return err_set(err, ERR_INPUT, "web.form-too-many", "limit", NUM(PAIRS_MAX), NULL);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct text decoded(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '%' && i + 2 < t.n && hex_digit(t.p[i + 1]) >= 0 && hex_digit(t.p[i + 2]) >= 0) {
			out[n++] = (char)(hex_digit(t.p[i + 1]) << 4 | hex_digit(t.p[i + 2]));
			i += 2;
		} else {
			out[n++] = t.p[i] == '+' ? ' ' : t.p[i];
		}
	}
	return (struct text){ out, n };
}

bool form_urlencoded(pair_list *out, struct arena *a, struct text body, struct err *err)
{
	while (body.n) {
		size_t end = text_find(body, TEXT("&"));
		struct text one = text_slice(body, 0, end);
		size_t equals = text_find(one, TEXT("="));

		body = end == SIZE_MAX ? (struct text){ 0 } : text_slice(body, end + 1, body.n);
		if (!one.n)
			continue;
		if (out->n == PAIRS_MAX)
			return too_many(err);
		*LIST_ADD(a, out) =
			(struct pair){ .name = decoded(a, text_slice(one, 0, equals)),
				       .value = equals == SIZE_MAX ? (struct text){ 0 }
								   : decoded(a, text_slice(one, equals + 1, one.n)) };
	}
	return true;
}

/* ---- multipart/form-data (RFC 7578) ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_word(struct text a, const char *b)
{
	size_t n = strlen(b);

	if (a.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(a.p[i]) != b[i])
			return false;
	return true;
}

struct text media_type(struct arena *a, struct text t)
{
	struct text kind = text_trim(text_slice(t, 0, text_find(t, TEXT(";"))));
	char *out = arena_alloc(a, kind.n + 1);

	for (size_t i = 0; i < kind.n; i++)
		out[i] = lower(kind.p[i]);
	return (struct text){ out, kind.n };
}

/* The value of `; name=value` or `; name="value"` in a header; \" is a quote in it. p == NULL: not there. */
static struct text parameter(struct text header, const char *name)
{
	size_t at = text_find(header, TEXT(";"));

	while (at < header.n) {
		struct text rest = text_trim(text_slice(header, at + 1, header.n)), value;
		size_t equals = text_find(rest, TEXT("="));
		bool quoted;
		size_t end;

		if (equals == SIZE_MAX)
			break;
		quoted = equals + 1 < rest.n && rest.p[equals + 1] == '"';
		end = equals + 1 + quoted;
		while (end < rest.n && (quoted ? rest.p[end] != '"' : rest.p[end] != ';'))
			end += 1 + (quoted && rest.p[end] == '\\');
		value = text_slice(rest, equals + 1 + quoted, end < rest.n ? end : rest.n);
		if (same_word(text_trim(text_slice(rest, 0, equals)), name))
			return value.p ? value : TEXT("");
		header = text_slice(rest, end < rest.n ? end : rest.n, rest.n);
		at = text_find(header, TEXT(";"));
	}
	return (struct text){ 0 };
}

struct text form_boundary(struct text content_type)
{
	struct text b = text_trim(parameter(content_type, "boundary"));

	if (b.n > 70)
		return (struct text){ 0 };
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] <= ' ' || b.p[i] >= 0x7F)
			return (struct text){ 0 };
	return b;
}

/* Takes the headers of a part off *part; false where a name is missing. */
static bool read_headers(struct pair *p, struct text *part)
{
	bool named = false;

	for (;;) {
		size_t end = text_find(*part, TEXT("\r\n"));
		struct text line = text_slice(*part, 0, end);
		size_t colon = text_find(line, TEXT(":"));

		if (end == SIZE_MAX)
			return false;
		*part = text_slice(*part, end + 2, part->n);
		if (!line.n)
			return named;
		if (colon != SIZE_MAX && same_word(text_trim(text_slice(line, 0, colon)), "content-disposition")) {
			struct text file = parameter(line, "filename");

			p->name = parameter(line, "name");
			named = p->name.p;
			p->is_file = file.p;
			p->file = file;
		}
	}
}

void put_percent(struct buf *b, struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    (c && strchr("-._~/", c)))
			buf_add(b, &c, 1);
		else
			buf_printf(b, "%%%02X", c);
	}
}

bool form_multipart(pair_list *out, struct arena *a, struct text body, struct text boundary, struct err *err)
{
	struct text mark = text_of(arena_printf(a, "\r\n--%.*s", (int)boundary.n, boundary.n ? boundary.p : ""));
	struct text first = text_slice(mark, 2, mark.n);
	size_t at = text_starts(body, first) ? first.n : SIZE_MAX;

	if (at == SIZE_MAX && boundary.n) {
		size_t found = text_find(body, mark);

		at = found == SIZE_MAX ? SIZE_MAX : found + mark.n;
	}
	if (!boundary.n || at == SIZE_MAX)
		return err_set(err, ERR_INPUT, "web.form-broken", NULL);
	for (;;) {
		struct text rest = text_slice(body, at, body.n), part;
		struct pair p = { 0 };
		size_t end;

		if (text_starts(rest, TEXT("--")))
			return true;
		end = text_find(rest, mark);
		if (!text_starts(rest, TEXT("\r\n")) || end == SIZE_MAX)
			return err_set(err, ERR_INPUT, "web.form-broken", NULL);
		part = text_slice(rest, 2, end < 2 ? 2 : end);
		if (!read_headers(&p, &part))
			return err_set(err, ERR_INPUT, "web.form-broken", NULL);
		p.value = part;
		if (out->n == PAIRS_MAX)
			return too_many(err);
		*LIST_ADD(a, out) = p;
		at += end + mark.n;
	}
}

/* ---- JSON ---- */

static bool add_json(pair_list *out, struct arena *a, const char *name, const json_t *v, struct err *err)
{
	struct pair p = { .name = text_of(arena_strdup(a, name)) };

	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			if (json_is_array(json_array_get(v, i)) || !add_json(out, a, name, json_array_get(v, i), err))
				return err_set(err, ERR_INPUT, "web.json-value", "field", name, NULL);
		return true;
	}
	if (json_is_null(v) || json_is_false(v))
		return true;
	if (json_is_string(v))
		p.value = text_dup(a, (struct text){ json_string_value(v), json_string_length(v) });
	else if (json_is_integer(v))
		p.value = text_of(arena_printf(a, "%lld", (long long)json_integer_value(v)));
	else if (json_is_true(v))
		p.value = TEXT("yes");
	else
		return err_set(err, ERR_INPUT, "web.json-value", "field", name, NULL);
	if (out->n == PAIRS_MAX)
		return too_many(err);
	*LIST_ADD(a, out) = p;
	return true;
}

bool form_json(pair_list *out, struct arena *a, struct text body, struct err *err)
{
	json_t *o = NULL;
	const char *name;
	json_t *v;
	bool ok = true;

	if (!json_parse(&o, body, "-", err))
		return false;
	if (!json_is_object(o))
		ok = err_set(err, ERR_INPUT, "web.json-object", NULL);
	else
		json_object_foreach (o, name, v)
			if (ok)
				ok = add_json(out, a, name, v, err);
	json_decref(o);
	return ok;
}

/* ---- cookies (RFC 6265) ---- */

struct text cookie_value(struct text header, const char *name)
{
	while (header.n) {
		size_t end = text_find(header, TEXT(";"));
		struct text one = text_trim(text_slice(header, 0, end));
		size_t equals = text_find(one, TEXT("="));

		header = end == SIZE_MAX ? (struct text){ 0 } : text_slice(header, end + 1, header.n);
		if (equals != SIZE_MAX && text_is(text_slice(one, 0, equals), name)) {
			struct text value = text_slice(one, equals + 1, one.n);

			return value.n ? value : TEXT("");
		}
	}
	return (struct text){ 0 };
}

const struct pair *pair_of(const pair_list *all, const char *name, size_t *n)
{
	const struct pair *first = NULL;

	*n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (text_is(all->at[i].name, name)) {
			if (!first)
				first = &all->at[i];
			++*n;
		}
	return first;
}

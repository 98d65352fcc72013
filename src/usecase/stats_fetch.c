/* Pages of getStatsData, one after the other: each answer names the number at which the next begins (NEXT_KEY). The
 * answers are kept as they came, in one JSON array, and go the way of a file. Classes of the axes are asked for once:
 * they may be longer than the figures. */
#include "usecase/stats_fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "files/fetch.h"
#include "files/source.h"
#include "usecase/permit.h"

/* e-Stat gives ids of 40 characters. A short one could not be masked without masking words of the answer. */
enum { PAGES_MAX = 500, SECONDS = 60, ID_MAX = 64, KEY_LEAST = 8 };

struct fetching {
	struct context *c;
	const struct fetch_request *q;
	const char *url;   /* with all that the table is asked by, but the application id */
	const char *shown; /* without any of it */
	struct buf pages;
	int64_t next; /* number at which the next page begins; 0: none */
	int64_t done, all;
};

static bool all_of(struct text t, const char *set)
{
	for (size_t i = 0; i < t.n; i++)
		if (!t.p[i] || !strchr(set, t.p[i]))
			return false;
	return t.n > 0 && t.n <= ID_MAX;
}

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* A person copies the address of a table's page: https://www.e-stat.go.jp/dbview?sid=0003433219, or with statdisp_id=.
 */
static struct text id_in(struct text written)
{
	static const char *const names[] = { "?sid=", "&sid=", "statdisp_id=", "statsDataId=" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t at = text_find(written, text_of(names[i]));
		struct text rest =
			at == SIZE_MAX ? (struct text){ 0 } : text_slice(written, at + strlen(names[i]), written.n);

		if (rest.n)
			return text_slice(rest, 0, text_find(rest, TEXT("&")));
	}
	return written;
}

static bool sound(const struct fetch_request *q, struct err *err)
{
	if (!all_of(id_in(q->id), DIGITS))
		return err_set(err, ERR_USAGE, "fetch.bad-id", NULL);
	if (!q->app_id.n)
		return err_set(err, ERR_USAGE, "fetch.no-app-id", NULL);
	/* What it is is not said: it is a key. */
	return (q->app_id.n >= KEY_LEAST && all_of(q->app_id, DIGITS LETTERS "-_")) ||
	       err_set(err, ERR_USAGE, "fetch.bad-app-id", NULL);
}

/* ---- the address ---- */

static bool add_area(struct buf *url, const struct fetching *f, struct err *err)
{
	struct buf codes = { 0 };
	struct area area;

	if (!f->q->area.n)
		return true;
	if (!area_find(f->c->arena, &area, f->q->area, err))
		return false;
	for (size_t i = 0; i < area.members.n; i++) {
		struct text before = area_before(area.members.at[i]);

		buf_puts(&codes, i ? "," : "");
		buf_text(&codes, area.members.at[i]);
		if (before.n) {
			buf_puts(&codes, ",");
			buf_text(&codes, before);
		}
	}
	fetch_parameter(url, "cdArea", buf_view(&codes));
	buf_clear(&codes);
	return true;
}

/* cdCat01, lvArea, cdTimeFrom, ...: what narrows a table, and nothing else. */
static bool is_condition(struct text name)
{
	static const char *const axes[] = { "Tab", "Time", "Area", "Cat" };
	struct text rest = text_slice(name, 2, name.n);

	if (!text_starts(name, TEXT("cd")) && !text_starts(name, TEXT("lv")))
		return false;
	for (size_t i = 0; i < 4; i++) {
		struct text behind;

		if (!text_starts(rest, text_of(axes[i])))
			continue;
		behind = text_slice(rest, strlen(axes[i]), rest.n);
		if (i == 3 && behind.n >= 2 && all_of(text_slice(behind, 0, 2), DIGITS))
			behind = text_slice(behind, 2, behind.n);
		else if (i == 3)
			return false;
		return !behind.n || text_is(behind, "From") || text_is(behind, "To");
	}
	return false;
}

static bool add_conditions(struct buf *url, const struct fetching *f, struct err *err)
{
	struct text rest = text_trim(f->q->select);

	while (rest.n) {
		size_t space = text_find(rest, TEXT(" "));
		struct text one = text_slice(rest, 0, space);
		size_t equals = text_find(one, TEXT("="));
		struct text name = text_slice(one, 0, equals == SIZE_MAX ? 0 : equals);

		if (!is_condition(name))
			return err_set(err, ERR_USAGE, "fetch.bad-select", "text", text_z(f->c->arena, one), NULL);
		fetch_parameter(url, text_z(f->c->arena, name), text_slice(one, equals + 1, one.n));
		rest = space == SIZE_MAX ? (struct text){ 0 } : text_trim(text_slice(rest, space, rest.n));
	}
	return true;
}

static bool make_url(struct fetching *f, struct err *err)
{
	struct buf url = { 0 };
	bool ok;

	buf_printf(&url, "%s/json/getStatsData", f->q->base_url ? f->q->base_url : ESTAT_URL);
	f->shown = text_z(f->c->arena, buf_view(&url));
	fetch_parameter(&url, "statsDataId", id_in(f->q->id));
	ok = add_area(&url, f, err) && add_conditions(&url, f, err);
	f->url = text_z(f->c->arena, buf_view(&url));
	buf_clear(&url);
	return ok;
}

/* ---- pages ---- */

static int64_t number(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);
	struct decimal d;

	if (json_is_string(v))
		return decimal_parse(&d, text_of(json_string_value(v)), NULL) && !d.scale ? d.coefficient : 0;
	return json_is_integer(v) ? json_integer_value(v) : 0;
}

/* A server that repeats the request's address would put the key into the store. */
static void mask(struct text body, struct text secret)
{
	size_t at;

	for (size_t from = 0; (at = text_find(text_slice(body, from, body.n), secret)) != SIZE_MAX;
	     from += at + secret.n)
		memset((char *)(uintptr_t)body.p + from + at, 'x', secret.n);
}

static bool look(struct fetching *f, struct text body, struct err *err)
{
	const json_t *info;
	json_t *root = NULL;
	int64_t next;

	if (!json_parse(&root, body, f->shown, err))
		return false;
	info = json_object_get(json_object_get(json_object_get(root, "GET_STATS_DATA"), "STATISTICAL_DATA"),
			       "RESULT_INF");
	next = number(info, "NEXT_KEY");
	f->done = number(info, "TO_NUMBER");
	f->all = number(info, "TOTAL_NUMBER");
	json_decref(root);
	if (next && next <= f->next)
		return err_set(err, ERR_INPUT, "fetch.no-progress", "url", f->shown, "next", NUM(next), NULL);
	f->next = next;
	return true;
}

/* As every program that gets something from the net reads it. */
static const char *proxy(void)
{
	const char *small = getenv("https_proxy"), *large = getenv("HTTPS_PROXY");

	return small && *small ? small : large;
}

static bool get_page(struct fetching *f, bool first, struct err *err)
{
	struct fetch get = { .proxy = proxy(), .shown = f->shown, .max = SOURCE_BYTES_MAX - f->pages.n };
	struct buf url = { 0 };
	struct text body;
	bool ok;

	get.seconds = f->q->seconds ? f->q->seconds : SECONDS;
	buf_puts(&url, f->url);
	fetch_parameter(&url, "metaGetFlg", first ? TEXT("Y") : TEXT("N"));
	fetch_parameter(&url, "cntGetFlg", TEXT("N"));
	if (!first)
		fetch_parameter(&url, "startPosition", text_of(NUM(f->next)));
	fetch_parameter(&url, "appId", f->q->app_id);
	get.url = url.p;
	ok = fetch_get(f->c->arena, &body, &get, err);
	buf_clear(&url);
	if (!ok)
		return false;
	mask(body, f->q->app_id);
	if (!look(f, body, err))
		return false;
	buf_puts(&f->pages, first ? "[" : ",\n");
	buf_text(&f->pages, body);
	return f->pages.n < SOURCE_BYTES_MAX ||
	       err_set(err, ERR_INPUT, "fetch.too-big", "url", f->shown, "limit", NUM(SOURCE_BYTES_MAX >> 20), NULL);
}

static bool get_pages(struct fetching *f, struct err *err)
{
	int n = 0;

	do {
		progress_step(f->c->progress, "progress.fetch", f->done, f->all);
		if (!get_page(f, n == 0, err))
			return false;
	} while (f->next && ++n < PAGES_MAX);
	progress_step(f->c->progress, "progress.fetch", f->done, f->all);
	buf_puts(&f->pages, "]\n");
	return !f->next ||
	       err_set(err, ERR_INPUT, "fetch.too-big", "url", f->shown, "limit", NUM(SOURCE_BYTES_MAX >> 20), NULL);
}

bool stats_fetch(struct stats_result *out, struct context *c, const struct fetch_request *q, struct err *err)
{
	struct fetching f = { .c = c, .q = q };
	struct stats_request import = q->import;
	bool ok;

	if (!permit(c, RIGHT_PLAN, err) || !sound(q, err) || !make_url(&f, err))
		return false;
	ok = get_pages(&f, err);
	import.path = arena_printf(c->arena, "estat-%s.json", text_z(c->arena, id_in(q->id)));
	import.bytes = text_dup(c->arena, buf_view(&f.pages));
	if (!import.url.n)
		import.url = text_of(f.url);
	buf_clear(&f.pages);
	return ok && stats_import(out, c, &import, err);
}

/* A validator for the part of JSON Schema that the API uses: type, properties, required, additionalProperties, items,
 * anyOf, $ref. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "web/api_schema.h"
#include "web/page.h"
#include "web_api_check.h"

enum { SHAPES_SEEN_MAX = 200 };

static char seen[SHAPES_SEEN_MAX][40];
static size_t n_seen;

struct judging {
	const json_t *schemas;
	char at[300]; /* where it does not fit */
};

static bool is_type(const json_t *v, const char *type)
{
	return !strcmp(type, "string")    ? json_is_string(v)
	       : !strcmp(type, "integer") ? json_is_integer(v)
	       : !strcmp(type, "number")  ? json_is_number(v)
	       : !strcmp(type, "boolean") ? json_is_boolean(v)
	       : !strcmp(type, "null")    ? json_is_null(v)
	       : !strcmp(type, "array")   ? json_is_array(v)
					  : json_is_object(v);
}

static bool fits(struct judging *j, const json_t *schema, const json_t *v, const char *at);

static bool no(struct judging *j, const char *at, const char *why)
{
	if (!*j->at)
		snprintf(j->at, sizeof j->at, "%s: %s", at, why);
	return false;
}

static bool object_fits(struct judging *j, const json_t *schema, const json_t *v, const char *at)
{
	const json_t *properties = json_object_get(schema, "properties"),
		     *others = json_object_get(schema, "additionalProperties"), *one;
	const char *name;
	json_t *value;
	size_t i;

	json_array_foreach (json_object_get(schema, "required"), i, one)
		if (!json_object_get(v, json_string_value(one)))
			return no(j, at, json_string_value(one));
	json_object_foreach ((json_t *)(uintptr_t)v, name, value) {
		char below[200];

		snprintf(below, sizeof below, "%.120s.%.60s", at, name);
		one = json_object_get(properties, name);
		if (!one && json_is_false(others))
			return no(j, below, "not described");
		if (!fits(j, one ? one : others, value, below))
			return false;
	}
	return true;
}

static bool fits(struct judging *j, const json_t *schema, const json_t *v, const char *at)
{
	const char *ref = json_string_value(json_object_get(schema, "$ref")),
		   *type = json_string_value(json_object_get(schema, "type"));
	const json_t *any = json_object_get(schema, "anyOf"), *one;
	size_t i;

	if (ref) {
		one = json_object_get(j->schemas, ref + strlen("#/components/schemas/"));
		if (!one)
			return no(j, at, ref);
		return fits(j, one, v, at);
	}
	if (any) {
		json_array_foreach (any, i, one) {
			struct judging here = { .schemas = j->schemas };

			if (fits(&here, one, v, at))
				return true;
		}
		return no(j, at, "fits none of several");
	}
	if (type && !is_type(v, type))
		return no(j, at, type);
	if (json_is_array(v))
		json_array_foreach (v, i, one)
			if (!fits(j, json_object_get(schema, "items"), one, at))
				return false;
	return !json_is_object(v) || object_fits(j, schema, v, at);
}

static void note(const char *shape)
{
	if (n_seen < SHAPES_SEEN_MAX)
		snprintf(seen[n_seen++], sizeof *seen, "%s", shape);
}

size_t api_checked(const char *shape)
{
	size_t n = 0;

	for (size_t i = 0; i < n_seen; i++)
		n += !strcmp(seen[i], shape);
	return n;
}

static json_t *promised(const struct page *p, bool post, int status)
{
	if (status >= 400)
		return api_answer("Error", false);
	note(post ? (p->makes ? p->makes : "Done") : p->gives ? p->gives : "");
	return post ? api_done(p->makes) : api_answer(p->gives, p->act);
}

void api_check(const struct client *c, bool post, const char *path)
{
	struct judging j = { .schemas = api_schemas() };
	struct request q = { 0 };
	json_t *schema, *v;

	/* A file, and what is no address of the API, say so by their type. */
	if (strncmp(path, "/api/", 5) == 0 && strstr(c->answer, "\r\nContent-Type: application/json") &&
	    route_request(&q, text_slice(text_of(path), 0, strcspn(path, "?"))) == ROUTE_FOUND) {
		v = json_loads(c->body, JSON_DECODE_ANY, NULL);
		schema = promised(q.page, post, c->status);
		if (!fits(&j, schema, v, ""))
			fail_msg("%s %s (%d): %s, in %.2000s", post ? "POST" : "GET", path, c->status, j.at, c->body);
		json_decref(schema);
		json_decref(v);
	}
	json_decref((json_t *)(uintptr_t)j.schemas);
}

/* target/rubric_read.c - a rubric from YAML or JSON, with errors that say where and what may stand there. */
#include <stdlib.h>
#include <string.h>

#include "target/rubric.h"

enum { DEPTH_MAX = 16, NAMES_MAX = 12 };

static const struct {
	const char *name;
	const char *values[NAMES_MAX]; /* NULL: none */
} fields[FIELD_COUNT] = {
	[FIELD_STATUS] = { "status",
			   { "undecided", "not_yet", "reached", "worse", "missed", "no_change", "on_track",
			     "behind" } },
	[FIELD_KIND] = { "kind", { "none", "up", "down", "floor", "ceiling", "range", "keep", "direction", "done" } },
	[FIELD_FINAL] = { "final", { "false", "true" } },
	[FIELD_COMPARABLE] = { "comparable", { "absent", "no", "yes", "unknown" } },
	[FIELD_SIGNIFICANT] = { "significant", { "absent", "no", "yes", "unknown" } },
};

static const char *const comparisons[COMPARE_COUNT] = { "at_least", "more_than", "at_most", "less_than" };

struct reading {
	struct arena *a;
	struct err *err;
};

static bool refuse(struct reading *r, const char *path, const char *seen, const char *want)
{
	return err_set(r->err, ERR_INPUT, "target.rubric.bad", "path", *path ? path : "(top)", "seen", seen, "want",
		       want, NULL);
}

static const char *below(struct reading *r, const char *path, const char *key)
{
	return *path ? arena_printf(r->a, "%s.%s", path, key) : key;
}

/* The value as a person wrote it, for the error. */
static const char *shown(struct reading *r, const json_t *v)
{
	if (json_is_string(v))
		return arena_printf(r->a, "%.60s", json_string_value(v));
	if (json_is_integer(v))
		return arena_printf(r->a, "%lld", (long long)json_integer_value(v));
	return json_is_boolean(v)  ? (json_is_true(v) ? "true" : "false")
	       : json_is_object(v) ? "{}"
	       : json_is_array(v)  ? "[]"
				   : "null";
}

/* An integer, a real, or a decimal as text (YAML keeps 0.70 as text). */
static bool number(struct reading *r, double *out, const json_t *v, const char *path)
{
	struct decimal d;

	if (json_is_number(v)) {
		*out = json_number_value(v);
		return true;
	}
	if (json_is_string(v) && decimal_parse(&d, text_of(json_string_value(v)), NULL)) {
		*out = decimal_double(d);
		return true;
	}
	return refuse(r, path, shown(r, v), "a number such as 0.7");
}

/* Makes *c a node with room for n parts. */
static void node(struct reading *r, struct condition *c, enum condition_kind kind, size_t n)
{
	*c = (struct condition){ .kind = kind, .parts = arena_array(r->a, n ? n : 1, sizeof(struct condition)) };
}

static bool one_value(struct reading *r, struct condition *c, const json_t *v, const char *path)
{
	const char *name = json_is_true(v) ? "true" : json_is_false(v) ? "false" : json_string_value(v), *want = "";

	for (int i = 0; i < NAMES_MAX && fields[c->field].values[i]; i++) {
		if (name && strcmp(name, fields[c->field].values[i]) == 0) {
			c->values |= 1u << i;
			return true;
		}
		want = arena_printf(r->a, "%s%s%s", want, *want ? ", " : "", fields[c->field].values[i]);
	}
	return refuse(r, path, shown(r, v), want);
}

static bool in_values(struct reading *r, struct condition *c, enum condition_field field, const json_t *v,
		      const char *path)
{
	size_t i;
	json_t *item;

	node(r, c, CONDITION_IN, 0);
	c->field = field;
	if (!json_is_array(v))
		return one_value(r, c, v, path);
	json_array_foreach (v, i, item)
		if (!one_value(r, c, item, path))
			return false;
	return true;
}

/* { at_least: 0.7, less_than: 1 } */
static bool compares(struct reading *r, struct condition *all, enum rubric_number n, json_t *v, const char *path)
{
	const char *key;
	json_t *limit;

	node(r, all, CONDITION_ALL, json_object_size(v));
	if (json_object_size(v) == 0)
		return refuse(r, path, shown(r, v), "at_least, more_than, at_most, less_than");
	json_object_foreach (v, key, limit) {
		struct condition *c = &all->parts[all->n_parts];
		int i = 0;

		while (i < COMPARE_COUNT && strcmp(key, comparisons[i]) != 0)
			i++;
		if (i == COMPARE_COUNT)
			return refuse(r, path, key, "at_least, more_than, at_most, less_than");
		node(r, c, CONDITION_COMPARE, 0);
		c->number = n;
		c->comparison = (enum comparison)i;
		if (!number(r, &c->limit, limit, below(r, path, key)))
			return false;
		all->n_parts++;
	}
	return true;
}

static bool condition(struct reading *r, struct condition *out, json_t *v, const char *path, int depth);

static bool entry(struct reading *r, struct condition *out, const char *key, json_t *v, const char *path, int depth)
{
	const char *here = below(r, path, key);

	for (int i = 0; i < FIELD_COUNT; i++)
		if (strcmp(key, fields[i].name) == 0)
			return in_values(r, out, (enum condition_field)i, v, here);
	for (int i = 0; i < NUMBER_COUNT; i++)
		if (strcmp(key, rubric_number_name((enum rubric_number)i)) == 0)
			return compares(r, out, (enum rubric_number)i, v, here);
	if (strcmp(key, "not") == 0) {
		node(r, out, CONDITION_NOT, 1);
		out->n_parts = 1;
		return condition(r, &out->parts[0], v, here, depth + 1);
	}
	return refuse(r, path, key,
		      "status, kind, final, comparable, significant, not, progress, elapsed, pace, ratio, "
		      "baseline_ratio, change, "
		      "target_change, gain, margin, growth");
}

/* A mapping: all of it. A list: any of it. */
static bool condition(struct reading *r, struct condition *out, json_t *v, const char *path, int depth)
{
	const char *key;
	json_t *item;
	size_t i;

	if (depth > DEPTH_MAX)
		return refuse(r, path, "...", "fewer levels");
	if (json_is_array(v) && json_array_size(v)) {
		node(r, out, CONDITION_ANY, json_array_size(v));
		json_array_foreach (v, i, item)
			if (!condition(r, &out->parts[out->n_parts++], item, below(r, path, NUM((int64_t)i)),
				       depth + 1))
				return false;
		return true;
	}
	if (!json_is_object(v) || !json_object_size(v))
		return refuse(r, path, shown(r, v), "a condition");
	node(r, out, CONDITION_ALL, json_object_size(v));
	json_object_foreach (v, key, item)
		if (!entry(r, &out->parts[out->n_parts++], key, item, path, depth))
			return false;
	return true;
}

static bool words(struct reading *r, struct text *out, const json_t *object, const char *key, const char *path,
		  bool needed)
{
	const json_t *v = json_object_get(object, key);

	if (!v && !needed)
		return true;
	if (json_is_integer(v)) { /* id: 1 */
		*out = text_of(shown(r, v));
		return true;
	}
	if (!json_is_string(v) || !json_string_length(v))
		return refuse(r, below(r, path, key), v ? shown(r, v) : "-", "text");
	*out = text_dup(r->a, text_of(json_string_value(v)));
	return true;
}

/* {ja: ..., en: ...}; ja is needed, en is ja where absent. */
static bool both(struct reading *r, struct text out[LANG_COUNT], const json_t *object, const char *key,
		 const char *path, bool needed)
{
	const json_t *v = json_object_get(object, key);
	const char *here = below(r, path, key);

	if (!v && !needed)
		return true;
	if (!json_is_object(v))
		return refuse(r, here, v ? shown(r, v) : "-", "ja: ..., en: ...");
	if (!words(r, &out[LANG_JA], v, "ja", here, true) || !words(r, &out[LANG_EN], v, "en", here, false))
		return false;
	if (!out[LANG_EN].n)
		out[LANG_EN] = out[LANG_JA];
	return true;
}

static bool only_keys(struct reading *r, json_t *object, const char *path, const char *const *allowed)
{
	const char *key, *want = "";
	json_t *v;

	json_object_foreach (object, key, v) {
		size_t i = 0;

		while (allowed[i] && strcmp(key, allowed[i]) != 0)
			i++;
		if (allowed[i])
			continue;
		for (i = 0; allowed[i]; i++)
			want = arena_printf(r->a, "%s%s%s", want, i ? ", " : "", allowed[i]);
		return refuse(r, path, key, want);
	}
	return true;
}

static bool rule(struct reading *r, struct rubric *rubric, json_t *v, const char *path)
{
	static const char *const allowed[] = { "id", "label", "when", "unranked", NULL };
	struct rubric_rule *rule = LIST_ADD(r->a, &rubric->grades);
	json_t *when = json_object_get(v, "when");

	if (!json_is_object(v))
		return refuse(r, path, shown(r, v), "id: ..., label: ..., when: ...");
	if (!only_keys(r, v, path, allowed) || !words(r, &rule->id, v, "id", path, true) ||
	    !both(r, rule->label, v, "label", path, true) ||
	    (when && !condition(r, rule->when = NEW(r->a, struct condition), when, below(r, path, "when"), 0)))
		return false;
	rule->rank = json_is_true(json_object_get(v, "unranked")) ? 0 : 1;
	for (size_t i = 0; i + 1 < rubric->grades.n; i++) {
		if (text_eq(rubric->grades.at[i].id, rule->id))
			return refuse(r, below(r, path, "id"), shown(r, json_object_get(v, "id")),
				      "an id that is not used yet");
		if (rule->rank && rubric->grades.at[i].rank)
			rule->rank = rubric->grades.at[i].rank + 1;
	}
	return true;
}

static bool caveat(struct reading *r, struct rubric *rubric, json_t *v, const char *path)
{
	static const char *const allowed[] = { "when", "text", NULL };
	struct rubric_caveat *c = LIST_ADD(r->a, &rubric->caveats);
	json_t *when = json_object_get(v, "when");

	if (!json_is_object(v))
		return refuse(r, path, shown(r, v), "when: ..., text: ...");
	return only_keys(r, v, path, allowed) && both(r, c->text, v, "text", path, true) &&
	       (!when || condition(r, c->when = NEW(r->a, struct condition), when, below(r, path, "when"), 0));
}

static bool list(struct reading *r, struct rubric *rubric, json_t *v, const char *key,
		 bool (*one)(struct reading *r, struct rubric *rubric, json_t *v, const char *path))
{
	size_t i;
	json_t *item;

	if (!json_is_array(v))
		return refuse(r, key, v ? shown(r, v) : "-", "a list");
	json_array_foreach (v, i, item)
		if (!one(r, rubric, item, below(r, key, NUM((int64_t)i))))
			return false;
	return true;
}

bool rubric_from_json(struct arena *a, struct rubric *rubric, const json_t *value, struct err *err)
{
	static const char *const allowed[] = { "id", "name", "about", "source", "url", "grades", "caveats", NULL };
	struct reading r = { a, err };
	struct rubric made = { 0 };
	json_t *v = (json_t *)value, *caveats;

	if (!json_is_object(v))
		return refuse(&r, "", v ? shown(&r, v) : "-", "id, name, about, source, url, grades, caveats");
	caveats = json_object_get(v, "caveats");
	if (!only_keys(&r, v, "", allowed) || !words(&r, &made.id, v, "id", "", true) ||
	    !both(&r, made.name, v, "name", "", true) || !both(&r, made.about, v, "about", "", false) ||
	    !words(&r, &made.source, v, "source", "", true) || !words(&r, &made.url, v, "url", "", false) ||
	    !list(&r, &made, json_object_get(v, "grades"), "grades", rule) ||
	    (caveats && !list(&r, &made, caveats, "caveats", caveat)))
		return false;
	if (!made.grades.n)
		return refuse(&r, "grades", "[]", "at least one grade");
	*rubric = made;
	return true;
}

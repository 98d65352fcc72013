#include "usecase/scenario.h"

#include <string.h>

#include "base/decimal.h"
#include "files/source.h"
#include "files/yaml.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999 };

struct reading {
	struct arena *a;
	const char *path;
	const struct yaml_doc *doc;
	struct err *err;
};

static bool refuse(struct reading *r, const char *where)
{
	return err_set(r->err, ERR_INPUT, "people.bad-scenario", "file", r->path, "line",
		       NUM(yaml_line_of(r->doc, where)), "key", where, NULL);
}

/* The number of a key; *out stays where the key is absent. */
static bool number(struct reading *r, double *out, const json_t *object, const char *where, const char *key,
		   const double bounds[2])
{
	const json_t *value = json_object_get(object, key);
	const char *path = arena_printf(r->a, "%s.%s", where, key);
	struct decimal d;

	if (!value)
		return true;
	if (json_is_integer(value))
		*out = (double)json_integer_value(value);
	else if (json_is_string(value) && decimal_parse(&d, text_of(json_string_value(value)), NULL))
		*out = decimal_double(d);
	else
		return refuse(r, path);
	return (*out >= bounds[0] && *out <= bounds[1]) || refuse(r, path);
}

static bool year(struct reading *r, int *out, const json_t *object, const char *where, const char *key)
{
	static const double bounds[2] = { YEAR_MIN, YEAR_MAX };
	double value = *out;

	if (!number(r, &value, object, where, key, bounds))
		return false;
	*out = (int)value;
	return value == *out || refuse(r, arena_printf(r->a, "%s.%s", where, key));
}

/* An object of these keys and no others; `where` is its place, empty for the document. */
static bool keys(struct reading *r, const json_t *object, const char *where, const char *const allowed[])
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return refuse(r, where);
	json_object_foreach ((json_t *)object, key, value) {
		size_t i = 0;

		while (allowed[i] && strcmp(allowed[i], key) != 0)
			i++;
		if (!allowed[i])
			return refuse(r, *where ? arena_printf(r->a, "%s.%s", where, key) : key);
	}
	return true;
}

static bool read_children(struct reading *r, struct scenario *s, const json_t *root)
{
	static const char *const allowed[] = { "factor", "by", NULL };
	static const double bounds[2] = { 0, 10 };
	const json_t *children = json_object_get(root, "children");

	return !children || (keys(r, children, "children", allowed) &&
			     number(r, &s->children, children, "children", "factor", bounds) &&
			     year(r, &s->children_by, children, "children", "by"));
}

static const double people_bounds[2] = { -1e9, 1e9 };

static bool read_migration(struct reading *r, struct scenario *s, const json_t *root)
{
	static const char *const allowed[] = { "per_year", "from", NULL };
	const json_t *migration = json_object_get(root, "migration");

	return !migration || (keys(r, migration, "migration", allowed) &&
			      number(r, &s->migrants, migration, "migration", "per_year", people_bounds) &&
			      year(r, &s->migrants_from, migration, "migration", "from"));
}

static bool read_events(struct reading *r, struct scenario *s, const json_t *root)
{
	static const char *const allowed[] = { "year", "people", NULL };
	const json_t *events = json_object_get(root, "events");

	if (!events)
		return true;
	if (!json_is_array(events) || json_array_size(events) > SCENARIO_EVENTS)
		return refuse(r, "events");
	for (size_t i = 0; i < json_array_size(events); i++) {
		const json_t *event = json_array_get(events, i);
		const char *where = arena_printf(r->a, "events.%zu", i);
		struct scenario_event *e = &s->events[i];

		if (!keys(r, event, where, allowed) || !year(r, &e->year, event, where, "year") ||
		    !number(r, &e->people, event, where, "people", people_bounds))
			return false;
		if (!e->year || !json_object_get(event, "people"))
			return refuse(r, where);
		s->n_events++;
	}
	return true;
}

static bool read_all(struct reading *r, struct named_scenario *out)
{
	static const char *const allowed[] = { "name", "children", "migration", "events", NULL };
	const json_t *root = r->doc->root, *name = json_object_get(root, "name");

	out->s = scenario_none;
	if (!keys(r, root, "", allowed))
		return false;
	if (name && !json_is_string(name))
		return refuse(r, "name");
	if (name)
		out->name = text_dup(r->a, text_of(json_string_value(name)));
	return read_children(r, &out->s, root) && read_migration(r, &out->s, root) && read_events(r, &out->s, root);
}

bool scenario_read(struct arena *a, struct named_scenario *out, const char *path, struct err *err)
{
	struct source_file source;
	struct yaml_doc doc = { 0 };
	struct reading r = { a, path, &doc, err };
	struct named_scenario read = { 0 };
	bool ok = false;

	if (!source_read(a, &source, path, err) || !yaml_parse(&doc, a, source.utf8, path, err))
		return false;
	ok = read_all(&r, &read);
	yaml_clear(&doc);
	if (ok)
		*out = read;
	return ok;
}

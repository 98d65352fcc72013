/* The shape is checked key by key against small tables, so that each sentence can say what would have been right; the
 * YAML reader keeps the line of every value. */
#include "usecase/scenario.h"

#include <assert.h>
#include <string.h>

#include "base/decimal.h"
#include "base/embed.h"
#include "files/source.h"
#include "files/yaml.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999, OLDEST = 120, GROUP = 5 };

struct reading {
	struct arena *a;
	const char *path;
	const struct yaml_doc *doc;
	struct err *err;
};

/* A value and where it stands: "events.0.people". */
struct place {
	const json_t *value;
	const char *path;
};

static struct place member(struct reading *r, struct place p, const char *key)
{
	return (struct place){ json_object_get(p.value, key),
			       *p.path ? arena_printf(r->a, "%s.%s", p.path, key) : key };
}

static struct place element(struct reading *r, struct place p, size_t i)
{
	return (struct place){ json_array_get(p.value, i),
			       *p.path ? arena_printf(r->a, "%s.%zu", p.path, i) : arena_printf(r->a, "%zu", i) };
}

/* `wanted` fills the sentence's {wanted}. */
static bool refuse(struct reading *r, const char *id, const char *where, const char *wanted)
{
	return err_set(r->err, ERR_INPUT, id, "file", r->path, "line", NUM(yaml_line_of(r->doc, where)), "key",
		       *where ? where : "-", "wanted", wanted, NULL);
}

/* ---- numbers ---- */

static bool number(struct reading *r, double *out, struct place p, double least, double most)
{
	const char *wanted = arena_printf(r->a, "%.0f - %.0f", least, most);
	struct decimal d;

	if (json_is_integer(p.value))
		*out = (double)json_integer_value(p.value);
	else if (json_is_string(p.value) && decimal_parse(&d, text_of(json_string_value(p.value)), NULL))
		*out = decimal_double(d);
	else
		return refuse(r, "people.scenario-number", p.path, wanted);
	return (*out >= least && *out <= most) || refuse(r, "people.scenario-number", p.path, wanted);
}

static bool year(struct reading *r, int *out, struct place p)
{
	if (!p.value)
		return true;
	if (!json_is_integer(p.value) || json_integer_value(p.value) < YEAR_MIN ||
	    json_integer_value(p.value) > YEAR_MAX)
		return refuse(r, "people.scenario-year", p.path, "1900 - 2999");
	*out = (int)json_integer_value(p.value);
	return true;
}

static bool people(struct reading *r, double *out, struct place p)
{
	return number(r, out, p, -1e9, 1e9);
}

/* ---- keys ---- */

static const char *joined(struct arena *a, const char *const words[])
{
	const char *all = words[0];

	for (int i = 1; words[i]; i++)
		all = arena_printf(a, "%s, %s", all, words[i]);
	return all;
}

static bool is_one_of(const char *word, const char *const words[])
{
	for (int i = 0; words[i]; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

/* An object of these keys and no others. */
static bool keys(struct reading *r, struct place p, const char *const allowed[])
{
	const char *key;
	json_t *value;

	if (!json_is_object(p.value))
		return refuse(r, "people.scenario-keys", p.path, joined(r->a, allowed));
	json_object_foreach ((json_t *)p.value, key, value)
		if (!is_one_of(key, allowed))
			return refuse(r, "people.scenario-unknown", member(r, p, key).path, joined(r->a, allowed));
	return true;
}

/* Which one of these keys the object has: its place among them. */
static bool exactly_one(struct reading *r, int *which, struct place p, const char *const of[])
{
	int n = 0;

	for (int i = 0; of[i]; i++)
		if (json_object_get(p.value, of[i])) {
			*which = i;
			n++;
		}
	return n == 1 || refuse(r, "people.scenario-one-of", p.path, joined(r->a, of));
}

static bool list_within(struct reading *r, struct place p, size_t most)
{
	return json_array_size(p.value) <= most ||
	       refuse(r, "people.scenario-many", p.path, arena_printf(r->a, "%zu", most));
}

/* ---- whom ---- */

static bool age(int *out, struct text t)
{
	int value = 0;

	if (!t.n || t.n > 3)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		value = value * 10 + (t.p[i] - '0');
	}
	*out = value;
	return value <= OLDEST;
}

/* 20-39, 65+ */
static bool range(int *first, int *last, struct text t)
{
	size_t dash = text_find(t, TEXT("-"));

	t = text_trim(t);
	if (text_ends(t, TEXT("+"))) {
		*last = SCENARIO_OPEN;
		return age(first, text_slice(t, 0, t.n - 1)) && *first % GROUP == 0;
	}
	return dash != SIZE_MAX && age(first, text_slice(t, 0, dash)) && age(last, text_slice(t, dash + 1, t.n)) &&
	       *first % GROUP == 0 && *last % GROUP == GROUP - 1 && *first < *last;
}

static bool read_range(struct reading *r, struct scenario_who *who, struct place p)
{
	int first = 0, last = 0;

	if (!json_is_string(p.value) || !range(&first, &last, text_of(json_string_value(p.value))))
		return refuse(r, "people.scenario-ages", p.path, "20-39, 65+");
	for (int i = 0; i < who->n; i++)
		if (first <= who->ages[i].last && last >= who->ages[i].first)
			return refuse(r, "people.scenario-ages-twice", p.path, "");
	who->ages[who->n].first = first;
	who->ages[who->n].last = last;
	who->n++;
	return true;
}

static bool read_ages(struct reading *r, struct scenario_who *who, struct place p)
{
	if (!p.value)
		return true;
	who->n = 0;
	if (!json_is_array(p.value))
		return read_range(r, who, p);
	if (!json_array_size(p.value) || json_array_size(p.value) > SCENARIO_RANGES)
		return refuse(r, "people.scenario-ages", p.path, "20-39, 65+");
	for (size_t i = 0; i < json_array_size(p.value); i++)
		if (!read_range(r, who, element(r, p, i)))
			return false;
	return true;
}

static bool read_sex(struct reading *r, struct scenario_who *who, struct place p)
{
	const char *sex = json_string_value(p.value);

	if (!p.value)
		return true;
	if (!sex || (strcmp(sex, "M") != 0 && strcmp(sex, "F") != 0))
		return refuse(r, "people.scenario-sex", p.path, "M, F");
	who->sex[SEX_M] = *sex == 'M';
	who->sex[SEX_F] = *sex == 'F';
	return true;
}

static bool read_who(struct reading *r, struct scenario_who *who, struct place p)
{
	return read_ages(r, who, member(r, p, "ages")) && read_sex(r, who, member(r, p, "sex"));
}

/* ---- the parts ---- */

static bool read_children(struct reading *r, struct scenario *s, struct place p)
{
	static const char *const allowed[] = { "factor", "child_woman_ratio", "tfr", "by", NULL };
	static const char *const ways[] = { "factor", "child_woman_ratio", "tfr", NULL };
	static const enum scenario_births births[] = { BIRTHS_FACTOR, BIRTHS_CHILD_WOMAN, BIRTHS_TFR };
	int way = 0;

	if (!p.value)
		return true;
	if (!keys(r, p, allowed) || !exactly_one(r, &way, p, ways) ||
	    !number(r, &s->children, member(r, p, ways[way]), 0, 10))
		return false;
	s->births = births[way];
	return year(r, &s->children_by, member(r, p, "by"));
}

static bool balance(struct reading *r, struct place p)
{
	return json_is_true(p.value) || refuse(r, "people.scenario-true", p.path, "true");
}

static bool read_rule(struct reading *r, struct scenario *s, struct place p)
{
	static const char *const allowed[] = { "scale", "per_year", "balance", "ages", "sex", "from", "by", NULL };
	static const char *const ways[] = { "scale", "per_year", "balance", NULL };
	static const enum scenario_how hows[] = { MIGRATION_SCALE, MIGRATION_SHIFT, MIGRATION_BALANCE };
	struct scenario_migration *m = &s->migrations[s->n_migrations++];
	struct place from = member(r, p, "from");
	int way = 0;

	if (!keys(r, p, allowed) || !exactly_one(r, &way, p, ways))
		return false;
	m->how = hows[way];
	m->who = m->how == MIGRATION_SCALE ? scenario_everyone : scenario_families;
	if (from.value && m->how != MIGRATION_SHIFT)
		return refuse(r, "people.scenario-from", from.path, "per_year");
	if (!read_who(r, &m->who, p) || !year(r, &m->from, from) || !year(r, &m->by, member(r, p, "by")))
		return false;
	if (m->from && m->by && m->by < m->from)
		return refuse(r, "people.scenario-order", member(r, p, "by").path, arena_printf(r->a, "%d", m->from));
	p = member(r, p, ways[way]);
	return m->how == MIGRATION_BALANCE ? balance(r, p)
	       : m->how == MIGRATION_SCALE ? number(r, &m->value, p, 0, 10)
					   : people(r, &m->value, p);
}

static bool read_migration(struct reading *r, struct scenario *s, struct place p)
{
	if (!p.value)
		return true;
	if (!json_is_array(p.value))
		return read_rule(r, s, p);
	if (!list_within(r, p, SCENARIO_RULES))
		return false;
	for (size_t i = 0; i < json_array_size(p.value); i++)
		if (!read_rule(r, s, element(r, p, i)))
			return false;
	return true;
}

static bool read_event(struct reading *r, struct scenario_event *e, struct place p)
{
	static const char *const allowed[] = { "year", "people", "ages", "sex", NULL };

	e->who = scenario_families;
	if (!keys(r, p, allowed))
		return false;
	if (!json_object_get(p.value, "year") || !json_object_get(p.value, "people"))
		return refuse(r, "people.scenario-missing", p.path, "year, people");
	return year(r, &e->year, member(r, p, "year")) && people(r, &e->people, member(r, p, "people")) &&
	       read_who(r, &e->who, p);
}

static bool read_events(struct reading *r, struct scenario *s, struct place p)
{
	if (!p.value)
		return true;
	if (!json_is_array(p.value))
		return refuse(r, "people.scenario-list", p.path, "- year: 2028");
	if (!list_within(r, p, SCENARIO_RULES))
		return false;
	for (size_t i = 0; i < json_array_size(p.value); i++)
		if (!read_event(r, &s->events[s->n_events++], element(r, p, i)))
			return false;
	return true;
}

/* A text, or one for each language. */
static bool read_name(struct reading *r, struct named_scenario *out, struct place p)
{
	static const char *const allowed[] = { "ja", "en", NULL };

	if (!p.value)
		return true;
	if (json_is_object(p.value) && !keys(r, p, allowed))
		return false;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct place name = json_is_object(p.value) ? member(r, p, lang == LANG_JA ? "ja" : "en") : p;

		if (!json_is_string(name.value))
			return refuse(r, "people.scenario-name", name.path, "");
		out->name[lang] = text_dup(r->a, text_of(json_string_value(name.value)));
	}
	return true;
}

static bool read_one(struct reading *r, scenario_list *out, struct place p)
{
	static const char *const allowed[] = { "name", "children", "migration", "events", NULL };
	struct named_scenario *named = LIST_ADD(r->a, out);

	named->s = scenario_none;
	if (!keys(r, p, allowed) || !read_name(r, named, member(r, p, "name")))
		return false;
	return read_children(r, &named->s, member(r, p, "children")) &&
	       read_migration(r, &named->s, member(r, p, "migration")) &&
	       read_events(r, &named->s, member(r, p, "events"));
}

static bool read_all(struct reading *r, scenario_list *out)
{
	static const char *const allowed[] = { "scenarios", NULL };
	struct place root = { r->doc->root, "" }, list = member(r, root, "scenarios");

	if (!json_is_object(root.value) || !list.value)
		return read_one(r, out, root);
	if (!keys(r, root, allowed))
		return false;
	if (!json_is_array(list.value) || !json_array_size(list.value))
		return refuse(r, "people.scenario-list", list.path, "- name: ...");
	if (!list_within(r, list, SCENARIOS_MAX))
		return false;
	for (size_t i = 0; i < json_array_size(list.value); i++)
		if (!read_one(r, out, element(r, list, i)))
			return false;
	return true;
}

bool scenario_parse(struct arena *a, scenario_list *out, struct text bytes, const char *where, struct err *err)
{
	struct yaml_doc doc = { 0 };
	struct reading r = { a, where, &doc, err };
	scenario_list read = { 0 };
	bool ok = false;

	if (!yaml_parse(&doc, a, bytes, where, err))
		return false;
	ok = read_all(&r, &read);
	yaml_clear(&doc);
	if (ok)
		*out = read;
	return ok;
}

bool scenario_read(struct arena *a, scenario_list *out, const char *path, struct err *err)
{
	struct source_file source;

	return source_read(a, &source, path, err) && scenario_parse(a, out, source.utf8, path, err);
}

void scenario_standard(struct arena *a, scenario_list *out)
{
	bool is_ours = scenario_parse(a, out, embed_find(&embed_data, "scenarios.yaml"), "scenarios.yaml", NULL);

	assert(is_ours);
	(void)is_ours;
}

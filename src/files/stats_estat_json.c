/* The JSON of e-Stat's API (getStatsData, version 3.0) laid out as a sheet.
 *
 * The API answers in XML, JSON and CSV with the same contents; JSON is asked for because it alone can be read without
 * guessing where the legend ends. The specification turns XML into JSON mechanically: an attribute becomes "@name",
 * text beside attributes "$", and an element that occurs once is an object, no array of one. So everything that may
 * occur more than once is taken through each(). Numbers may be JSON numbers or texts: both are taken as they stand.
 * Source: 政府統計の総合窓口(e-Stat)のAPI 仕様 3.0版, 統計センター, 2019-07, sections 4.4 and 4.8. */
#include <string.h>

#include "base/json.h"
#include "files/stats_estat.h"

struct laying {
	struct arena *arena;
	const char *name;
	struct sheet *sheet;
	const char *id;
	size_t n_axes;
	const char *axes[ESTAT_AXES_MAX];      /* tab, cat01, ... */
	const json_t *names[ESTAT_AXES_MAX];   /* of the axis */
	const json_t *classes[ESTAT_AXES_MAX]; /* object: code -> class */
	char *keys[ESTAT_AXES_MAX];            /* @tab, ... */
	uint32_t n_values;
};

bool estat_is_json(struct text utf8)
{
	struct text begin = text_trim(text_slice(utf8, 0, 4096));

	return begin.n && (begin.p[0] == '{' || begin.p[0] == '[') &&
	       text_find(begin, TEXT("\"GET_STATS_DATA\"")) != SIZE_MAX;
}

/* An element or its text: "x", 5, {"@code": "1", "$": "x"}. */
static struct text text_at(struct arena *a, const json_t *v)
{
	if (json_is_object(v))
		v = json_object_get(v, "$");
	if (json_is_string(v))
		return text_dup(a, (struct text){ json_string_value(v), json_string_length(v) });
	if (json_is_integer(v))
		return text_of(arena_printf(a, "%lld", (long long)json_integer_value(v)));
	return (struct text){ 0 };
}

static const json_t *one(const json_t *object, const char *key)
{
	return json_object_get(object, key);
}

/* The i-th of what may be one or several; NULL behind the last. */
static const json_t *each(const json_t *v, size_t i)
{
	if (json_is_array(v))
		return json_array_get(v, i);
	return i == 0 ? v : NULL;
}

static struct sheet_row *add_row(struct laying *l, uint32_t line, size_t n)
{
	struct sheet_row *row = LIST_ADD(l->arena, &l->sheet->rows);

	*row = (struct sheet_row){ line, arena_array(l->arena, n, sizeof *row->cells), n };
	return row;
}

static void tell_about(struct laying *l, const char *key, const json_t *v, const char *code)
{
	struct sheet_row *row = add_row(l, 1, code ? 3 : 2);

	row->cells[0] = text_of(key);
	if (code)
		row->cells[1] = text_at(l->arena, one(v, code));
	row->cells[code ? 2 : 1] = text_at(l->arena, v);
}

static bool check_status(struct laying *l, const json_t *answer, struct err *err)
{
	const json_t *result = one(answer, "RESULT");
	struct text status = text_at(l->arena, one(result, "STATUS"));
	const char *words = text_z(l->arena, text_at(l->arena, one(result, "ERROR_MSG")));

	if (text_is(status, "0") || text_is(status, "2"))
		return true;
	if (text_is(status, "1"))
		return err_set(err, ERR_INPUT, "estat.no-data", "file", l->name, NULL);
	if (text_is(status, "100"))
		return err_set(err, ERR_INPUT, "estat.bad-app-id", "file", l->name, "words", words, NULL);
	return err_set(err, ERR_INPUT, "estat.refused", "file", l->name, "status", text_z(l->arena, status), "words",
		       words, NULL);
}

static bool add_axis(struct laying *l, const char *id, const json_t *name, struct err *err)
{
	if (l->n_axes == ESTAT_AXES_MAX || strlen(id) > 16)
		return err_set(err, ERR_INPUT, "estat.too-many-axes", "file", l->name, "limit", NUM(ESTAT_AXES_MAX),
			       NULL);
	l->axes[l->n_axes] = arena_strdup(l->arena, id);
	l->keys[l->n_axes] = arena_printf(l->arena, "@%s", id);
	l->names[l->n_axes++] = name;
	return true;
}

static json_t *by_code(const json_t *classes)
{
	json_t *map = json_object();
	const json_t *c;

	for (size_t i = 0; (c = each(classes, i)); i++)
		if (json_is_string(one(c, "@code")))
			json_object_set(map, json_string_value(one(c, "@code")), (json_t *)(uintptr_t)c);
	return map;
}

/* The axes by the class lists, or where the answer came without them by the first figure. */
static bool find_axes(struct laying *l, const json_t *data, json_t *maps, struct err *err)
{
	const json_t *objects = one(one(data, "CLASS_INF"), "CLASS_OBJ"), *object;
	const json_t *first = each(one(one(data, "DATA_INF"), "VALUE"), 0);
	const char *key;
	json_t *v;

	for (size_t i = 0; (object = each(objects, i)); i++) {
		const char *id = json_string_value(one(object, "@id"));
		json_t *map = by_code(one(object, "CLASS"));

		json_array_append_new(maps, map);
		if (id && !add_axis(l, id, one(object, "@name"), err))
			return false;
		if (id)
			l->classes[l->n_axes - 1] = map;
	}
	if (l->n_axes)
		return true;
	json_object_foreach ((json_t *)(uintptr_t)first, key, v)
		if (key[0] == '@' && strcmp(key, "@unit") != 0 && strcmp(key, "@annotation") != 0 &&
		    !add_axis(l, key + 1, NULL, err))
			return false;
	return true;
}

static void lay_head(struct laying *l, const json_t *data)
{
	static const struct {
		const char *key, *code;
	} told[] = { { "STAT_NAME", "@code" }, { "GOV_ORG", "@code" }, { "TITLE", "@no" },
		     { "COLLECT_AREA", NULL }, { "OPEN_DATE", NULL },  { "UPDATED_DATE", NULL } };
	const json_t *table = one(data, "TABLE_INF"), *notes = one(one(data, "DATA_INF"), "NOTE"), *note;
	struct sheet_row *row;

	tell_about(l, "TOTAL_NUMBER", one(one(data, "RESULT_INF"), "TOTAL_NUMBER"), NULL);
	row = add_row(l, 1, 2);
	row->cells[0] = TEXT("TABLE_INF");
	row->cells[1] = text_of(l->id);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		tell_about(l, told[i].key, one(table, told[i].key), told[i].code);
	for (size_t i = 0; (note = each(notes, i)); i++)
		tell_about(l, "NOTE", note, "@char");
	add_row(l, 1, 1)->cells[0] = TEXT("VALUE");
	row = add_row(l, 1, 2 * l->n_axes + 3);
	for (size_t i = 0; i < l->n_axes; i++) {
		row->cells[2 * i] = text_of(arena_printf(l->arena, "%s_code", l->axes[i]));
		row->cells[2 * i + 1] = text_at(l->arena, l->names[i]);
	}
	row->cells[2 * l->n_axes] = TEXT("unit");
	row->cells[2 * l->n_axes + 1] = TEXT("value");
	row->cells[2 * l->n_axes + 2] = TEXT("annotation");
}

/* Texts of codes and names are the document's own and go with it: copied. */
static void lay_figures(struct laying *l, const json_t *values)
{
	const json_t *v;

	for (size_t i = 0; (v = each(values, i)); i++) {
		struct sheet_row *row = add_row(l, ++l->n_values, 2 * l->n_axes + 3);

		for (size_t k = 0; k < l->n_axes; k++) {
			const char *code = json_string_value(one(v, l->keys[k]));
			const json_t *class = code && l->classes[k] ? one(l->classes[k], code) : NULL;

			row->cells[2 * k] = text_at(l->arena, one(v, l->keys[k]));
			row->cells[2 * k + 1] = text_at(l->arena, one(class, "@name"));
		}
		row->cells[2 * l->n_axes] = text_at(l->arena, one(v, "@unit"));
		row->cells[2 * l->n_axes + 1] = text_at(l->arena, v);
		row->cells[2 * l->n_axes + 2] = text_at(l->arena, one(v, "@annotation"));
	}
}

static bool lay_page(struct laying *l, const json_t *page, json_t *maps, struct err *err)
{
	const json_t *answer = one(page, "GET_STATS_DATA"), *data = one(answer, "STATISTICAL_DATA");
	struct text id;

	if (!json_is_object(answer))
		return err_set(err, ERR_INPUT, "estat.no-answer", "file", l->name, NULL);
	if (!check_status(l, answer, err))
		return false;
	id = text_at(l->arena, one(one(data, "TABLE_INF"), "@id"));
	if (l->id && !text_is(id, l->id))
		return err_set(err, ERR_INPUT, "estat.other-table", "file", l->name, "one", l->id, "other",
			       text_z(l->arena, id), NULL);
	if (!l->id) {
		l->id = text_z(l->arena, id);
		if (!find_axes(l, data, maps, err))
			return false;
		lay_head(l, data);
	}
	lay_figures(l, one(one(data, "DATA_INF"), "VALUE"));
	return true;
}

bool estat_sheet_from_json(struct arena *a, struct sheet *sheet, struct text utf8, const char *name, struct err *err)
{
	struct sheet made = { .name = name };
	struct laying l = { .arena = a, .name = name, .sheet = &made };
	json_t *root = NULL, *maps;
	const json_t *page;
	bool ok = true;

	if (!json_parse(&root, utf8, name, err))
		return false;
	maps = json_array();
	for (size_t i = 0; ok && (page = each(root, i)); i++)
		ok = lay_page(&l, page, maps, err);
	if (ok && !l.n_values)
		ok = err_set(err, ERR_INPUT, "estat.no-data", "file", name, NULL);
	json_decref(maps);
	json_decref(root);
	if (ok)
		*sheet = made;
	return ok;
}

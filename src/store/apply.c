/* One function a kind, one table that names them. An event that contradicts what stands is refused here, in the
 * transaction that appends it, so that a log can always be replayed. */
#include "store/apply.h"

#include <assert.h>
#include <string.h>

#include "base/calendar.h"

const char *const derived_tables[] = { "act",          "review",      "member",          "value_absent",
				       "project_cost", "project",     "section",         "observation",
				       "stats_file",   "plan_rubric", "value_withdrawn", "kpi_value",
				       "kpi_setting",  "plan_kpi",    "plan_version" };
const size_t derived_tables_n = sizeof derived_tables / sizeof *derived_tables;

bool applied_missing(const struct applied *e, const char *field, struct err *err)
{
	char kind[64] = "";

	memcpy(kind, e->kind.p, e->kind.n < sizeof kind - 1 ? e->kind.n : sizeof kind - 1);
	return err_set(err, ERR_INPUT, "store.event-field", "event", NUM(e->number), "kind", kind, "field", field,
		       NULL);
}

/* The text under that key of the body; NULL where it is absent. */
struct value applied_text(const struct applied *e, const char *key)
{
	struct text t = json_get_text(e->body, key);

	return t.p ? V_TEXT(t) : V_NULL;
}

static struct value text_or_empty(const json_t *object, const char *key)
{
	return V_TEXT(json_get_text(object, key));
}

/* The fields that must be there as text. */
bool applied_demand(const struct applied *e, const char *const *fields, struct err *err)
{
	for (; *fields; fields++)
		if (!json_get_text(e->body, *fields).p)
			return applied_missing(e, *fields, err);
	return true;
}

/* A date as a day that can be compared as text: a month counts at its last day. Absent: *v is NULL. */
static bool applied_day(const struct applied *e, const char *key, char room[DATE_TEXT_SIZE], struct value *v,
			struct err *err)
{
	struct text written = json_get_text(e->body, key);
	struct date d;

	*v = V_NULL;
	if (!written.p)
		return true;
	if (!date_parse(&d, written, err))
		return false;
	*v = V_Z(date_text(room, date_last(d)));
	return true;
}

/* ---- plan_adopted ---- */

static bool plan_kpis(struct store *s, const struct applied *e, int64_t version, struct err *err)
{
	const json_t *kpis = json_object_get(e->body, "kpis");

	for (size_t i = 0; i < json_array_size(kpis); i++) {
		const json_t *kpi = json_array_get(kpis, i);
		const struct value row[] = { applied_text(e, "plan"),
					     V_INT(version),
					     text_or_empty(kpi, "key"),
					     V_INT((int64_t)i),
					     text_or_empty(kpi, "name"),
					     text_or_empty(kpi, "unit"),
					     V_INT(e->number) };

		if (!json_get_text(kpi, "key").n)
			return applied_missing(e, "kpis.key", err);
		if (!query_do(s, "apply_plan_kpi", row, 7, err))
			return false;
	}
	return true;
}

static bool plan_adopted(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "version_kind", "title", "read", NULL };
	static const char *const dates[] = { "certified", "period_from", "period_to" };
	const int64_t version = json_get_int(e->body, "version", 0);
	const struct value before[] = { applied_text(e, "plan"), V_INT(e->number) };
	const struct value row[] = { applied_text(e, "plan"),
				     V_INT(version),
				     applied_text(e, "version_kind"),
				     applied_text(e, "certified"),
				     applied_text(e, "change_of"),
				     applied_text(e, "title"),
				     applied_text(e, "period_from"),
				     applied_text(e, "period_to"),
				     applied_text(e, "source"),
				     applied_text(e, "source_name"),
				     applied_text(e, "format"),
				     applied_text(e, "read"),
				     V_INT(json_get_int(e->body, "invented", 0)),
				     V_INT(e->number) };
	char room[DATE_TEXT_SIZE];
	struct value ignored;

	if (version < 1)
		return applied_missing(e, "version", err);
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		if (!applied_day(e, dates[i], room, &ignored, err))
			return false;
	return applied_demand(e, fields, err) && query_do(s, "apply_plan_supersede", before, 2, err) &&
	       query_do(s, "apply_plan_kpi_supersede", before, 2, err) && query_do(s, "apply_plan", row, 14, err) &&
	       plan_kpis(s, e, version, err);
}

/* ---- kpi_set ---- */

static bool kpi_set(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "kpi", "setting", "value", NULL };
	const struct value before[] = { applied_text(e, "plan"), applied_text(e, "kpi"), applied_text(e, "setting"),
					V_INT(e->number) };
	const struct value row[] = { V_INT(e->number),           applied_text(e, "plan"),  applied_text(e, "kpi"),
				     applied_text(e, "setting"), applied_text(e, "value"), applied_text(e, "because") };

	return applied_demand(e, fields, err) && query_do(s, "apply_setting_supersede", before, 4, err) &&
	       query_do(s, "apply_setting", row, 6, err);
}

/* ---- value_recorded ---- */

/* Puts e in the place of a value, which must still stand and be of the same plan and KPI, and, where e is a value too
 * and not a withdrawal, of the same period and state. */
static bool supersede(struct store *s, const struct applied *e, int64_t event, int n_same, const char *refusal,
		      struct err *err)
{
	static const char *const same[] = { "plan", "kpi", "period", "state" };
	const struct value which = V_INT(event), change[] = { which, V_INT(e->number) };
	struct rows *r = NULL;
	struct err mine = { 0 };
	bool stands = false;

	if (!query_run(&r, s, "value_get", &which, 1, err))
		return false;
	if (rows_next(r, &mine)) {
		stands = rows_null(r, 11);
		for (int i = 0; i < n_same; i++)
			stands = stands && text_eq(rows_text(r, i + 1), json_get_text(e->body, same[i]));
	}
	if (!rows_end(&r, &mine, err))
		return false;
	if (!stands)
		return err_set(err, ERR_CONFLICT, refusal, "event", NUM(event), NULL);
	return query_do(s, "apply_value_supersede", change, 2, err);
}

/* Two figures for the same period and state would leave open which one holds. */
static bool unopposed(struct store *s, const struct applied *e, struct err *err)
{
	const struct value key[] = { applied_text(e, "plan"), applied_text(e, "kpi"), applied_text(e, "period"),
				     applied_text(e, "state"), V_INT(EVENT_LATEST) };
	struct rows *r = NULL;
	struct err mine = { 0 };
	int64_t other = 0;

	if (!query_run(&r, s, "value_in_force", key, 5, err))
		return false;
	if (rows_next(r, &mine))
		other = rows_int(r, 0);
	if (!rows_end(&r, &mine, err))
		return false;
	return other == 0 || err_set(err, ERR_CONFLICT, "store.value-stands", "event", NUM(other), NULL);
}

static bool value_recorded(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "kpi", "period", "state", "value", NULL };
	const int64_t corrects = json_get_int(e->body, "corrects", 0);
	char room[DATE_TEXT_SIZE];
	struct value published_day;

	if (!applied_demand(e, fields, err) || !applied_day(e, "published", room, &published_day, err))
		return false;
	/* Nobody knows when it was published: it was known here on the day on which it was recorded. */
	if (published_day.kind == VALUE_NULL)
		published_day = V_Z(date_text(room, date_in_japan(e->at)));
	const struct value row[] = { V_INT(e->number),
				     applied_text(e, "plan"),
				     applied_text(e, "kpi"),
				     applied_text(e, "period"),
				     applied_text(e, "state"),
				     applied_text(e, "value"),
				     applied_text(e, "published"),
				     published_day,
				     applied_text(e, "source"),
				     applied_text(e, "url"),
				     corrects ? V_INT(corrects) : V_NULL,
				     applied_text(e, "because") };

	return (corrects ? supersede(s, e, corrects, 4, "store.corrects-nothing", err) : unopposed(s, e, err)) &&
	       query_do(s, "apply_value", row, 12, err);
}

/* ---- value_withdrawn ---- */

static bool value_withdrawn(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "kpi", "because", NULL };
	const int64_t withdraws = json_get_int(e->body, "withdraws", 0);
	char room[DATE_TEXT_SIZE];
	const struct value row[] = { V_INT(e->number), V_INT(withdraws), applied_text(e, "because"),
				     V_Z(date_text(room, date_in_japan(e->at))) };

	return applied_demand(e, fields, err) && supersede(s, e, withdraws, 2, "store.withdraws-nothing", err) &&
	       query_do(s, "apply_value_withdrawn", row, 4, err);
}

/* ---- rubric_chosen ---- */

static bool rubric_chosen(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "plan", "rubric", NULL };
	const struct value before[] = { applied_text(e, "plan"), V_INT(e->number) };
	const struct value row[] = { V_INT(e->number), applied_text(e, "plan"), applied_text(e, "rubric"),
				     applied_text(e, "definition") };

	return applied_demand(e, fields, err) && query_do(s, "apply_rubric_supersede", before, 2, err) &&
	       query_do(s, "apply_rubric", row, 4, err);
}

/* ---- stats_imported ---- */

enum { OBSERVATION_FIELDS = 7 };

/* A line of the table: series, area, period, sex, ages, numbers, published, with a tab between. */
static bool cut(struct text line, struct text field[OBSERVATION_FIELDS])
{
	for (int i = 0; i < OBSERVATION_FIELDS; i++) {
		const char *tab = memchr(line.p, '\t', line.n);

		field[i] = text_slice(line, 0, tab ? (size_t)(tab - line.p) : line.n);
		if (!tab != (i == OBSERVATION_FIELDS - 1))
			return false;
		line = text_slice(line, field[i].n + 1, line.n);
	}
	return true;
}

/* The day on which an observation was known: its own publication, else the file's, else that of the import. */
static bool known_day(struct text published, struct value of_file, char room[DATE_TEXT_SIZE], struct value *known,
		      struct err *err)
{
	struct date d;

	*known = of_file;
	if (!published.n)
		return true;
	if (!date_parse(&d, published, err))
		return false;
	*known = V_Z(date_text(room, date_last(d)));
	return true;
}

static bool add_observation(struct bulk *b, const struct applied *e, struct text line, struct value of_file,
			    struct err *err)
{
	struct text f[OBSERVATION_FIELDS], published;
	char room[DATE_TEXT_SIZE];
	struct value known;

	if (!cut(line, f))
		return applied_missing(e, "table", err);
	published = f[6].n ? f[6] : json_get_text(e->body, "published");
	if (!known_day(f[6], of_file, room, &known, err))
		return false;
	const struct value row[] = { V_TEXT(f[1]),
				     V_TEXT(f[0]),
				     V_TEXT(f[2]),
				     V_TEXT(f[3]),
				     V_TEXT(f[4]),
				     V_INT(e->number),
				     V_TEXT(f[5]),
				     applied_text(e, "status"),
				     published.n ? V_TEXT(published) : V_NULL,
				     known };

	return bulk_add(b, row, err);
}

static bool add_observations(struct store *s, const struct applied *e, struct text table, struct err *err)
{
	static const char *const columns[] = { "area",  "series",  "period", "sex",       "ages",
					       "event", "numbers", "status", "published", "published_day" };
	char room[DATE_TEXT_SIZE];
	struct value of_file;
	int64_t rows = json_get_int(e->body, "rows", 0), n = 0;
	struct bulk *b = NULL;
	bool ok = true;

	if (!applied_day(e, "published", room, &of_file, err))
		return false;
	if (of_file.kind == VALUE_NULL)
		of_file = V_Z(date_text(room, date_in_japan(e->at)));
	if (!bulk_begin(&b, &s->txn, "observation", columns, sizeof columns / sizeof *columns, err))
		return false;
	while (ok && table.n) {
		const char *end = memchr(table.p, '\n', table.n);
		struct text line = text_slice(table, 0, end ? (size_t)(end - table.p) : table.n);

		ok = add_observation(b, e, line, of_file, err);
		progress_step(s->progress, "progress.import", ++n, rows);
		table = text_slice(table, line.n + 1, table.n);
	}
	ok = ok && bulk_end(&b, &s->txn, err);
	bulk_cancel(&b);
	return ok;
}

/* The blob `table` holds only what the file added or changed; what it changes is superseded in one statement. */
static bool stats_imported(struct store *s, const struct applied *e, struct err *err)
{
	static const char *const fields[] = { "file", "table", "name", "layout", "source", "status", NULL };
	const struct value row[] = { V_INT(e->number),
				     applied_text(e, "file"),
				     applied_text(e, "name"),
				     applied_text(e, "layout"),
				     applied_text(e, "source"),
				     applied_text(e, "licence"),
				     applied_text(e, "url"),
				     applied_text(e, "status"),
				     V_INT(json_get_int(e->body, "rows", 0)),
				     applied_text(e, "published") };
	const struct value event = V_INT(e->number);
	struct arena a = { 0 };
	struct text table;
	struct hash hash;
	bool ok;

	if (!applied_demand(e, fields, err) || !hash_parse(&hash, json_get_text(e->body, "table"), err))
		return false;
	ok = query_do(s, "apply_stats_file", row, 10, err) && blob_get(s, &hash, &a, &table, err) &&
	     add_observations(s, e, table, err) && query_do(s, "apply_observation_supersede", &event, 1, err);
	arena_clear(&a);
	return ok;
}

/* ---- private_removed ---- */

/* The row goes when the event is appended (log.c): a kept table is not touched by a replay. */
static bool private_removed(struct store *s, const struct applied *e, struct err *err)
{
	(void)s;
	if (json_get_int(e->body, "event", 0) < 1)
		return applied_missing(e, "event", err);
	return json_get_text(e->body, "field").n > 0 || applied_missing(e, "field", err);
}

/* ---- the table ---- */

struct kind {
	const char *name;
	bool (*apply)(struct store *s, const struct applied *e, struct err *err);
	const char *blobs[4]; /* NULL behind the last; one that is left out of the body is none */
};

static const struct kind kinds[] = {
	{ "plan_adopted", plan_adopted, { "source", "read" } },
	{ "kpi_set", kpi_set, { NULL } },
	{ "value_recorded", value_recorded, { NULL } },
	{ "value_withdrawn", value_withdrawn, { NULL } },
	{ "rubric_chosen", rubric_chosen, { "definition" } },
	{ "stats_imported", stats_imported, { "file", "table", "definitions" } },
	{ "private_removed", private_removed, { NULL } },
	{ "section_set", apply_section_set, { NULL } },
	{ "project_set", apply_project_set, { NULL } },
	{ "project_cost", apply_project_cost, { NULL } },
	{ "value_absent", apply_value_absent, { NULL } },
	{ "member_set", apply_member_set, { NULL } },
	{ "review_opened", apply_review_opened, { NULL } },
};

static const struct kind *find_kind(struct text name)
{
	static const struct kind act = { "", apply_act, { "source", "file" } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_is(name, kinds[i].name))
			return &kinds[i];
	return is_act(name) ? &act : NULL;
}

const char *event_kind_name(size_t i)
{
	const size_t n = sizeof kinds / sizeof *kinds;

	return i < n ? kinds[i].name : act_kind_name(i - n);
}

bool apply_event(struct store *s, const struct applied *e, struct err *err)
{
	const struct kind *kind = find_kind(e->kind);

	if (!kind)
		return err_set(err, ERR_INPUT, "store.unknown-kind", "event", NUM(e->number), NULL);
	return kind->apply(s, e, err);
}

const char *const *kind_blobs(struct text name)
{
	static const char *const none[] = { NULL };
	const struct kind *kind = find_kind(name);

	return kind ? kind->blobs : none;
}

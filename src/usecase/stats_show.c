/* What stands in the store of a series or an area. Rows of one area are near each other (the key begins with it), those
 * of one series are not: questions about an area are quick, counting all series reads every row. */
#include <string.h>

#include "usecase/stats.h"

static bool ended(struct rows **r, const struct err *failed, struct err *err)
{
	rows_close(r);
	if (failed->kind == ERR_NONE)
		return true;
	err_copy(err, failed);
	return false;
}

static int64_t event_or_latest(int64_t at_event)
{
	return at_event ? at_event : EVENT_LATEST;
}

static bool list_series(struct stats_list *out, struct context *c, int64_t at_event, struct err *err)
{
	struct value at = V_INT(event_or_latest(at_event));
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "stats_series", &at, 1, err))
		return false;
	while (rows_next(r, &failed))
		*LIST_ADD(c->arena, &out->series) = (struct series_row){ .series = text_dup(c->arena, rows_text(r, 0)),
									 .rows = rows_int(r, 1),
									 .areas = rows_int(r, 2),
									 .first = text_dup(c->arena, rows_text(r, 3)),
									 .last = text_dup(c->arena, rows_text(r, 4)),
									 .event = rows_int(r, 5) };
	return ended(&r, &failed, err);
}

bool stats_files(struct stats_list *out, struct context *c, int64_t at_event, struct err *err)
{
	struct value at = V_INT(event_or_latest(at_event));
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "stats_files", &at, 1, err))
		return false;
	while (rows_next(r, &failed))
		*LIST_ADD(c->arena, &out->files) =
			(struct stats_file_row){ .event = rows_int(r, 0),
						 .name = text_dup(c->arena, rows_text(r, 1)),
						 .layout = text_dup(c->arena, rows_text(r, 2)),
						 .source = text_dup(c->arena, rows_text(r, 3)),
						 .licence = text_dup(c->arena, rows_text(r, 4)),
						 .url = text_dup(c->arena, rows_text(r, 5)),
						 .status = text_dup(c->arena, rows_text(r, 6)),
						 .added = rows_int(r, 7),
						 .published = text_dup(c->arena, rows_text(r, 8)) };
	return ended(&r, &failed, err);
}

/* The row of that series, in the order of series. */
static struct series_row *row_of(struct stats_list *list, struct context *c, struct text series)
{
	size_t i = 0;

	while (i < list->series.n && text_cmp(list->series.at[i].series, series) < 0)
		i++;
	if (i == list->series.n || !text_eq(list->series.at[i].series, series)) {
		(void)LIST_ADD(c->arena, &list->series);
		memmove(&list->series.at[i + 1], &list->series.at[i],
			(list->series.n - 1 - i) * sizeof *list->series.at);
		list->series.at[i] = (struct series_row){ .series = text_dup(c->arena, series) };
	}
	return &list->series.at[i];
}

/* What one code adds: of a set its members are counted, of a renamed town its former code goes with it. */
static bool add_code(struct stats_list *out, struct context *c, struct text code, bool is_area, int64_t at_event,
		     struct err *err)
{
	struct value keys[] = { V_TEXT(code), V_INT(event_or_latest(at_event)) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "stats_series_of_area", keys, 2, err))
		return false;
	while (rows_next(r, &failed)) {
		struct series_row *s = row_of(out, c, rows_text(r, 0));
		struct text first = rows_text(r, 2), last = rows_text(r, 3);

		s->rows += rows_int(r, 1);
		s->areas += is_area;
		if (!s->first.n || text_cmp(first, s->first) < 0)
			s->first = text_dup(c->arena, first);
		if (!s->last.n || text_cmp(last, s->last) > 0)
			s->last = text_dup(c->arena, last);
		if (rows_int(r, 4) > s->event)
			s->event = rows_int(r, 4);
	}
	return ended(&r, &failed, err);
}

bool stats_list_of_area(struct stats_list *out, struct context *c, const struct area *area, int64_t at_event,
			struct err *err)
{
	struct stats_list made = { 0 };

	for (size_t i = 0; i < area->members.n; i++) {
		struct text code = area->members.at[i], old = area_before(code);

		if (!add_code(&made, c, code, true, at_event, err) ||
		    (old.n && !add_code(&made, c, old, false, at_event, err)))
			return false;
	}
	if (!stats_files(&made, c, at_event, err))
		return false;
	*out = made;
	return true;
}

bool stats_list(struct stats_list *out, struct context *c, int64_t at_event, struct err *err)
{
	struct stats_list made = { 0 };

	if (!list_series(&made, c, at_event, err) || !stats_files(&made, c, at_event, err))
		return false;
	*out = made;
	return true;
}

/* An area without rows: whether the series has some elsewhere, and if not, which series there are. */
static bool known_series(struct context *c, struct text series, int64_t at_event, struct err *err)
{
	struct value at = V_INT(event_or_latest(at_event));
	struct err failed = { 0 };
	struct rows *r = NULL;
	const char *names = NULL;
	bool known = false;

	if (!query_run(&r, c->store, "stats_series_names", &at, 1, err))
		return false;
	while (rows_next(r, &failed)) {
		const char *name = text_z(c->arena, rows_text(r, 0));

		known = known || text_is(series, name);
		names = names ? arena_printf(c->arena, "%s, %s", names, name) : name;
	}
	if (!ended(&r, &failed, err))
		return false;
	if (known)
		return true;
	if (!names)
		return err_set(err, ERR_INPUT, "stats.none", NULL);
	return err_set(err, ERR_INPUT, "stats.no-such-series", "series", text_z(c->arena, series), "all", names, NULL);
}

static void take(struct shown *s, struct arena *a, const struct rows *r)
{
	*s = (struct shown){ .o = { .series = text_dup(a, rows_text(r, 0)),
				    .area = text_dup(a, rows_text(r, 12)),
				    .period = text_dup(a, rows_text(r, 1)),
				    .sex = text_dup(a, rows_text(r, 2)),
				    .ages = text_dup(a, rows_text(r, 3)),
				    .numbers = text_dup(a, rows_text(r, 4)),
				    .published = text_dup(a, rows_text(r, 6)) },
			     .status = text_dup(a, rows_text(r, 5)),
			     .event = rows_int(r, 7),
			     .source = text_dup(a, rows_text(r, 8)),
			     .licence = text_dup(a, rows_text(r, 9)),
			     .file = text_dup(a, rows_text(r, 10)),
			     .url = text_dup(a, rows_text(r, 11)) };
}

static bool show_code(shown_list *out, struct context *c, struct text series, struct text code, struct date known_at,
		      int64_t at_event, struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(code), V_TEXT(series),
				  V_Z(known_at.year ? date_text(room, date_last(known_at)) : "9999-12-31"),
				  V_INT(event_or_latest(at_event)) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "observations_of_area", values, 4, err))
		return false;
	while (rows_next(r, &failed)) {
		struct shown *s = LIST_ADD(c->arena, out);

		take(s, c->arena, r);
	}
	return ended(&r, &failed, err);
}

bool stats_show(shown_list *out, struct context *c, struct text series, const struct area *area, struct date known_at,
		int64_t at_event, struct err *err)
{
	shown_list made = { 0 };
	bool ok = true;

	if (!read_begin(c->store, err))
		return false;
	for (size_t i = 0; ok && i < area->members.n; i++) {
		struct text old = area_before(area->members.at[i]);

		ok = (!old.n || show_code(&made, c, series, old, known_at, at_event, err)) &&
		     show_code(&made, c, series, area->members.at[i], known_at, at_event, err);
	}
	ok = ok && (made.n || known_series(c, series, at_event, err));
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}

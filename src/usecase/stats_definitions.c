/* What series count, in the words of their tables: kept with each import as a blob that the event names, and read from
 * the log. Rejected: a derived table of definitions. They are few, are asked for by people only, and the log has them
 * in order, which is what shows that a series was defined otherwise from some import on. */
#include "usecase/stats.h"

struct collecting {
	struct context *c;
	definition_list *list;
	int64_t event;
	struct hash hash;
	bool there;
};

static bool look(void *context, const struct event *e, struct err *err)
{
	struct collecting *w = context;
	json_t *event = NULL;
	struct text hash;

	if (!event_read(&event, e, err))
		return false;
	hash = json_get_text(json_object_get(event, "body"), "definitions");
	w->there = hash.n && hash_parse(&w->hash, hash, NULL);
	json_decref(event);
	return true;
}

/* A line a series: its id, a tab, the words. */
static void split(struct collecting *w, struct text lines)
{
	while (lines.n) {
		size_t end = text_find(lines, TEXT("\n"));
		struct text line = text_slice(lines, 0, end);
		size_t tab = text_find(line, TEXT("\t"));

		if (tab != SIZE_MAX)
			*LIST_ADD(w->c->arena, w->list) =
				(struct definition){ text_slice(line, 0, tab), text_slice(line, tab + 1, line.n),
						     w->event };
		lines = end == SIZE_MAX ? (struct text){ 0 } : text_slice(lines, end + 1, lines.n);
	}
}

static bool read_one(struct collecting *w, int64_t event, struct err *err)
{
	struct text lines;

	w->event = event;
	if (!log_each(w->c->store, event, event, look, w, err))
		return false;
	if (!w->there)
		return true;
	if (!blob_get(w->c->store, &w->hash, w->c->arena, &lines, err))
		return false;
	split(w, lines);
	return true;
}

bool stats_definitions(definition_list *out, struct context *c, int64_t at_event, struct err *err)
{
	definition_list made = { 0 };
	struct collecting w = { .c = c, .list = &made };
	struct stats_list files = { 0 };

	if (!stats_files(&files, c, at_event, err))
		return false;
	for (size_t i = 0; i < files.files.n; i++)
		if (!read_one(&w, files.files.at[i].event, err))
			return false;
	*out = made;
	return true;
}

struct text definition_of(const definition_list *list, struct text series)
{
	for (size_t i = list->n; i-- > 0;)
		if (text_eq(list->at[i].series, series))
			return list->at[i].text;
	return (struct text){ 0 };
}

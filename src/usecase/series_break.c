#include "usecase/series_break.h"

#include "base/embed.h"
#include "publish/words.h"

/* "a - b + c 43100": the ids of the series, without signs; the last word is the area. */
static struct text split_link(struct series_past *s, struct arena *a, struct text link)
{
	size_t cut = link.n;
	struct text rest;

	while (cut > 0 && link.p[cut - 1] != ' ')
		cut--;
	rest = text_trim(text_slice(link, 0, cut));
	while (rest.n) {
		size_t space = text_find(rest, TEXT(" "));
		struct text word = text_slice(rest, 0, space);

		if (word.n > 1)
			*LIST_ADD(a, &s->series) = word;
		rest = space == SIZE_MAX ? (struct text){ 0 } : text_trim(text_slice(rest, space, rest.n));
	}
	return text_slice(link, cut, link.n);
}

bool series_past_read(struct series_past *out, struct context *c, struct text link, struct date known_at,
		      int64_t at_event, struct err *err)
{
	struct series_past made = { 0 };
	struct err why = { 0 };

	*out = made;
	if (!link.n)
		return true;
	if (!area_find(c->arena, &made.area, split_link(&made, c->arena, link), &why) || !made.series.n)
		return true;
	for (size_t i = 0; i < made.series.n; i++) {
		shown_list rows = { 0 };

		if (!stats_show(&rows, c, made.series.at[i], &made.area, known_at, at_event, &why)) {
			if (why.kind == ERR_INPUT)
				return true;
			err_copy(err, &why);
			return false;
		}
		for (size_t k = 0; k < rows.n; k++)
			*LIST_ADD(c->arena, &made.rows) = rows.at[k];
	}
	if (!stats_definitions(&made.definitions, c, at_event, err))
		return false;
	made.there = true;
	*out = made;
	return true;
}

/* 2012年7月9日. */
static const char *day_ja(struct arena *a, struct date d)
{
	return text_z(a, words_period(a, LANG_JA, (struct period){ .kind = PERIOD_DATE, .date = d }));
}

/* ---- what the statistic itself changed ---- */

static struct text field(struct text *rest, char separator)
{
	size_t end = text_find(*rest, (struct text){ &separator, 1 });
	struct text f = text_slice(*rest, 0, end);

	*rest = end == SIZE_MAX ? (struct text){ 0 } : text_slice(*rest, end + 1, rest->n);
	return f;
}

/* After the first period began, and by the end of the second. */
static bool between(struct date day, struct period from, struct period to)
{
	return date_cmp(period_first(from), day) < 0 && date_cmp(day, period_last(to)) <= 0;
}

static bool is_meant(const struct series_past *s, struct text prefix)
{
	for (size_t i = 0; i < s->series.n; i++)
		if (text_eq(s->series.at[i], prefix) ||
		    (text_ends(prefix, TEXT(".")) && text_starts(s->series.at[i], prefix)))
			return true;
	return false;
}

static struct msg declared(struct arena *a, const struct series_past *s, struct period from, struct period to)
{
	struct text rest = embed_find(&embed_data, "breaks.csv");

	while (rest.n) {
		struct text line = field(&rest, '\n'), day = field(&line, ','), series = field(&line, ',');
		struct text ja = field(&line, ','), en = field(&line, ','), source = field(&line, ',');
		struct date d;

		if (date_parse(&d, day, NULL) && is_meant(s, series) && between(d, from, to))
			return msg_make(a, "target.break.declared", "day", DATE(d), "day_ja", day_ja(a, d), "what_ja",
					text_z(a, ja), "what_en", text_z(a, en), "source", text_z(a, source), NULL);
	}
	return (struct msg){ 0 };
}

/* ---- what the tables say of it ---- */

/* The words that held when the figure of that period was imported. */
static struct text words_at(const struct series_past *s, struct text series, struct period p)
{
	int64_t event = 0;
	struct period at;

	for (size_t i = 0; i < s->rows.n; i++)
		if (text_eq(s->rows.at[i].o.series, series) && period_parse(&at, s->rows.at[i].o.period, NULL) &&
		    period_eq(at, p) && s->rows.at[i].event > event)
			event = s->rows.at[i].event;
	for (size_t i = s->definitions.n; event && i-- > 0;)
		if (s->definitions.at[i].event <= event && text_eq(s->definitions.at[i].series, series))
			return s->definitions.at[i].text;
	return (struct text){ 0 };
}

static struct msg redefined(struct arena *a, const struct series_past *s, struct period from, struct period to)
{
	for (size_t i = 0; i < s->series.n; i++) {
		struct text before = words_at(s, s->series.at[i], from), now = words_at(s, s->series.at[i], to);

		if (before.n && now.n && !text_eq(before, now))
			return msg_make(a, "target.break.definition", "before", text_z(a, before), "now",
					text_z(a, now), NULL);
	}
	return (struct msg){ 0 };
}

/* ---- the area ---- */

static struct msg grown(struct arena *a, const struct series_past *s, struct period from, struct period to)
{
	struct absorbed m;

	if (s->series.n && text_starts(s->series.at[0], TEXT("census.")))
		return (struct msg){ 0 };
	for (size_t i = 0; i < s->area.members.n; i++)
		for (size_t n = 0; area_absorbed(&m, s->area.members.at[i], n); n++)
			if (between(m.day, from, to))
				return msg_make(a, "target.break.area", "day", DATE(m.day), "day_ja", day_ja(a, m.day),
						"name", text_z(a, m.name), "area",
						text_z(a, area_name(s->area.members.at[i])), NULL);
	return (struct msg){ 0 };
}

struct msg series_break(struct arena *a, const struct series_past *s, struct period from, struct period to)
{
	struct msg m = { 0 };

	if (!s->there || from.kind == PERIOD_NONE || to.kind == PERIOD_NONE || period_cmp(from, to) >= 0)
		return m;
	m = declared(a, s, from, to);
	if (!m.id)
		m = redefined(a, s, from, to);
	return m.id ? m : grown(a, s, from, to);
}

#include "publish/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Puts a comma between groups of three digits in front of the point. */
static struct text grouped(struct arena *a, const char *digits)
{
	struct buf b = { 0 };
	struct text r;

	digits_grouped(&b, digits, "−"); /* U+2212: a hyphen before a number looks like a range */
	r = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return r;
}

struct text words_decimal(struct arena *a, struct decimal d)
{
	return grouped(a, DEC(d));
}

struct text words_real(struct arena *a, double x, int digits)
{
	char room[400];

	if (!isfinite(x))
		return (struct text){ 0 };
	snprintf(room, sizeof room, "%.*f", digits, x);
	/* "-0.0" is no number that anybody writes. */
	return grouped(a, *room == '-' && strspn(room, "-0.") == strlen(room) ? room + 1 : room);
}

const char *words_percent_sign(enum lang lang)
{
	return lang == LANG_JA ? "％" : "%";
}

struct text words_percent(struct arena *a, enum lang lang, double share)
{
	struct text t = words_real(a, share * 100, fabs(share) < 10 ? 1 : 0);

	return text_of(arena_printf(a, "%.*s%s", (int)t.n, t.p, words_percent_sign(lang)));
}

struct text words_date(struct arena *a, enum lang lang, struct date d)
{
	char room[DATE_WORDS_SIZE];

	if (!d.year)
		return text_of(msg_label(lang, "publish.unknown"));
	return text_of(arena_strdup(a, (lang == LANG_JA ? date_japanese : date_english)(room, d)));
}

struct text words_period(struct arena *a, enum lang lang, struct period p)
{
	switch (p.kind) {
	case PERIOD_FY:
		return text_of(arena_printf(a, lang == LANG_JA ? "%d年度" : "FY%d", p.year));
	case PERIOD_CY:
		return text_of(arena_printf(a, lang == LANG_JA ? "%d年" : "%d", p.year));
	case PERIOD_DATE:
		return words_date(a, lang, p.date);
	default:
		return (struct text){ 0 };
	}
}

struct text words_of_period(struct arena *a, enum lang lang, struct text written)
{
	struct period p;

	return period_parse(&p, written, NULL) ? words_period(a, lang, p) : written;
}

struct text words_of_date(struct arena *a, enum lang lang, struct text written)
{
	struct date d;

	return date_parse(&d, written, NULL) ? words_date(a, lang, d) : written;
}

struct text words_of_number(struct arena *a, struct text written)
{
	struct decimal d;

	return decimal_parse(&d, written, NULL) ? words_decimal(a, d) : written;
}

struct text words_published(struct arena *a, enum lang lang, struct date d)
{
	struct msg m;

	if (!d.year)
		return text_of(msg_label(lang, "publish.published-unknown"));
	m = msg_make(a, "publish.published", "date", text_z(a, words_date(a, lang, d)), NULL);
	return text_of(msg_say(a, lang, &m));
}

static const struct status_look {
	const char *id;
	enum shape shape;
	enum tone tone;
} looks[STATUS_COUNT] = {
	[STATUS_UNDECIDED] = { "publish.status-undecided", SHAPE_QUESTION, TONE_PLAIN },
	[STATUS_NOT_YET] = { "publish.status-not-yet", SHAPE_DOTS, TONE_PLAIN },
	[STATUS_REACHED] = { "publish.status-reached", SHAPE_DOUBLE_CIRCLE, TONE_GOOD },
	[STATUS_WORSE] = { "publish.status-worse", SHAPE_DOWN, TONE_BAD },
	[STATUS_MISSED] = { "publish.status-missed", SHAPE_CROSS, TONE_BAD },
	[STATUS_NO_CHANGE] = { "publish.status-no-change", SHAPE_EQUALS, TONE_WARN },
	[STATUS_ON_TRACK] = { "publish.status-on-track", SHAPE_CIRCLE, TONE_FAIR },
	[STATUS_BEHIND] = { "publish.status-behind", SHAPE_TRIANGLE, TONE_WARN },
};

const char *words_status(enum lang lang, enum status s)
{
	return msg_label(lang, looks[s].id);
}

enum shape words_status_shape(enum status s)
{
	return looks[s].shape;
}

enum tone words_status_tone(enum status s)
{
	return looks[s].tone;
}

enum status words_status_order(size_t i)
{
	static const enum status order[STATUS_COUNT] = { STATUS_REACHED,   STATUS_ON_TRACK, STATUS_BEHIND,
							 STATUS_NO_CHANGE, STATUS_MISSED,   STATUS_WORSE,
							 STATUS_NOT_YET,   STATUS_UNDECIDED };

	return order[i];
}

const char *words_state(enum lang lang, enum value_state s)
{
	static const char *const id[STATE_COUNT] = { "publish.state-preliminary", "publish.state-provisional",
						     "publish.state-final" };

	return msg_label(lang, id[s]);
}

const char *words_better(enum lang lang, enum better b)
{
	static const char *const id[] = { "publish.better-unknown", "publish.better-up", "publish.better-down" };

	return msg_label(lang, id[b]);
}

const char *words_better_from(enum lang lang, enum better_from f)
{
	static const char *const id[] = { "publish.better-from-nothing", "publish.better-from-person",
					  "publish.better-from-text", "publish.better-from-word-list",
					  "publish.better-from-sign" };

	return msg_label(lang, id[f]);
}

const char *words_so_far(enum lang lang, bool final)
{
	return msg_label(lang, final ? "publish.final" : "publish.so-far");
}

struct text words_short_by(struct arena *a, enum lang lang, const struct verdict *v)
{
	if (v->has_short_by && decimal_sign(v->short_by) > 0)
		return words_decimal(a, v->short_by);
	if (v->status == STATUS_REACHED || v->has_short_by)
		return text_of(msg_label(lang, "publish.short-by-none"));
	if (v->status == STATUS_NOT_YET)
		return text_of(msg_label(lang, "publish.short-by-not-yet"));
	return text_of(msg_label(lang, "publish.short-by-unknown"));
}

struct text words_version_kind(enum lang lang, struct text kind)
{
	const char *id = text_is(kind, "certified") ? "publish.version-certified"
			 : text_is(kind, "change")  ? "publish.version-change"
			 : text_is(kind, "minor")   ? "publish.version-minor"
						    : NULL;

	return id ? text_of(msg_label(lang, id)) : kind;
}

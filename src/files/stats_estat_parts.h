/* files/stats_estat_parts.h - between the files that turn e-Stat's figures into observations; for them alone. */
#ifndef FILES_STATS_ESTAT_PARTS_H
#define FILES_STATS_ESTAT_PARTS_H

#include "files/stats_estat.h"

enum role { ROLE_OTHER, ROLE_TAB, ROLE_AREA, ROLE_TIME, ROLE_SEX, ROLE_AGE };

/* Slots of a row of ages: the total, nineteen groups, not stated; behind them the parts of 90 and over. */
enum {
	SLOT_TOTAL,
	SLOT_90 = AGES_5_90_GROUPS,
	SLOT_UNKNOWN,
	SLOTS,
	PART_90_94 = SLOTS,
	PART_95_99,
	PART_95,
	PART_100,
	PLACES
};
enum { NO_PLACE = -1, CLASSES_MAX = 8192 };

typedef LIST(struct estat_class) class_list;

struct axis {
	enum role role;
	class_list classes; /* that occur; not of area and time, which may have thousands */
	size_t last;        /* found last: neighbours are alike */
	int *slot;          /* of an age axis, one a class: SLOT_…, or NO_PLACE for 再掲 and the like */
};

/* A figure on its way into an observation. */
struct piece {
	struct observation o; /* without ages and numbers */
	int slot;
	struct text value;
	uint32_t column;
};

struct taking {
	struct arena *a;
	struct stats_table *out;
	const struct estat_table *t;
	struct axis axes[ESTAT_AXES_MAX];
	const char *id, *published;
	bool census, by_age;
	struct text area_name, area; /* found last by its name */
	LIST(struct piece) pieces;
};

static inline bool estat_has(struct text t, const char *words)
{
	return text_find(t, text_of(words)) != SIZE_MAX;
}

/* ---- stats_estat_axes.c ---- */

/* Digits, tildes and hyphens in one form, without spaces: ０～４歳 and 0-4歳 are one group. */
struct text estat_plain(struct arena *a, struct text t);
bool estat_is_all(struct text name);     /* 総数, 総数（年齢）, 男女計 */
const char *estat_sex(struct text name); /* T, M, F; NULL: none */
int estat_number_at(struct text *t);     /* the digits in front are taken off; -1: none */
size_t estat_class_index(const struct axis *x, const struct estat_class *c); /* SIZE_MAX: none */
/* What each axis of w->t is. ERR_INPUT: more classes than CLASSES_MAX. */
MUST_CHECK bool estat_settle_axes(struct taking *w, const char *file, struct err *err);

/* ---- stats_estat_names.c ---- */

/* Five digits of a municipality, prefecture or the nation; empty for 市部, 人口集中地区 and the like. */
struct text estat_area_of(struct taking *w, const struct estat_class *c);
/* False where the time is no year, fiscal year or day. */
bool estat_period_of(struct taking *w, const struct estat_class *c, struct text *period);
struct text estat_series_of(struct taking *w, const struct estat_figure *f);
/* What the series counts, in the table's own words, once. */
void estat_define(struct taking *w, const struct estat_figure *f, struct text series);

/* ---- stats_estat_pack.c ---- */

/* The pieces as observations and faults of w->out. */
void estat_pack(struct taking *w);

#endif

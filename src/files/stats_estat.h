/* files/stats_estat.h - tables of e-Stat (政府統計の総合窓口), whatever form they come in, as figures with coordinates.
 *
 * A figure of e-Stat has a class on every axis: what is shown (表章項目), area, time, and further ones (男女, 年齢,
 * ...). Three forms say the same: the API's JSON (getStatsData), the API's CSV (a column of codes and one of names for
 * each axis, then unit, value, annotation), and the CSV that a person downloads from 統計表・グラフ表示, where one or
 * more axes run across. The first is laid out as the second; the other two are read into struct estat_table, and what
 * its axes mean is decided once, in stats_estat.c. Form and source of each: docs/methods/statistics.md.
 */
#ifndef FILES_STATS_ESTAT_H
#define FILES_STATS_ESTAT_H

#include "files/stats.h"

enum { ESTAT_AXES_MAX = 24 };

struct estat_class {
	struct text code, name; /* one of them may be empty */
};

struct estat_axis {
	struct text id;   /* tab, cat01, ..., area, time; empty in a table downloaded by hand */
	struct text name; /* 男女別, 時間軸（調査年） */
};

struct estat_figure {
	uint32_t line, column;        /* column from 1 */
	const struct estat_class *at; /* one an axis */
	struct text unit, value;
};

struct estat_table {
	struct text id; /* of the table (statsDataId); empty where the file does not say it */
	struct text statistic, office, title, collected, opened, updated;
	struct text total;             /* figures of the whole answer, all pages together; empty: not said */
	LIST(struct stats_sign) signs; /* as its legend explains them */
	size_t n_axes;
	struct estat_axis axes[ESTAT_AXES_MAX];
	LIST(struct estat_figure) figures;
};

/* Is it an answer of getStatsData, or an array of such (the pages of one table)? */
bool estat_is_json(struct text utf8);
/* The answer as the API's CSV would give it: lines of what is told about the table, VALUE, the heads, a row a figure;
 * `line` of a row is the figure's number. All memory lies in the arena. ERR_INPUT: no JSON, the API's own refusal (its
 * words), no data, pages of different tables, more than ESTAT_AXES_MAX axes. */
MUST_CHECK bool estat_sheet_from_json(struct arena *a, struct sheet *sheet, struct text utf8, const char *name,
				      struct err *err);

bool estat_is_long(const struct sheet *sheet);
bool estat_is_cross(const struct sheet *sheet);
/* ERR_INPUT: more than ESTAT_AXES_MAX axes, or no column of figures. */
MUST_CHECK bool estat_read_long(struct arena *a, struct estat_table *t, const struct sheet *sheet, struct err *err);
MUST_CHECK bool estat_read_cross(struct arena *a, struct estat_table *t, const struct sheet *sheet, struct err *err);

/* What the axes mean: figures become observations. */
MUST_CHECK bool estat_take(struct arena *a, struct stats_table *out, const struct estat_table *t,
			   const struct sheet *sheet, struct err *err);

#endif

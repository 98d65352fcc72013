/* files/stats_mapping.h - a table of no known layout, read by a mapping that a person wrote or corrected.
 *
 *   source: 例示市統計書
 *   licence: CC BY 4.0            may be left out
 *   status: final                 may be left out: final
 *   sheet: 第1表                  of a workbook; may be left out: the first that has rows
 *   first_line: 4                 of the file, where figures begin
 *   last_line: 60                 may be left out: to the end
 *   leave_out: [計]                may be left out: rows with such a word where the area should stand
 *   area: {column: 1}             a code or a name; or a code for all rows: "43100"
 *                                 {column: 1, within: 熊本市} for its wards
 *   period: {column: 2, form: CY} of rows; form CY, FY, a day of each year such as 10-01, or DATE where the cells are
 *                                 days. Left out where columns have periods
 *   columns:
 *     - {column: 4, label: 出生数, series: own.births, sex: T, period: CY2020, published: 2021-09}
 *
 * sex (T), period, published and label may be left out; a column may have a definition, which says
 * what the series counts. (Its label is none: it holds years as often as not.)
 * docs/methods/statistics.md.
 */
#ifndef FILES_STATS_MAPPING_H
#define FILES_STATS_MAPPING_H

#include "base/json.h"
#include "files/stats.h"

/* Reads a sheet by the mapping in `yaml`; t->layout is "mapping". Merged cells all say what the first of them says.
 * ERR_INPUT names what is wrong with the mapping, by its line. */
MUST_CHECK bool stats_read_mapped(struct arena *a, struct stats_table *t, const struct book *book, struct text yaml,
				  const char *yaml_name, struct err *err);

/* Proposes a mapping for the sheet with the most figures: where its areas, periods and figures stand, as far as their
 * cells show it. What cannot be seen is an empty text for the person to fill in: a mapping with one is refused.
 * *mapping is owned by the caller. */
MUST_CHECK bool stats_propose(struct arena *a, json_t **mapping, const struct book *book, struct err *err);

/* A year written as 2020, 2020年, ２０２０, 令和2年, 令和２年度, R2 or R.2; 0 for anything else. */
int stats_year(struct text cell);
/* A day written as 2023-04-01, 2023/4/1, 2023年4月1日(現在), 令和5年4月1日 or R5.4.1. */
bool stats_day(struct date *day, struct text cell);
/* The five digits of an area of the lists, written as a code (also without the zero in front that Excel drops) or as a
 * name that stands there once; empty for anything else. */
struct text stats_area_of(struct arena *a, struct text cell);

#endif

/* render/xlsx_parts.h - shared by xlsx.c (sheets and cells), xlsx_rules.c (what may stand in them) and xlsx_names.c. */
#ifndef RENDER_XLSX_PARTS_H
#define RENDER_XLSX_PARTS_H

#include <xlsxwriter.h>

#include "publish/workbook.h"

struct xlsx_formats;

/* A list to choose from, in its column of the hidden sheet. */
struct xlsx_list {
	const struct workbook_rule *rule;
	lxw_col_t column;
};

struct xlsx {
	const struct workbook *from;
	lxw_workbook *book;
	lxw_worksheet *sheet; /* the one being written */
	struct xlsx_formats *formats;
	LIST(struct xlsx_list) lists;
	LIST(struct text) names; /* of the sheets so far, as written */
	lxw_error error;         /* the first one */
};

void xlsx_try(struct xlsx *x, lxw_error e);
/* At most n characters, the last being … where it was longer; NULL for the empty text. In the arena. */
char *xlsx_cut(struct xlsx *x, struct text t, size_t n);
lxw_datetime xlsx_day(struct date d);
/* A valid name that no sheet of this workbook has: at most 31 UTF-16 units, none of []:*?/\, no ' at its ends. */
const char *xlsx_sheet_name(struct xlsx *x, struct text wish);
/* The rules of the sheet, each run of cells below one another once. */
void xlsx_rules(struct xlsx *x, const struct workbook_sheet *s);
/* The hidden sheet of all lists that rules asked for; last. */
void xlsx_choices(struct xlsx *x);

#endif

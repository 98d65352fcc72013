/* publish/workbook_doc.h - the tables of a paper as a workbook: one sheet a table. */
#ifndef PUBLISH_WORKBOOK_DOC_H
#define PUBLISH_WORKBOOK_DOC_H

#include "publish/paper.h"
#include "publish/workbook.h"

/* Each sheet: the caption, the plan's name and the edition's day, the header row (frozen), the rows, then source and
 * licence. A number is a number with its unit in its format, a day is a day, a remark that stands below its row on a
 * page stands in a last column. Words are those of the page. A paper without tables gives one sheet that says so. */
struct workbook *workbook_of_paper(const struct paper *p);

#endif

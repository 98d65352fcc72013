/* usecase/project_import.h - projects and what they cost from a table (XLSX, ODS, CSV), as sections keep them today.
 *
 * A row among the first ten names the columns, in any order: キー, 名称, 所管課, 状態, ＫＰＩ, 寄附, 年度, 予算額,
 * 決算額, 出典, 訂正の理由, or their English names. A project with several years has several rows; what is said once
 * need not be said again.
 */
#ifndef USECASE_PROJECT_IMPORT_H
#define USECASE_PROJECT_IMPORT_H

#include "usecase/projects.h"
#include "usecase/table_file.h"

enum import_what { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_FAULT, IMPORT_WHAT_COUNT };
const char *import_what_name(enum import_what what); /* "new", ... */

struct import_row {
	uint32_t line;
	struct text key;
	enum import_what what;
	struct msg msg; /* of a fault */
};
struct import_result {
	struct text plan;
	LIST(struct import_row) rows;
	size_t faults; /* rows that do not go in */
	size_t unread; /* of these: whose cells cannot be read; then no row goes in, and none was judged further */
};
/* Rows whose cells cannot be read are told, all of them, and then nothing is recorded; what a use case refuses (another
 * amount stands and there is no reason) is told and the other rows go in. apply false: nothing goes in, the rows say
 * what would. ERR_INPUT: no column キー. */
MUST_CHECK bool project_import(struct import_result *result, struct context *c, struct text plan,
			       const struct table_file *file, bool apply, struct err *err);

#endif

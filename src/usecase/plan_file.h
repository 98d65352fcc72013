/* usecase/plan_file.h - a plan in a file that a person gives: text, PDF or YAML in, the plan and the reader's remarks
 * out. */
#ifndef USECASE_PLAN_FILE_H
#define USECASE_PLAN_FILE_H

#include "base/json.h"
#include "files/source.h"
#include "plan/plan.h"

struct plan_file {
	struct source_file source;
	struct plan plan;
	remark_list remarks; /* by line; none for YAML, where nothing is inferred */
};

/* Reads the file; "-" is standard input. All memory in the arena. Errors: files/source.h, plan/read.h, plan/json.h. */
MUST_CHECK bool plan_file_read(struct plan_file *file, struct arena *a, const char *path, struct err *err);
/* The same of bytes at hand: an upload, an example. They are borrowed. */
MUST_CHECK bool plan_file_decode(struct plan_file *file, struct arena *a, struct text bytes, const char *name,
				 struct err *err);

/* The reader's remarks that are errors or warnings, then what the checker finds. */
void plan_file_check(const struct plan_file *file, struct arena *a, remark_list *findings);
size_t count_severity(const remark_list *list, enum severity severity);

/* The plan's members, and "remarks". The caller owns these. */
json_t *plan_file_to_json(const struct plan_file *file);
json_t *findings_to_json(const remark_list *findings);

#endif

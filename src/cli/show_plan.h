/* cli/show_plan.h - a plan and the remarks on it, in a terminal. */
#ifndef CLI_SHOW_PLAN_H
#define CLI_SHOW_PLAN_H

#include "cli/command.h"
#include "usecase/plan_file.h"

/* What was understood, in the order of the form; then the remarks. */
void show_plan(struct call *c, const struct plan_file *file);
/* On a terminal severity, line and sentence, wrapped; else FILE:LINE:COLUMN: severity: sentence [rule], as compilers
 * do, so that editors find the place. */
void show_remarks(struct call *c, const remark_list *remarks, const char *file);

#endif

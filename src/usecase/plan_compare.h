/* usecase/plan_compare.h - what a change of a plan changes: the table of a change application (新旧対照表). */
#ifndef USECASE_PLAN_COMPARE_H
#define USECASE_PLAN_COMPARE_H

#include "base/json.h"
#include "plan/compare.h"
#include "usecase/plan_file.h"

/* [{"kind","what":{"id","ja","en"},"before","after","because"}]; the caller owns it. */
json_t *changes_to_json(const change_list *changes);

#endif

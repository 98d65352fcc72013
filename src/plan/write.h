/* plan/write.h - the plan in the official order and wording, as text.
 *
 * The form of a certified plan (chapters １ to ６, ７ for grants; ① to ⑥), each paragraph on one line behind U+3000,
 * the table row by row with its cells parted by U+3000. Narrative and wordings stand as they were; what the plan holds
 * as data only (it came from YAML) gets the form's wording. plan_read of the result gives the same plan but for lines,
 * and for the wordings that were added.
 */
#ifndef PLAN_WRITE_H
#define PLAN_WRITE_H

#include "plan/plan.h"

void plan_write_text(struct buf *out, const struct plan *plan);

#endif

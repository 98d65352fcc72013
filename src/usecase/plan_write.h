/* usecase/plan_write.h - a plan written out: in the official form, or as YAML. */
#ifndef USECASE_PLAN_WRITE_H
#define USECASE_PLAN_WRITE_H

#include "usecase/context.h"
#include "usecase/plan_file.h"

/* The plan that is meant (usecase/plans.h), in its version in force. */
MUST_CHECK bool plan_stored(struct plan *plan, struct context *c, struct text id, struct err *err);

void plan_write_official(struct buf *out, const struct plan *plan);
void plan_write_yaml(struct buf *out, const struct plan *plan);

#endif

/* plan/write_part.h - inside of the writer; only for src/plan/write*.c. */
#ifndef PLAN_WRITE_PART_H
#define PLAN_WRITE_PART_H

#include "plan/write.h"

/* A number in full-width digits, as headings have it. */
void write_wide(struct buf *out, int n);
/* 2019年度, 2019年, 2019年10月１日; nothing for none. */
void write_period(struct buf *out, struct period p);
/* A line behind U+3000. */
void write_paragraph(struct buf *out, struct text t);

/* 【数値目標】 with its footnotes (write_table.c); nothing where the plan has no KPI. */
void write_table(struct buf *out, const struct plan *plan);

#endif

/* plan/compare.h - two versions of a plan, difference by difference: the table that a change application needs
 * (新旧対照表: 変更前 | 変更後 | 理由).
 *
 * Goals, projects and KPIs are matched by name first, then by mark or number with a similar name, then by the most
 * similar name, so that one that was renamed or moved is one difference and not two. Widths and spaces are not looked
 * at: a plan read from PDF and the same from text have no differences. Lines are not looked at either.
 */
#ifndef PLAN_COMPARE_H
#define PLAN_COMPARE_H

#include "plan/plan.h"

enum change_kind { CHANGE_ALTERED, CHANGE_ADDED, CHANGE_REMOVED, CHANGE_RENAMED, CHANGE_MOVED, CHANGE_KIND_COUNT };
const char *change_kind_name(enum change_kind k); /* "altered", "added", "removed", "renamed", "moved" */

struct plan_change {
	enum change_kind kind;
	struct msg what;           /* 第４章 数値目標 ア2 年転入超過数：目標値 */
	struct text before, after; /* as written; empty for what was added or removed */
	struct text because;       /* empty: a person fills it in */
};
typedef LIST(struct plan_change) change_list;

/* In the order of the form, and within a list in the order of the later version, then what was removed. Texts borrow
 * from the plans or lie in the arena. */
void plan_compare(struct arena *a, change_list *out, const struct plan *before, const struct plan *after);

/* The table as text, `columns` wide on a terminal (at least 40; full-width characters count two). */
void plan_compare_text(struct arena *a, struct buf *out, enum lang lang, const change_list *changes, size_t columns);

#endif

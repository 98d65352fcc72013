/* plan/compare_part.h - inside of the comparison; only for src/plan/compare*.c. */
#ifndef PLAN_COMPARE_PART_H
#define PLAN_COMPARE_PART_H

#include "plan/compare.h"

/* Equal but for widths (Ａ = A) and spaces. */
bool compare_same(struct text a, struct text b);

/* A thing with a name and, beside it, a mark or number. */
struct named {
	struct text name, key;
};
enum { NO_MATCH = -1 };
/* match[i]: the item of after[] that before[i] became, or NO_MATCH. Each is used once. */
void compare_match(struct arena *a, int *match, const struct named *before, size_t n, const struct named *after,
		   size_t m);

/* Two runs of paragraphs: match[i] is the paragraph of after[] that stays, in order (longest common subsequence). */
void compare_paragraphs(struct arena *a, int *match, const text_list *before, const text_list *after);

#endif

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

/* What all parts of the comparison see. */
struct comparison {
	struct arena *arena;
	change_list *out;
	const struct plan *before, *after;
};

/* A difference of that kind, whatever the texts. */
void compare_add(struct comparison *c, enum change_kind kind, struct msg what, struct text before, struct text after);
/* A difference where the texts differ. */
void compare_texts(struct comparison *c, struct msg what, struct text before, struct text after);
/* Paragraph by paragraph: what lies between two that stay is one difference. */
void compare_paragraph_lists(struct comparison *c, struct msg what, const text_list *before, const text_list *after);
/* Items from..to with a line end between. */
struct text compare_joined(struct comparison *c, const text_list *list, size_t from, size_t to);
/* A label with one value. */
struct msg compare_label(struct comparison *c, const char *id, const char *name, struct text value);
/* For each item of the later list the item of the earlier one that it was, NO_MATCH for a new one. */
int *compare_turned(struct comparison *c, const struct named *before, size_t n, const struct named *after, size_t m);
/* True where no item of the later list was the i-th of the earlier one. */
bool compare_gone(const int *was, size_t m, size_t i);

/* compare_kpi.c: 【数値目標】 */
void compare_kpis(struct comparison *c);
/* compare_measure.c: chapter 5-2, and sections kept as text */
void compare_measures(struct comparison *c);
void compare_sections(struct comparison *c, const struct plan_other *before, size_t n, const struct plan_other *after,
		      size_t m);
struct text compare_period(struct comparison *c, const struct plan_period *p);

#endif

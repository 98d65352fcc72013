/* review/agreement.h - how far the experts' grades agree beyond chance.
 *
 * Method, sources and reading: docs/methods/agreement.md. Grades are levels 1..LEVELS_MAX, 0: not graded (an interest
 * hid the item, or the expert was withdrawn). Pure: no allocation, no globals; sums in a fixed order.
 */
#ifndef REVIEW_AGREEMENT_H
#define REVIEW_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>

enum { LEVELS_MAX = 9 };

enum agreement_method { ALPHA_NOMINAL, ALPHA_ORDINAL, KAPPA_LINEAR, KAPPA_QUADRATIC, AGREEMENT_METHODS };
/* "krippendorff-alpha-ordinal", ...: what every output names. */
const char *agreement_name(enum agreement_method method);

enum agreement_undefined {
	AGREEMENT_DEFINED,
	AGREEMENT_NO_PAIRS, /* no item that two have graded */
	AGREEMENT_NO_SPREAD /* all gave the same grade everywhere: chance alone would agree as well */
};

struct agreement {
	enum agreement_method method;
	enum agreement_undefined undefined;
	double value;  /* 1: full agreement, 0: as chance, below: less than chance; 0 where undefined */
	size_t raters; /* that graded one of the items counted */
	size_t items;  /* that at least two have graded */
	size_t grades; /* of those items */
};

/* Krippendorff's alpha of any number of raters, with gaps. grades[item * raters + rater]. method: ALPHA_*. */
void agreement_alpha(struct agreement *out, enum agreement_method method, const int *grades, size_t items,
		     size_t raters);

/* Cohen's weighted kappa of two raters over the items that both have graded, on a scale of `levels`. method: KAPPA_*.
 */
void agreement_kappa(struct agreement *out, enum agreement_method method, const int *one, const int *other,
		     size_t items, int levels);

#endif

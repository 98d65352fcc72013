/* Which item of the old plan is which of the new one. Similarity is the share of neighbouring pairs of characters that
 * two names have in common (Dice's coefficient on bigrams): it needs no dictionary and does not mind the order of
 * clauses. Rejected: edit distance - 移住・定住の促進事業 and 定住・移住の促進事業 would be strangers. */
#include "plan/compare_part.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_CHARACTERS = 128 };

/* Below SAME_KEY two items with one key are strangers; from ANY_KEY on two with different keys are one. */
static const double SAME_KEY = 0.3, ANY_KEY = 0.6;

/* The next character that counts, narrow; 0 at the end. */
static uint32_t next(struct text *t)
{
	while (t->n) {
		uint32_t c = text_next(t);

		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFEE0;
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x3000)
			return c;
	}
	return 0;
}

bool compare_same(struct text a, struct text b)
{
	uint32_t c;

	do {
		c = next(&a);
		if (c != next(&b))
			return false;
	} while (c);
	return true;
}

static size_t bigrams(uint64_t out[NAME_CHARACTERS], struct text t)
{
	uint32_t before = next(&t), c;
	size_t n = 0;

	while (n < NAME_CHARACTERS && (c = next(&t))) {
		out[n++] = (uint64_t)before << 32 | c;
		before = c;
	}
	return n;
}

static double similarity(struct text a, struct text b)
{
	uint64_t of_a[NAME_CHARACTERS], of_b[NAME_CHARACTERS];
	size_t n = bigrams(of_a, a), m = bigrams(of_b, b), common = 0;

	if (!n || !m)
		return compare_same(a, b) ? 1 : 0;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			if (of_a[i] == of_b[j]) {
				of_b[j] = 0;
				common++;
				break;
			}
	return 2.0 * (double)common / (double)(n + m);
}

struct pairing {
	const struct named *before, *after;
	size_t n, m;
	int *match;
	bool *taken;
};

static void take(struct pairing *p, size_t i, size_t j)
{
	p->match[i] = (int)j;
	p->taken[j] = true;
}

/* The same name; where a name stands twice, the one with the same key goes first. */
static void by_name(struct pairing *p, bool with_key)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t j = 0; p->match[i] == NO_MATCH && j < p->m; j++)
			if (!p->taken[j] && compare_same(p->before[i].name, p->after[j].name) &&
			    (!with_key || compare_same(p->before[i].key, p->after[j].key)))
				take(p, i, j);
}

/* The most similar of those left, while there are any similar enough. */
static void by_similarity(struct pairing *p, bool with_key, double least)
{
	for (size_t i = 0; i < p->n; i++) {
		double best = least;
		size_t at = SIZE_MAX;

		for (size_t j = 0; p->match[i] == NO_MATCH && j < p->m; j++) {
			double s = p->taken[j] || (with_key && !compare_same(p->before[i].key, p->after[j].key))
					   ? -1
					   : similarity(p->before[i].name, p->after[j].name);

			if (s >= best && (at == SIZE_MAX || s > best)) {
				best = s;
				at = j;
			}
		}
		if (at != SIZE_MAX)
			take(p, i, at);
	}
}

void compare_match(struct arena *a, int *match, const struct named *before, size_t n, const struct named *after,
		   size_t m)
{
	struct pairing p = { .before = before,
			     .after = after,
			     .n = n,
			     .m = m,
			     .match = match,
			     .taken = arena_array(a, m + 1, sizeof(bool)) };

	for (size_t i = 0; i < n; i++)
		match[i] = NO_MATCH;
	by_name(&p, true);
	by_name(&p, false);
	by_similarity(&p, true, SAME_KEY);
	by_similarity(&p, false, ANY_KEY);
}

/* Two long texts are not aligned paragraph by paragraph: the table would have 4 million cells. They are then compared
 * in place, which a person can still read. */
enum { CELLS_MAX = 4000000 };

static void align(struct arena *a, int *match, const text_list *before, const text_list *after)
{
	size_t n = before->n, m = after->n, width = m + 1;
	uint32_t *length = arena_array(a, (n + 1) * width, sizeof *length);

	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;) {
			uint32_t down = length[(i + 1) * width + j], right = length[i * width + j + 1];

			length[i * width + j] = compare_same(before->at[i], after->at[j])
							? length[(i + 1) * width + j + 1] + 1
						: down > right ? down
							       : right;
		}
	for (size_t i = 0, j = 0; i < n && j < m;) {
		if (compare_same(before->at[i], after->at[j]))
			match[i++] = (int)j++;
		else if (length[(i + 1) * width + j] >= length[i * width + j + 1])
			i++;
		else
			j++;
	}
}

void compare_paragraphs(struct arena *a, int *match, const text_list *before, const text_list *after)
{
	for (size_t i = 0; i < before->n; i++)
		match[i] = NO_MATCH;
	if (before->n && after->n && before->n + 1 <= CELLS_MAX / (after->n + 1)) {
		align(a, match, before, after);
		return;
	}
	for (size_t i = 0; i < before->n && i < after->n; i++)
		if (compare_same(before->at[i], after->at[i]))
			match[i] = (int)i;
}

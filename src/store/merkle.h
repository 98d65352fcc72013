/* store/merkle.h - the tree over the log: RFC 6962, section 2.1.
 *
 *   leaf hash   SHA-256(0x00 || event)
 *   node hash   SHA-256(0x01 || left || right)
 *
 * A tree of n leaves splits at the largest power of two smaller than n. So every tree is made of perfect subtrees whose
 * sizes are the binary digits of n, and the subtree that ends at leaf m is as large as the lowest set bit of m. The log
 * keeps just that one hash beside each event; any root and any proof follow from O(log^2 n) of them.
 * Pure but for `node_fn`, through which the stored hashes come.
 */
#ifndef STORE_MERKLE_H
#define STORE_MERKLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"

enum { MERKLE_LEVELS = 63 };

struct hash merkle_leaf(struct hasher *h, struct text bytes);
struct hash merkle_node(const struct hash *left, const struct hash *right);
struct hash merkle_empty(void); /* root of no leaves: SHA-256 of nothing */

/* The perfect subtrees of a tree of n leaves, by level: at[k] has 2^k leaves and is there where bit k of n is set. */
struct frontier {
	int64_t n;
	struct hash at[MERKLE_LEVELS];
};
/* Adds a leaf; returns the hash of the largest perfect subtree that ends with it (of 2^ctz(n) leaves, n the new size).
 */
struct hash frontier_add(struct frontier *f, const struct hash *leaf);
struct hash frontier_root(const struct frontier *f);

/* Gives the hash of the largest perfect subtree that ends at leaf `end` (1-based), or the leaf itself. */
typedef bool node_fn(void *context, int64_t end, bool leaf, struct hash *out, struct err *err);
struct merkle_source {
	node_fn *node;
	void *context;
};
/* The frontier of the first n leaves. */
MUST_CHECK bool merkle_frontier(struct frontier *f, const struct merkle_source *from, int64_t n, struct err *err);
MUST_CHECK bool merkle_root(struct hash *root, const struct merkle_source *from, int64_t n, struct err *err);
/* PATH(number - 1, D[size]); 1 <= number <= size. At most MERKLE_LEVELS + 1 hashes. */
MUST_CHECK bool merkle_inclusion(struct hash *path, size_t *n, const struct merkle_source *from, int64_t number,
				 int64_t size, struct err *err);
/* PROOF(from, D[to]); 1 <= old <= size; empty where they are equal. */
MUST_CHECK bool merkle_consistency(struct hash *path, size_t *n, const struct merkle_source *from, int64_t old,
				   int64_t size, struct err *err);

enum { MERKLE_PATH_MAX = 2 * MERKLE_LEVELS };

/* What a stranger does with a proof (RFC 9162, 2.1.3.2 and 2.1.4.2). */
bool merkle_inclusion_holds(const struct hash *leaf, int64_t number, int64_t size, const struct hash *path, size_t n,
			    const struct hash *root);
bool merkle_consistency_holds(int64_t old, int64_t size, const struct hash *path, size_t n, const struct hash *old_root,
			      const struct hash *root);

#endif

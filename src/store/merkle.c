/* The recursion of RFC 6962 walks down from the root; every perfect subtree on the way is either stored (it ends a
 * larger subtree's left half) or is made of a stored left half and its right neighbour, down to a leaf. */
#include "store/merkle.h"

#include <assert.h>
#include <string.h>

struct hash merkle_leaf(struct hasher *h, struct text bytes)
{
	uint8_t room[1024 + HASH_PAD];

	if (bytes.n < 1024) {
		room[0] = 0;
		if (bytes.n > 0)
			memcpy(room + 1, bytes.p, bytes.n);
		return hash_in_place(room, bytes.n + 1);
	}
	hasher_start(h);
	hasher_add(h, "\0", 1);
	hasher_add(h, bytes.p, bytes.n);
	return hasher_end(h);
}

struct hash merkle_node(const struct hash *left, const struct hash *right)
{
	uint8_t room[1 + 2 * HASH_SIZE + HASH_PAD] = { 1 };

	memcpy(room + 1, left->bytes, HASH_SIZE);
	memcpy(room + 1 + HASH_SIZE, right->bytes, HASH_SIZE);
	return hash_in_place(room, 1 + 2 * HASH_SIZE);
}

struct hash merkle_empty(void)
{
	return hash_bytes("", 0);
}

struct hash frontier_add(struct frontier *f, const struct hash *leaf)
{
	struct hash top = *leaf;
	int k = 0;

	for (; f->n >> k & 1; k++)
		top = merkle_node(&f->at[k], &top);
	f->at[k] = top;
	f->n++;
	return top;
}

struct hash frontier_root(const struct frontier *f)
{
	struct hash root = { { 0 } };
	bool any = false;

	for (int k = 0; k < MERKLE_LEVELS; k++) {
		if (!(f->n >> k & 1))
			continue;
		root = any ? merkle_node(&f->at[k], &root) : f->at[k];
		any = true;
	}
	return any ? root : merkle_empty();
}

/* The hash of the perfect subtree of 2^level leaves that ends at `end`, a multiple of 2^level. */
static bool perfect(struct hash *out, const struct merkle_source *from, int64_t end, int level, struct err *err)
{
	struct hash right, left;

	if (level == __builtin_ctzll((unsigned long long)end))
		return from->node(from->context, end, false, out, err);
	if (!from->node(from->context, end, true, &right, err))
		return false;
	for (int k = 0; k < level; k++) {
		if (!from->node(from->context, end - ((int64_t)1 << k), false, &left, err))
			return false;
		right = merkle_node(&left, &right);
	}
	*out = right;
	return true;
}

/* The largest power of two smaller than n, n > 1. */
static int64_t split(int64_t n)
{
	return (int64_t)1 << (63 - __builtin_clzll((unsigned long long)n - 1));
}

/* The root of the leaves start+1..end, start a multiple of every perfect subtree inside. */
static bool root_of(struct hash *out, const struct merkle_source *from, int64_t start, int64_t end, struct err *err)
{
	struct frontier f = { 0 };
	int64_t at = start;

	for (int k = MERKLE_LEVELS - 1; k >= 0; k--) {
		if (!((end - start) >> k & 1))
			continue;
		at += (int64_t)1 << k;
		if (!perfect(&f.at[k], from, at, k, err))
			return false;
	}
	f.n = end - start;
	*out = frontier_root(&f);
	return true;
}

bool merkle_frontier(struct frontier *f, const struct merkle_source *from, int64_t n, struct err *err)
{
	int64_t at = 0;

	for (int k = MERKLE_LEVELS - 1; k >= 0; k--) {
		if (!(n >> k & 1))
			continue;
		at += (int64_t)1 << k;
		if (!from->node(from->context, at, false, &f->at[k], err))
			return false;
	}
	f->n = n;
	return true;
}

bool merkle_root(struct hash *root, const struct merkle_source *from, int64_t n, struct err *err)
{
	return root_of(root, from, 0, n, err);
}

static void reverse(struct hash *at, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct hash kept = at[i];

		at[i] = at[n - 1 - i];
		at[n - 1 - i] = kept;
	}
}

bool merkle_inclusion(struct hash *path, size_t *n, const struct merkle_source *from, int64_t number, int64_t size,
		      struct err *err)
{
	int64_t start = 0, end = size;
	size_t found = 0;

	assert(number >= 1 && number <= size);
	while (end - start > 1) {
		int64_t middle = start + split(end - start);
		bool left = number <= middle;

		if (!root_of(&path[found++], from, left ? middle : start, left ? end : middle, err))
			return false;
		if (left)
			end = middle;
		else
			start = middle;
	}
	reverse(path, found);
	*n = found;
	return true;
}

bool merkle_consistency(struct hash *path, size_t *n, const struct merkle_source *from, int64_t old, int64_t size,
			struct err *err)
{
	int64_t start = 0, end = size;
	bool complete = true; /* the old tree is a left part of this subtree, whose root the verifier knows */
	size_t found = 0;

	assert(old >= 1 && old <= size);
	while (old != end) {
		int64_t middle = start + split(end - start);
		bool left = old <= middle;

		if (!root_of(&path[found++], from, left ? middle : start, left ? end : middle, err))
			return false;
		if (left) {
			end = middle;
		} else {
			start = middle;
			complete = false;
		}
	}
	if (!complete && !root_of(&path[found++], from, start, end, err))
		return false;
	reverse(path, found);
	*n = found;
	return true;
}

bool merkle_inclusion_holds(const struct hash *leaf, int64_t number, int64_t size, const struct hash *path, size_t n,
			    const struct hash *root)
{
	int64_t fn = number - 1, sn = size - 1;
	struct hash r = *leaf;

	if (number < 1 || number > size)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			r = merkle_node(&path[i], &r);
			for (; !(fn & 1) && fn != 0; fn >>= 1)
				sn >>= 1;
		} else {
			r = merkle_node(&r, &path[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&r, root);
}

bool merkle_consistency_holds(int64_t old, int64_t size, const struct hash *path, size_t n, const struct hash *old_root,
			      const struct hash *root)
{
	int64_t fn = old - 1, sn = size - 1;
	struct hash fr, sr;
	size_t i = 0;

	if (old < 1 || old > size)
		return false;
	if (old == size)
		return n == 0 && hash_eq(old_root, root);
	/* A power of two is a subtree of its own: its root is the old root, which the proof leaves out. */
	if ((old & (old - 1)) == 0)
		fr = *old_root;
	else if (n == 0)
		return false;
	else
		fr = path[i++];
	for (; fn & 1; fn >>= 1)
		sn >>= 1;
	for (sr = fr; i < n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			fr = merkle_node(&path[i], &fr);
			sr = merkle_node(&path[i], &sr);
			for (; !(fn & 1) && fn != 0; fn >>= 1)
				sn >>= 1;
		} else {
			sr = merkle_node(&sr, &path[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&fr, old_root) && hash_eq(&sr, root);
}

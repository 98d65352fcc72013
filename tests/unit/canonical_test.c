/* Two ways to tell canonical JSON, held against each other; and the tree of RFC 6962 against its known answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "store/merkle.h"

static uint64_t seed = 20261123;

static uint64_t draw(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

static bool slowly(struct text t)
{
	json_t *v = NULL;

	if (!json_parse_canonical(&v, t, NULL))
		return false;
	json_decref(v);
	return true;
}

static struct json_shape shape; /* of whatever came last: it must never change the answer */

static void hold_against(struct text t)
{
	struct json_shape none = { 0 };
	bool alone = json_is_canonical(&none, t);

	if (json_is_canonical(&shape, t) != alone)
		fail_msg("another answer beside the last value: %.*s", (int)t.n, t.p);
	if (slowly(t) != alone)
		fail_msg("%s by parsing, %s by scanning: %.*s", slowly(t) ? "canonical" : "not",
			 alone ? "canonical" : "not", (int)t.n, t.p);
}

static void scanning_says_what_parsing_says(void **state)
{
	static const char *const cases[] = {
		"{}",
		"[]",
		"[[]]",
		"\"\"",
		"0",
		"-0",
		"-1",
		"01",
		"1.0",
		"1e3",
		"9223372036854775807",
		"9223372036854775808",
		"-9223372036854775808",
		"-9223372036854775809",
		"{\"a\":1,\"b\":2}",
		"{\"b\":1,\"a\":2}",
		"{\"a\":1,\"a\":2}",
		"{\"ab\":1,\"a\":2}",
		"{\"a\":1,\"ab\":2}",
		"{\"A\":1}",
		"{\"\":1}",
		"{\"a\" :1}",
		"{\"a\":1}\n",
		" {}",
		"null",
		"true",
		"\"\\u0001\"",
		"\"\\u001F\"",
		"\"\\u001f\"",
		"\"\\u0000\"",
		"\"\\u0008\"",
		"\"\\b\\f\\n\\r\\t\\\"\\\\\"",
		"\"\\/\"",
		"\"\\u3042\"",
		"\"\x7f\"",
		"\"あ①髙\"",
		"\"\xc0\x80\"",
		"\"\xed\xa0\x80\"",
		"\"\xf4\x8f\xbf\xbf\"",
		"\"\xf4\x90\x80\x80\"",
		"\"\xe0\x9f\xbf\"",
		"\"\xe0\xa0\x80\"",
		"\"\xf0\x8f\xbf\xbf\"",
		"\"\xf0\x90\x80\x80\"",
		"\"\xe3\x81\"",
		"\"\xff\"",
		"",
		"{",
		"[1,]",
		"[,1]",
		"{\"a\":}",
		"{\"a\":1,}",
		"\"12345678901234567890",
		"[1,2,[3,\"x\",{\"k\":[]}]]",
		"1 2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		hold_against(text_of(cases[i]));
	for (size_t depth = 60; depth < 70; depth++) {
		char deep[160] = "";

		memset(deep, '[', depth);
		memset(deep + depth, ']', depth);
		hold_against((struct text){ deep, 2 * depth });
	}
}

/* The last value stays the same long enough to be used: every mutation is asked of the shape of the unmutated event. */
static void a_value_beside_the_last_one_is_told_as_well(void **state)
{
	static const char *const like[] = { "{\"a\":\"x\",\"b\":17}",
					    "{\"a\":1,\"b\":\"17\"}",
					    "{\"a\":\"x\",\"b\":-0}",
					    "{\"a\":\"x\",\"b\":}",
					    "{\"a\":\"x\",\"b\":1",
					    "{\"a\":\"x\",\"b\":[]}",
					    "{\"a\":\"x\\u0000\",\"b\":1}",
					    "{\"a\":\"x\",\"c\":17}",
					    "{\"a\":\"x\",\"b\":17}}",
					    "{\"a\":\"",
					    "{\"a\":\"あ\",\"b\":0}",
					    "",
					    "{\"a\":",
					    "{\"a\":\"x\",\"b\":17,\"c\":1}" };

	(void)state;
	for (size_t i = 0; i < sizeof like / sizeof *like; i++) {
		struct json_shape last = { 0 };

		assert_true(json_is_canonical(&last, TEXT("{\"a\":\"x\",\"b\":17}")));
		if (json_is_canonical(&last, text_of(like[i])) != slowly(text_of(like[i])))
			fail_msg("%s", like[i]);
	}
}

static void scanning_says_what_parsing_says_of_random_mutations(void **state)
{
	static const char event[] = "{\"actor\":\"00\",\"at\":\"2026-11-23T01:02:03Z\",\"body\":{\"because\":"
				    "\"①\\n\\u001F訂正\",\"corrects\":12,"
				    "\"list\":[1,-20,\"x\",{}]},\"kind\":\"value_recorded\",\"n\":17}";
	static const char alphabet[] = "{}[]\",:\\u00bntr1-09aZ_ \x80\xe3\x01";

	(void)state;
	for (int round = 0; round < 100000; round++) {
		char mine[sizeof event + 8];
		size_t n = sizeof event - 1;

		memcpy(mine, event, n);
		for (uint64_t i = draw(3) + 1; i > 0; i--) {
			size_t at = draw(n);

			switch (draw(3)) {
			case 0:
				mine[at] = alphabet[draw(sizeof alphabet - 1)];
				break;
			case 1:
				memmove(mine + at, mine + at + 1, --n - at);
				break;
			default:
				memmove(mine + at + 1, mine + at, n++ - at);
				mine[at] = alphabet[draw(sizeof alphabet - 1)];
			}
		}
		shape.n = 0;
		assert_true(json_is_canonical(&shape, (struct text){ event, sizeof event - 1 }));
		hold_against((struct text){ mine, n });
	}
}

static void a_padded_message_has_the_same_hash(void **state)
{
	uint8_t room[400 + HASH_PAD], bytes[400];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * 7 + 1);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		const struct hash expected = hash_bytes(bytes, n);
		struct hash got;

		memset(room, 0xee, sizeof room);
		memcpy(room, bytes, n);
		got = hash_in_place(room, n);
		assert_true(hash_eq(&got, &expected));
	}
}

/* ---- the tree ---- */

/* The eight inputs of the reference implementation's tests (Certificate Transparency), and the roots of the first 0
 * to 8. */
static const struct text inputs[8] = {
	{ "", 0 },
	{ "\x00", 1 },
	{ "\x10", 1 },
	{ "\x20\x21", 2 },
	{ "\x30\x31", 2 },
	{ "\x40\x41\x42\x43", 4 },
	{ "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
	{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};
static const char *const roots[9] = {
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

enum { LEAVES = 70 };

/* A tree in memory, as the log keeps it: each leaf and the largest subtree that ends with it. */
struct tree {
	struct hash leaf[LEAVES + 1], subtree[LEAVES + 1], root[LEAVES + 1];
	struct hasher *hasher;
	int asked;
};

static bool node(void *context, int64_t end, bool leaf, struct hash *out, struct err *err)
{
	struct tree *t = context;

	(void)err;
	assert_in_range(end, 1, LEAVES);
	*out = leaf ? t->leaf[end] : t->subtree[end];
	t->asked++;
	return true;
}

/* The definition of RFC 6962, 2.1, as it stands there. */
static struct hash defined(struct tree *t, int from, int to)
{
	int k = 1;

	if (to == from)
		return merkle_empty();
	if (to - from == 1)
		return t->leaf[from + 1];
	while (2 * k < to - from)
		k *= 2;
	struct hash left = defined(t, from, from + k), right = defined(t, from + k, to);

	return merkle_node(&left, &right);
}

static void grow(struct tree *t, bool known_inputs)
{
	struct frontier f = { 0 };

	assert_true(hasher_new(&t->hasher, NULL));
	t->root[0] = frontier_root(&f);
	for (int i = 1; i <= LEAVES; i++) {
		struct text bytes =
			known_inputs && i <= 8 ? inputs[i - 1] : (struct text){ (const char *)&i, sizeof i };

		t->leaf[i] = merkle_leaf(t->hasher, bytes);
		t->subtree[i] = frontier_add(&f, &t->leaf[i]);
		t->root[i] = frontier_root(&f);
	}
}

static void roots_of_none_to_eight_known_leaves(void **state)
{
	struct tree t = { 0 };

	(void)state;
	grow(&t, true);
	for (int n = 0; n <= 8; n++)
		assert_string_equal(HEX(&t.root[n]), roots[n]);
	hasher_free(&t.hasher);
}

static void every_root_follows_from_the_stored_subtrees(void **state)
{
	struct tree t = { 0 };
	struct merkle_source from = { node, &t };
	struct hash root, again;

	(void)state;
	grow(&t, false);
	for (int n = 0; n <= LEAVES; n++) {
		struct frontier f = { 0 };

		again = defined(&t, 0, n);
		assert_true(merkle_root(&root, &from, n, NULL));
		assert_true(hash_eq(&root, &again) && hash_eq(&root, &t.root[n]));
		assert_true(merkle_frontier(&f, &from, n, NULL));
		root = frontier_root(&f);
		assert_true(hash_eq(&root, &again));
	}
	hasher_free(&t.hasher);
}

static void every_leaf_is_proved_in_every_tree_and_no_other_leaf_is(void **state)
{
	struct hash path[MERKLE_PATH_MAX];
	struct tree t = { 0 };
	struct merkle_source from = { node, &t };
	size_t n;

	(void)state;
	grow(&t, false);
	for (int size = 1; size <= LEAVES; size++) {
		for (int number = 1; number <= size; number++) {
			t.asked = 0;
			assert_true(merkle_inclusion(path, &n, &from, number, size, NULL));
			assert_in_range(t.asked, 0, 7 * 8);
			assert_true(merkle_inclusion_holds(&t.leaf[number], number, size, path, n, &t.root[size]));
			assert_false(merkle_inclusion_holds(&t.leaf[number % size + 1], number, size, path, n,
							    &t.root[size]) &&
				     size > 1);
			assert_false(merkle_inclusion_holds(&t.leaf[number], number, size, path, n, &t.root[size - 1]));
			assert_false(merkle_inclusion_holds(&t.leaf[number], number, size, path, n + 1, &t.root[size]));
			if (n == 0)
				continue;
			assert_false(merkle_inclusion_holds(&t.leaf[number], number, size, path, n - 1, &t.root[size]));
			path[draw(n)].bytes[draw(HASH_SIZE)] ^= 1;
			assert_false(merkle_inclusion_holds(&t.leaf[number], number, size, path, n, &t.root[size]));
		}
	}
	hasher_free(&t.hasher);
}

static void every_tree_is_proved_to_grow_out_of_every_smaller_one(void **state)
{
	struct hash path[MERKLE_PATH_MAX];
	struct tree t = { 0 }, other = { 0 };
	struct merkle_source from = { node, &t };
	size_t n;

	(void)state;
	grow(&t, false);
	grow(&other, true);
	for (int size = 1; size <= LEAVES; size++) {
		for (int old = 1; old <= size; old++) {
			assert_true(merkle_consistency(path, &n, &from, old, size, NULL));
			assert_true(merkle_consistency_holds(old, size, path, n, &t.root[old], &t.root[size]));
			assert_false(merkle_consistency_holds(old, size, path, n, &other.root[old], &t.root[size]));
			assert_false(merkle_consistency_holds(old, size, path, n, &t.root[old], &other.root[size]));
			if (n == 0)
				continue;
			path[draw(n)].bytes[draw(HASH_SIZE)] ^= 1;
			assert_false(merkle_consistency_holds(old, size, path, n, &t.root[old], &t.root[size]));
		}
	}
	hasher_free(&t.hasher);
	hasher_free(&other.hasher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scanning_says_what_parsing_says),
		cmocka_unit_test(a_value_beside_the_last_one_is_told_as_well),
		cmocka_unit_test(scanning_says_what_parsing_says_of_random_mutations),
		cmocka_unit_test(a_padded_message_has_the_same_hash),
		cmocka_unit_test(roots_of_none_to_eight_known_leaves),
		cmocka_unit_test(every_root_follows_from_the_stored_subtrees),
		cmocka_unit_test(every_leaf_is_proved_in_every_tree_and_no_other_leaf_is),
		cmocka_unit_test(every_tree_is_proved_to_grow_out_of_every_smaller_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "files/yaml.h"

static json_t *read_yaml(const char *s)
{
	struct arena a = { 0 };
	struct yaml_doc doc = { 0 };
	struct err err = { 0 };
	json_t *v;

	if (!yaml_parse(&doc, &a, text_of(s), "t.yaml", &err))
		fail_msg("%s: %s", s, msg_say(&a, LANG_EN, &err.msg));
	v = json_incref(doc.root);
	yaml_clear(&doc);
	arena_clear(&a);
	return v;
}

static void reads_as(const char *yaml, const char *json)
{
	json_t *v = read_yaml(yaml), *want = NULL;
	struct err err = { 0 };

	assert_true(json_parse(&want, text_of(json), "want", &err));
	if (!json_equal(v, want)) {
		char *got = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);

		fail_msg("%s gives %s, not %s", yaml, got, json);
	}
	json_decref(v);
	json_decref(want);
}

/* The English sentence of the refusal. */
static void refused(const char *yaml, size_t n, const char *id, const char *part)
{
	struct arena a = { 0 };
	struct yaml_doc doc = { 0 };
	struct err err = { 0 };
	const char *said;

	if (yaml_parse(&doc, &a, (struct text){ yaml, n }, "t.yaml", &err))
		fail_msg("\"%s\" was read", yaml);
	assert_null(doc.root);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.msg.id, id);
	said = msg_say(&a, LANG_EN, &err.msg);
	if (!strstr(said, part) || strchr(said, '{'))
		fail_msg("\"%s\" lacks \"%s\"", said, part);
	assert_string_not_equal(msg_label(LANG_JA, id), id);
	arena_clear(&a);
}
#define REFUSED(yaml, id, part) refused(yaml, sizeof(yaml) - 1, id, part)

static void only_null_true_false_and_canonical_integers_are_not_text(void **state)
{
	(void)state;
	reads_as("[null, ~, true, false, 0, 42, -7, 9223372036854775807]",
		 "[null,null,true,false,0,42,-7,9223372036854775807]");
	reads_as("- 60.70\n- 2019-10-01\n- 0123\n- '42'\n- \"null\"\n- yes\n- Null\n- TRUE\n- -0\n- +1\n- 1e3\n- "
		 "0x1F\n- 1_000\n- 12:30\n"
		 "- 9223372036854775808\n- '~'\n- <<\n",
		 "[\"60.70\",\"2019-10-01\",\"0123\",\"42\",\"null\",\"yes\",\"Null\",\"TRUE\",\"-0\",\"+1\",\"1e3\","
		 "\"0x1F\","
		 "\"1_000\",\"12:30\",\"9223372036854775808\",\"~\",\"<<\"]");
	reads_as("a:\nb: ''\n", "{\"a\":null,\"b\":\"\"}");
	reads_as("null: 1\n1: 2\ntrue: 3", "{\"null\":1,\"1\":2,\"true\":3}");
}

static void blocks_flows_comments_and_a_byte_order_mark_are_read(void **state)
{
	(void)state;
	reads_as("\xef\xbb\xbf# 計画\ntitle: 例示市まち・ひと・しごと創生推進計画 # 名称\nkpis:\n  - {key: ア1, "
		 "target: 7000以上}\n  - key: イ1\n",
		 "{\"title\":\"例示市まち・ひと・しごと創生推進計画\",\"kpis\":[{\"key\":\"ア1\",\"target\":"
		 "\"7000以上\"},{\"key\":\"イ1\"}]}");
	reads_as("text: |\n  一行目\n\n  二行目  \n", "{\"text\":\"一行目\\n\\n二行目  \\n\"}");
	reads_as("---\n- a\n...\n", "[\"a\"]");
	reads_as("a: 1\r\nb: 2\r\n", "{\"a\":1,\"b\":2}");
}

static void what_could_mislead_is_refused_with_its_line(void **state)
{
	(void)state;
	REFUSED("a: &x 1\nb: *x\n", "yaml.anchor", "line 1");
	REFUSED("a: 1\nb: *x\n", "yaml.anchor", "line 2");
	REFUSED("a: 1\nb: !!str 5\n", "yaml.tag", "line 2");
	REFUSED("a: 1\nb: ! 5\n", "yaml.tag", "line 2");
	REFUSED("a: 1\nb: 2\n\na: 3\n", "yaml.duplicate", "line 4");
	REFUSED("a: 1\nb: 2\n\na: 3\n", "yaml.duplicate", "line 1");
	REFUSED("a: 1\n---\nb: 2\n", "yaml.second-document", "line 2");
	REFUSED("? [a, b]\n: 1\n", "yaml.key-not-text", "line 1");
	REFUSED("", "yaml.empty", "t.yaml");
	REFUSED("# 何もない\n", "yaml.empty", "t.yaml");
	REFUSED("a: 1\nb: \"\\0\"\n", "yaml.nul", "line 2");
	REFUSED("a: 1\nb: \0\n", "yaml.control-character", "line 2, column 4");
	REFUSED("a: 1\nb: \x1b[0m\n", "yaml.control-character", "line 2, column 4");
	REFUSED("a: 1\nb: \xe3\x81\n", "yaml.not-utf8", "line 2, column 4");
	REFUSED("\xfe\xff\0a", "yaml.not-utf8", "line 1");
	REFUSED("a: 1\n\tb: 2\n", "yaml.bad", "line 2");
	REFUSED("a: [1, 2\n", "yaml.bad", "line 2");
	REFUSED("a: \"\\ud800\"\n", "yaml.bad", "line 1");
	REFUSED("a: b: c\n", "yaml.bad", "line 1, column 5");
}

static void depth_number_of_values_and_size_have_ceilings(void **state)
{
	enum { DEEP = 100000 };
	char *s = malloc(YAML_BYTES_MAX + 2);

	(void)state;
	memset(s, '[', DEEP);
	refused(s, DEEP, "yaml.too-deep", "64");
	for (size_t i = 0; i < 2 * (YAML_VALUES_MAX + 1); i += 2)
		memcpy(s + i, i ? "1," : "[1", 2);
	refused(s, 2 * (YAML_VALUES_MAX + 1), "yaml.too-many", "1000000");
	memset(s, 'a', YAML_BYTES_MAX + 1);
	refused(s, YAML_BYTES_MAX + 1, "yaml.too-big", "16");
	free(s);
}

static void every_value_remembers_its_line(void **state)
{
	struct arena a = { 0 };
	struct yaml_doc doc = { 0 };

	(void)state;
	assert_true(yaml_parse(
		&doc, &a,
		TEXT("title: x\nvalues:\n  - kpi: ア1\n    period: FY2019\n  - kpi: イ1\n    period:\n      CY2020\n"
		     "10: {2: a,\n  3: b}\n"),
		"t.yaml", NULL));
	assert_int_equal(yaml_line_of(&doc, ""), 1);
	assert_int_equal(yaml_line_of(&doc, "title"), 1);
	assert_int_equal(yaml_line_of(&doc, "values"), 2);
	assert_int_equal(yaml_line_of(&doc, "values.0"), 3);
	assert_int_equal(yaml_line_of(&doc, "values.0.period"), 4);
	assert_int_equal(yaml_line_of(&doc, "values.1.period"), 6);
	assert_int_equal(yaml_mark_of(&doc, "values.1.period").column, 5);
	assert_int_equal(yaml_line_of(&doc, "10.3"), 9);
	/* Absent: the deepest that is there. */
	assert_int_equal(yaml_line_of(&doc, "values.1.unit"), 5);
	assert_int_equal(yaml_line_of(&doc, "values.7.unit"), 2);
	assert_int_equal(yaml_line_of(&doc, "nothing"), 1);
	yaml_clear(&doc);
	arena_clear(&a);
}

static void writes(const char *json, const char *yaml)
{
	struct buf out = { 0 };
	json_t *v = NULL;

	assert_true(json_parse(&v, text_of(json), "json", NULL));
	yaml_write(&out, v);
	assert_string_equal(out.p, yaml);
	buf_clear(&out);
	json_decref(v);
}

static void writing_is_block_style_and_quotes_only_where_needed(void **state)
{
	(void)state;
	writes("{\"title\":\"例示市計画\",\"value\":\"60.70\",\"since\":\"2019-10-01\",\"code\":\"0123\",\"n\":5,"
	       "\"text\":\"5\",\"word\":\"null\","
	       "\"none\":null,\"yes\":true,\"a\":\"x: y\",\"b\":\"～\",\"c\":\"-5.5\",\"d\":\"- "
	       "x\",\"e\":\"a\\tb\",\"f\":\"\"}",
	       "title: 例示市計画\nvalue: 60.70\nsince: 2019-10-01\ncode: 0123\nn: 5\ntext: \"5\"\nword: "
	       "\"null\"\nnone: null\n\"yes\": true\n"
	       "a: \"x: y\"\nb: ～\nc: -5.5\nd: \"- x\"\ne: \"a\\tb\"\nf: \"\"\n");
	writes("{\"kpis\":[{\"key\":\"ア1\",\"goals\":[1,2]},[[3],[]],{}],\"z\":[]}",
	       "kpis:\n  - key: ア1\n    goals:\n      - 1\n      - 2\n  - - - 3\n    - []\n  - {}\nz: []\n");
	writes("{\"a\":\"一\\n二\\n\",\"b\":[\"一\\n\\n二\"],\"c\":\"x\\n\\n\"}",
	       "a: |\n  一\n  二\nb:\n  - |-\n    一\n\n    二\nc: |+\n  x\n\n");
	writes("\"a\\nb\"", "\"a\\nb\"\n");
}

/* Property: what is written reads back as the same value. */

static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static json_t *random_string(uint64_t *seed)
{
	static const char *const pieces[] = { "a",
					      "-",
					      " ",
					      ":",
					      "#",
					      "\n",
					      "\t",
					      "\r",
					      "'",
					      "\"",
					      "\\",
					      "0",
					      "7",
					      ".",
					      "~",
					      "?",
					      "|",
					      ">",
					      "[",
					      "]",
					      "{",
					      "}",
					      ",",
					      "&",
					      "*",
					      "!",
					      "%",
					      "@",
					      "`",
					      "<",
					      "=",
					      "null",
					      "計画",
					      "　",
					      "※",
					      "\xc2\x85",
					      "\xe2\x80\xa8",
					      "\xef\xbb\xbf",
					      "\xef\xbf\xbf",
					      "\x7f",
					      "\x01",
					      "true",
					      "...",
					      "---",
					      "\xf0\xa0\xae\xb7",
					      "\xc2\xa0",
					      "yes",
					      "60.70",
					      "\xc2\x9f" };
	struct buf b = { 0 };
	size_t n = next(seed) % 7;
	json_t *v;

	if (next(seed) % 200 == 0)
		n = 1500;
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, pieces[next(seed) % (sizeof pieces / sizeof *pieces)]);
	v = json_text(buf_view(&b));
	buf_clear(&b);
	return v;
}

static json_t *random_value(uint64_t *seed, int depth)
{
	json_t *v, *key;

	switch (next(seed) % (depth > 0 ? 8 : 6)) {
	case 0:
		return json_integer((json_int_t)next(seed) >> (next(seed) % 64));
	case 1:
		return next(seed) % 3 == 0 ? json_null() : json_boolean(next(seed) % 2);
	case 6:
		v = json_array();
		for (size_t i = next(seed) % 5; i > 0; i--)
			json_array_append_new(v, random_value(seed, depth - 1));
		return v;
	case 7:
		v = json_object();
		for (size_t i = next(seed) % 5; i > 0; i--) {
			key = random_string(seed);
			json_object_set_new(v, json_string_value(key), random_value(seed, depth - 1));
			json_decref(key);
		}
		return v;
	default:
		return random_string(seed);
	}
}

static bool same_key_order(const json_t *a, const json_t *b)
{
	char *x = json_dumps(a, JSON_ENCODE_ANY), *y = json_dumps(b, JSON_ENCODE_ANY);
	bool same = strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}

static void what_is_written_reads_back_as_the_same_value(void **state)
{
	uint64_t seed = 20240331;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint64_t from = seed;
		json_t *v = random_value(&seed, 5), *again;
		struct buf out = { 0 };

		yaml_write(&out, v);
		again = read_yaml(out.p);
		if (!json_equal(v, again) || !same_key_order(v, again))
			fail_msg("seed %llu:\n%s", (unsigned long long)from, out.p);
		json_decref(v);
		json_decref(again);
		buf_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_null_true_false_and_canonical_integers_are_not_text),
		cmocka_unit_test(blocks_flows_comments_and_a_byte_order_mark_are_read),
		cmocka_unit_test(what_could_mislead_is_refused_with_its_line),
		cmocka_unit_test(depth_number_of_values_and_size_have_ceilings),
		cmocka_unit_test(every_value_remembers_its_line),
		cmocka_unit_test(writing_is_block_style_and_quotes_only_where_needed),
		cmocka_unit_test(what_is_written_reads_back_as_the_same_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/embed.h"
#include "files/yaml.h"
#include "target/json.h"

static struct decimal dec(const char *s)
{
	struct decimal d = { 0 };

	assert_true(decimal_parse(&d, text_of(s), NULL));
	return d;
}

static bool read_yaml(struct rubric *r, struct arena *a, const char *yaml, struct err *err)
{
	struct yaml_doc doc = { 0 };
	bool ok;

	assert_true(yaml_parse(&doc, a, text_of(yaml), "own.yaml", err));
	ok = rubric_from_json(a, r, doc.root, err);
	yaml_clear(&doc);
	return ok;
}

static void every_shipped_rubric_is_read_and_names_its_source(void **state)
{
	static const char *const ids[] = { "national4",      "sabc",    "ratio_100_60",
					   "ratio_80_50_20", "statcan", "plain_ratio" };
	struct arena a = { 0 };
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < embed_data.n; i++)
		seen += strncmp(embed_data.at[i].name, "rubrics/", 8) == 0;
	assert_int_equal(seen, sizeof ids / sizeof *ids);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct text yaml = embed_find(&embed_data, arena_printf(&a, "rubrics/%s.yaml", ids[i]));
		struct rubric r;
		struct err err = { 0 };

		assert_non_null(yaml.p);
		if (!read_yaml(&r, &a, text_z(&a, yaml), &err))
			fail_msg("%s: %s", ids[i], msg_say(&a, LANG_EN, &err.msg));
		assert_true(text_is(r.id, ids[i]));
		assert_true(r.source.n > 10 && r.about[LANG_JA].n && r.about[LANG_EN].n);
		assert_true(r.grades.n >= 3);
		for (size_t g = 0; g < r.grades.n; g++)
			assert_true(r.grades.at[g].label[LANG_JA].n && r.grades.at[g].label[LANG_EN].n);
	}
	arena_clear(&a);
}

static void a_wrong_rubric_says_where_and_what_may_stand_there(void **state)
{
	static const struct {
		const char *yaml, *path, *seen;
	} bad[] = {
		{ "[]", "(top)", "[]" },
		{ "id: x\n", "name", "-" },
		{ "id: x\nname: {ja: 名}\nsource: s\n", "grades", "-" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: []\n", "grades", "[]" },
		{ "id: x\nname: {ja: 名}\nsource: s\ncolour: red\ngrades: []\n", "(top)", "colour" },
		{ "id: x\nname: 名\nsource: s\ngrades: []\n", "name", "名" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a}]\n", "grades.0.label", "-" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {progres: {at_least: "
		  "1}}}]\n",
		  "grades.0.when", "progres" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {progress: {over: 1}}}]\n",
		  "grades.0.when.progress", "over" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {progress: {at_least: "
		  "much}}}]\n",
		  "grades.0.when.progress.at_least", "much" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {progress: 0.7}}]\n",
		  "grades.0.when.progress", "0.7" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {status: won}}]\n",
		  "grades.0.when.status", "won" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}, when: {}}]\n", "grades.0.when",
		  "{}" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}}, {id: a, label: {ja: い}}]\n",
		  "grades.1.id", "a" },
		{ "id: x\nname: {ja: 名}\nsource: s\ngrades: [{id: a, label: {ja: あ}}]\ncaveats: [{when: {final: "
		  "true}}]\n",
		  "caveats.0.text", "-" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct rubric r = { .id = TEXT("untouched") };
		struct err err = { 0 };

		if (read_yaml(&r, &a, bad[i].yaml, &err))
			fail_msg("read: %s", bad[i].yaml);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(msg_arg(&err.msg, "path"), bad[i].path);
		assert_string_equal(msg_arg(&err.msg, "seen"), bad[i].seen);
		assert_true(text_is(r.id, "untouched"));
		if (strcmp(bad[i].seen, "{}") != 0)
			assert_null(strchr(msg_say(&a, LANG_JA, &err.msg), '{'));
	}
	arena_clear(&a);
}

/* A town's own rubric: traffic lights by pace, grey while nothing is known. */
static const char own[] = "id: lights\n"
			  "name: {ja: 信号}\n"
			  "source: 例示市（架空）の例\n"
			  "grades:\n"
			  "  - id: grey\n"
			  "    unranked: true\n"
			  "    label: {ja: 灰, en: grey}\n"
			  "    when: {status: [not_yet, undecided]}\n"
			  "  - id: green\n"
			  "    label: {ja: 青, en: green}\n"
			  "    when:\n"
			  "      - status: [reached, on_track]\n"
			  "        not: {significant: no}\n"
			  "      - pace: {at_least: 1.2}\n"
			  "  - id: amber\n"
			  "    label: {ja: 黄}\n"
			  "    when: {pace: {at_least: 0.5, less_than: 1.2}}\n"
			  "  - id: red\n"
			  "    label: {ja: 赤}\n";

static struct grade grade_of(struct arena *a, const struct rubric *r, const char *baseline, const char *target,
			     const char *actual, int fy)
{
	struct judge_input in = { .has_target = true, .due = { .kind = PERIOD_FY, .year = 2023 } };
	struct verdict v;
	struct grade g;

	assert_true(target_parse(&in.target, text_of(target), NULL));
	if (baseline)
		in.baseline = (struct measured){ .has_value = true,
						 .value = dec(baseline),
						 .period = { .kind = PERIOD_FY, .year = 2019 } };
	if (actual)
		in.actual = (struct measured){ .has_value = true,
					       .value = dec(actual),
					       .period = { .kind = PERIOD_FY, .year = (int16_t)fy } };
	target_judge(a, &v, &in);
	rubric_grade(a, &g, r, &in, &v);
	assert_non_null(g.reason.id);
	return g;
}

static void a_town_may_write_its_own(void **state)
{
	struct arena a = { 0 };
	struct rubric r;
	struct err err = { 0 };
	struct grade g;

	(void)state;
	if (!read_yaml(&r, &a, own, &err))
		fail_msg("%s", msg_say(&a, LANG_EN, &err.msg));
	g = grade_of(&a, &r, "100", "200", "150", 2021);
	assert_true(text_is(g.id, "green"));
	assert_int_equal(g.rank, 1);
	g = grade_of(&a, &r, "100", "200", "130", 2021);
	assert_true(text_is(g.id, "amber"));
	assert_true(text_is(g.label[LANG_EN], "黄")); /* no English given: the Japanese */
	assert_int_equal(g.rank, 2);
	g = grade_of(&a, &r, "100", "200", "101", 2021);
	assert_true(text_is(g.id, "red"));
	assert_int_equal(g.rank, 3);
	g = grade_of(&a, &r, "100", "200", NULL, 0);
	assert_true(g.defined && text_is(g.id, "grey"));
	assert_int_equal(g.rank, 0);
	/* Reached, of no significance: the pace decides, and a floor has none: unknown, not red. */
	g = grade_of(&a, &r, "100", "50以上", "40", 2021);
	assert_false(g.defined);
	assert_string_equal(g.reason.id, "target.grade.no-progress");
	arena_clear(&a);
}

static uint32_t roll(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*state >> 33) % n);
}

static void every_verdict_has_a_grade_or_the_reason_why_not(void **state)
{
	static const char *const targets[] = { "10",   "10以上", "-5以下", "0",    "5～9",   "維持",
					       "増加", "策定",   "累計30", "10超", "100％増" };
	static const char *const values[] = { NULL, "0", "-5", "10", "10.0", "7.5", "-0.001", "999999999999999999",
					      "100" };
	uint64_t seed = 46;
	struct arena a = { 0 };

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (size_t i = 0; i < embed_data.n; i++) {
		struct rubric r;
		size_t defined = 0, undefined = 0;
		const struct embedded *e = &embed_data.at[i];

		if (strncmp(e->name, "rubrics/", 8) != 0)
			continue;
		assert_true(read_yaml(&r, &a, arena_memdup(&a, e->bytes, e->size), NULL));
		for (int k = 0; k < 5000; k++) {
			struct grade g = grade_of(&a, &r, values[roll(&seed, 9)], targets[roll(&seed, 11)],
						  values[roll(&seed, 9)], 2017 + (int)roll(&seed, 9));
			const char *said = msg_say(&a, LANG_JA, &g.reason);

			assert_true(*said && !strchr(said, '{') && !strstr(said, "nan") && !strstr(said, "inf"));
			assert_int_equal(g.defined, g.id.n > 0);
			assert_true(!g.misleading || g.caveat[LANG_EN].n);
			defined += g.defined;
			undefined += !g.defined;
		}
		assert_true(defined > 500 && undefined > 500);
	}
	arena_clear(&a);
}

static void json_has_every_key_and_null_for_what_is_absent(void **state)
{
	static const char *const keys[] = { "status",   "reason",         "final",       "progress", "elapsed",
					    "short_by", "comparable",     "significant", "better",   "better_from",
					    "kind",     "judged_against", "due",         "remarks",  "intervals" };
	struct arena a = { 0 };
	struct judge_input in = { .has_target = true,
				  .better = BETTER_UP,
				  .better_from = BETTER_FROM_PERSON,
				  .due = { .kind = PERIOD_FY, .year = 2023 } };
	struct verdict v;
	struct rubric r;
	struct grade g;
	struct forecast f;
	json_t *o;

	(void)state;
	in.baseline = (struct measured){ .has_value = true,
					 .value = dec("494"),
					 .period = { .kind = PERIOD_FY, .year = 2019 } };
	in.actual = (struct measured){ .has_value = true,
				       .value = dec("-303"),
				       .period = { .kind = PERIOD_FY, .year = 2020 } };
	assert_true(target_parse(&in.target, TEXT("400"), NULL));
	target_judge(&a, &v, &in);
	o = verdict_to_json(&v);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		assert_non_null(json_object_get(o, keys[i]));
	assert_string_equal(json_string_value(json_object_get(o, "status")), "worse");
	assert_string_equal(json_string_value(json_object_get(o, "short_by")), "703");
	assert_true(json_is_null(json_object_get(o, "progress")));
	assert_true(json_is_null(json_object_get(o, "comparable")));
	assert_true(json_is_false(json_object_get(o, "final")));
	assert_string_equal(json_string_value(json_object_get(json_object_get(o, "reason"), "id")),
			    "target.below-floor.so-far");
	assert_non_null(json_object_get(json_object_get(o, "reason"), "ja"));
	json_decref(o);

	assert_true(read_yaml(&r, &a, own, NULL));
	rubric_grade(&a, &g, &r, &in, &v);
	o = grade_to_json(&g);
	assert_true(json_is_null(json_object_get(o, "id")));
	assert_true(json_is_false(json_object_get(o, "defined")));
	json_decref(o);

	forecast_make(&a, &f, &in, v.due, NULL, 0);
	o = forecast_to_json(&f);
	assert_true(json_is_null(json_object_get(o, "value")));
	assert_int_equal(json_integer_value(json_object_get(o, "n")), 0);
	assert_non_null(json_object_get(json_object_get(o, "reason"), "en"));
	json_decref(o);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_rubric_is_read_and_names_its_source),
		cmocka_unit_test(a_wrong_rubric_says_where_and_what_may_stand_there),
		cmocka_unit_test(a_town_may_write_its_own),
		cmocka_unit_test(every_verdict_has_a_grade_or_the_reason_why_not),
		cmocka_unit_test(json_has_every_key_and_null_for_what_is_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

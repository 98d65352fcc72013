/* Reads every tests/case/plan*.../NAME.txt and compares with NAME.json key by key: what stands there must be read so;
 * more keys are fine. The expected answers were written by hand from the text, not recorded from the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <unistd.h>

#include "../file.h"
#include "plan/json.h"
#include "plan/read.h"
#include "plan/write.h"

/* True where everything in expected stands in actual too; says where not. */
static bool agrees(const json_t *expected, const json_t *actual, const char *path)
{
	char at[512];
	const char *key;
	json_t *item;
	size_t i;
	bool ok = true;

	if (json_is_object(expected) && json_is_object(actual)) {
		json_object_foreach ((json_t *)(uintptr_t)expected, key, item) {
			snprintf(at, sizeof at, "%s.%s", path, key);
			ok &= agrees(item, json_object_get(actual, key), at);
		}
		return ok;
	}
	if (json_is_array(expected) && json_is_array(actual)) {
		if (json_array_size(expected) != json_array_size(actual)) {
			print_error("%s: %zu expected, %zu read\n", path, json_array_size(expected),
				    json_array_size(actual));
			ok = false;
		}
		json_array_foreach (expected, i, item) {
			snprintf(at, sizeof at, "%s.%zu", path, i);
			ok &= agrees(item, json_array_get(actual, i), at);
		}
		return ok;
	}
	if (!actual || !json_equal((json_t *)(uintptr_t)expected, (json_t *)(uintptr_t)actual)) {
		char *e = json_dumps(expected, JSON_ENCODE_ANY),
		     *a = actual ? json_dumps(actual, JSON_ENCODE_ANY) : NULL;

		print_error("%s: expected %s, read %s\n", path, e, a ? a : "nothing");
		free(e);
		free(a);
		return false;
	}
	return true;
}

static bool same_plan_from_its_json(struct arena *a, const json_t *json)
{
	struct plan again;
	struct err err = { 0 };
	json_t *twice;
	bool same;

	if (!plan_from_json(a, &again, json, "json", &err)) {
		print_error("%s\n", msg_say(a, LANG_EN, &err.msg));
		return false;
	}
	twice = plan_to_json(&again);
	same = json_equal((json_t *)(uintptr_t)json, twice);
	json_decref(twice);
	return same;
}

/* Where something stood is no part of what it says. */
static void forget_lines(json_t *json)
{
	const char *key;
	json_t *item;
	size_t i;

	json_object_del(json, "lines");
	json_object_foreach (json, key, item)
		forget_lines(item);
	json_array_foreach (json, i, item)
		forget_lines(item);
}

static bool same_plan_from_its_text(struct arena *a, const struct plan *plan, const json_t *json)
{
	struct plan again;
	remark_list remarks = { 0 };
	struct err err = { 0 };
	struct buf out = { 0 };
	json_t *once = json_deep_copy(json), *twice = NULL;
	bool same = false;

	plan_write_text(&out, plan);
	if (plan_read(a, &again, &remarks, buf_view(&out), "written", &err)) {
		twice = plan_to_json(&again);
		forget_lines(once);
		forget_lines(twice);
		same = agrees(once, twice, "written");
	}
	json_decref(once);
	json_decref(twice);
	buf_clear(&out);
	return same;
}

static bool one_case(const char *text, const char *json)
{
	struct arena a = { 0 };
	struct plan plan;
	remark_list remarks = { 0 };
	struct err err = { 0 };
	struct text bytes = file_read(&a, text), answer = file_read(&a, json);
	json_t *expected = NULL, *actual = NULL, *said;
	bool ok = false;

	if (!json_parse(&expected, answer, json, &err) || !plan_read(&a, &plan, &remarks, bytes, text, &err)) {
		print_error("%s\n", msg_say(&a, LANG_EN, &err.msg));
		goto done;
	}
	actual = plan_to_json(&plan);
	said = remarks_to_json(&remarks);
	json_object_set_new(actual, "remarks", said);
	ok = agrees(expected, actual, text);
	json_object_del(actual, "remarks");
	ok &= same_plan_from_its_json(&a, actual);
	ok &= same_plan_from_its_text(&a, &plan, actual);
done:
	json_decref(expected);
	json_decref(actual);
	arena_clear(&a);
	return ok;
}

static void kumamoto_is_read_as_the_design_says(void **state)
{
	const char *data = getenv("SOSEI_DATA");
	char text[1024], json[1024];

	(void)state;
	snprintf(text, sizeof text, "%s/../seeds/kumamoto-plan.txt", data ? data : "../shared/data");
	snprintf(json, sizeof json, "%s/../design/kumamoto-plan.json", data ? data : "../shared/data");
	if (access(text, R_OK) != 0)
		skip(); /* the certified text is not here */
	assert_true(one_case(text, json));
}

/* Its story is told in other words, its facts are those of the certified text. */
static void the_kumamoto_example_has_the_facts_of_the_certified_plan(void **state)
{
	const char *root = getenv("SOSEI_ROOT"), *data = getenv("SOSEI_DATA");
	char text[1024], json[1024];

	(void)state;
	snprintf(text, sizeof text, "%s/examples/kumamoto/plan.txt", root ? root : ".");
	snprintf(json, sizeof json, "%s/../design/kumamoto-plan.json", data ? data : "../shared/data");
	if (access(json, R_OK) != 0)
		skip(); /* the certified plan's facts are not here */
	assert_true(one_case(text, json));
}

/* Reads damaged bytes: a plan or an error, and a plan's JSON goes both ways. */
static void total_on(struct text bytes)
{
	struct arena a = { 0 };
	struct plan plan;
	remark_list remarks = { 0 };
	struct err err = { 0 };

	if (plan_read(&a, &plan, &remarks, bytes, "damaged", &err)) {
		json_t *json = plan_to_json(&plan), *said = remarks_to_json(&remarks);

		assert_true(same_plan_from_its_json(&a, json));
		json_decref(json);
		json_decref(said);
	} else {
		assert_int_equal(err.kind, ERR_INPUT);
	}
	arena_clear(&a);
}

static uint64_t random_next(uint64_t *state)
{
	*state += 0x9E3779B97F4A7C15u; /* SplitMix64 */
	uint64_t z = (*state ^ *state >> 30) * 0xBF58476D1CE4E5B9u;

	return z ^ z >> 27;
}

/* A stretch of bytes or lines deleted or doubled. */
static struct text damaged(struct buf *out, struct text whole, uint64_t *state)
{
	buf_reset(out);
	buf_text(out, whole);
	for (uint64_t n = random_next(state) % 4 + 1; n > 0; n--) {
		struct text now = text_of(strndup(buf_view(out).p, buf_view(out).n));
		size_t at = random_next(state) % (now.n + 1), end = at + random_next(state) % 80;
		bool lines = random_next(state) % 2, twice = random_next(state) % 2;

		while (lines && at > 0 && now.p[at - 1] != '\n')
			at--;
		while (lines && end < now.n && now.p[end] != '\n')
			end++;
		buf_reset(out);
		buf_text(out, text_slice(now, 0, twice ? end : at));
		buf_text(out, text_slice(now, twice ? at : end, now.n));
		free((char *)(uintptr_t)now.p);
	}
	return buf_view(out);
}

static void damage(const char *path)
{
	enum { STEP = 101, CUTS = 24, ROUNDS = 24 }; /* a plan; the fuzz targets do the rest */
	struct arena a = { 0 };
	struct text whole = file_read(&a, path);
	struct buf out = { 0 };
	uint64_t state = 20240331;

	for (size_t n = 0; n<whole.n; n += whole.n> STEP * CUTS ? whole.n / CUTS : STEP) {
		size_t cut = n;

		while (cut > 0 && (whole.p[cut] & 0xC0) == 0x80)
			cut--;
		total_on(text_slice(whole, 0, cut));
	}
	for (int i = 0; i < ROUNDS; i++)
		total_on(damaged(&out, whole, &state));
	buf_clear(&out);
	arena_clear(&a);
}

static void half_plans_and_damaged_plans_are_read_or_refused(void **state)
{
	static const char *const folders[] = { "plan", "plan-wild" };
	const char *root = getenv("SOSEI_ROOT"), *data = getenv("SOSEI_DATA");
	char path[1500];

	(void)state;
	for (size_t k = 0; k < sizeof folders / sizeof *folders; k++) {
		struct dirent **found;
		int n;

		snprintf(path, sizeof path, "%s/tests/case/%s", root ? root : ".", folders[k]);
		n = scandir(path, &found, NULL, alphasort);
		assert_true(n > 0);
		for (int i = 0; i < n; i++) {
			snprintf(path, sizeof path, "%s/tests/case/%s/%s", root ? root : ".", folders[k],
				 found[i]->d_name);
			if (strstr(found[i]->d_name, ".txt"))
				damage(path);
			free(found[i]);
		}
		free(found);
	}
	snprintf(path, sizeof path, "%s/../seeds/kumamoto-plan.txt", data ? data : "../shared/data");
	damage(path);
}

static int all_cases(const char *folder)
{
	const char *root = getenv("SOSEI_ROOT");
	char path[700], json[800];
	struct dirent **found;
	int n, bad = 0, seen = 0;

	snprintf(path, sizeof path, "%s/tests/case/%s", root ? root : ".", folder);
	n = scandir(path, &found, NULL, alphasort);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		char *name = found[i]->d_name, *dot = strrchr(name, '.');

		if (dot && strcmp(dot, ".txt") == 0) {
			char text[1000];

			snprintf(text, sizeof text, "%s/%s", path, name);
			snprintf(json, sizeof json, "%s/%.*s.json", path, (int)(dot - name), name);
			seen++;
			if (!one_case(text, json)) {
				print_error("^^ %s\n", name);
				bad++;
			}
		}
		free(found[i]);
	}
	free(found);
	assert_true(seen > 0);
	return bad;
}

static void invented_plans_with_other_habits_are_read(void **state)
{
	(void)state;
	assert_int_equal(all_cases("plan") + all_cases("plan-wild"), 0);
}

/* The KPIs as JSON, without the lines that they came from. */
static json_t *kpis_of(struct arena *a, struct text bytes)
{
	struct plan plan;
	remark_list remarks = { 0 };
	json_t *json, *kpis, *kpi;
	size_t i;

	assert_true(plan_read(a, &plan, &remarks, bytes, "plan", NULL));
	json = plan_to_json(&plan);
	kpis = json_incref(json_object_get(json, "kpis"));
	json_array_foreach (kpis, i, kpi)
		json_object_del(kpi, "lines");
	json_decref(json);
	return kpis;
}

/* tests/case/plan-tables/: Kumamoto's table as ten programs and clerks would flatten it, put into the example's plan.
 */
static void one_table_flattened_in_ten_ways_is_one_table(void **state)
{
	const char *root = getenv("SOSEI_ROOT");
	struct arena a = { 0 };
	struct text plan = file_read(&a, arena_printf(&a, "%s/examples/kumamoto/plan.txt", root ? root : "."));
	size_t from = text_find(plan, TEXT("【数値目標】\n")), to = text_find(plan, TEXT("※1 2015年度実績値"));
	const char *folder = arena_printf(&a, "%s/tests/case/plan-tables", root ? root : ".");
	struct dirent **found;
	int n = scandir(folder, &found, NULL, alphasort), seen = 0, bad = 0;
	json_t *expected;

	(void)state;
	assert_true(plan.n && from < to && to != SIZE_MAX && n > 0);
	expected = kpis_of(&a, plan);
	assert_int_equal(json_array_size(expected), 5);
	for (int i = 0; i < n; i++) {
		struct buf b = { 0 };
		json_t *kpis;

		if (strstr(found[i]->d_name, ".txt")) {
			buf_text(&b, text_slice(plan, 0, from));
			buf_puts(&b, "【数値目標】\n");
			buf_text(&b, file_read(&a, arena_printf(&a, "%s/%s", folder, found[i]->d_name)));
			buf_text(&b, text_slice(plan, to, plan.n));
			kpis = kpis_of(&a, buf_view(&b));
			bad += !agrees(expected, kpis, found[i]->d_name);
			seen++;
			json_decref(kpis);
			buf_clear(&b);
		}
		free(found[i]);
	}
	free(found);
	json_decref(expected);
	arena_clear(&a);
	assert_int_equal(seen, 10);
	assert_int_equal(bad, 0);
}

static void refused(struct text bytes, const char *id)
{
	struct arena a = { 0 };
	struct plan plan = { .title = TEXT("untouched") };
	remark_list remarks = { 0 };
	struct err err = { 0 };

	assert_false(plan_read(&a, &plan, &remarks, bytes, "file.txt", &err));
	assert_string_equal(err.msg.id, id);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(msg_arg(&err.msg, "file"), "file.txt");
	assert_true(text_is(plan.title, "untouched"));
	assert_int_equal(remarks.n, 0);
	arena_clear(&a);
}

static void what_is_no_plan_gets_one_clear_error(void **state)
{
	struct text big = { calloc(1, PLAN_BYTES_MAX + 1), PLAN_BYTES_MAX + 1 };

	(void)state;
	assert_non_null(big.p);
	memset((char *)(uintptr_t)big.p, 'x', big.n);
	refused(TEXT(""), "plan.empty");
	refused(TEXT(" \n\n\xe3\x80\x80\n"), "plan.empty");
	refused(big, "plan.too-big");
	memset((char *)(uintptr_t)big.p, '\n', big.n - 1);
	for (size_t i = 0; i < big.n; i += 2)
		((char *)(uintptr_t)big.p)[i] = 'x';
	big.n--;
	refused(big, "plan.too-many-lines");
	refused((struct text){ "%PDF-1.7\0\0\1", 11 }, "plan.binary");
	refused(TEXT("１ 地域再生計画の名称\n\x83\x65\x83\x58\n"), "plan.not-utf8");
	refused(TEXT("肉じゃが（４人分）\n\n１ 材料\nじゃがいも 400g\n２ 作り方\n① 皮をむく。\n"), "plan.not-a-plan");
	free((char *)(uintptr_t)big.p);
}

static void json_errors_name_their_path(void **state)
{
	static const struct {
		const char *json, *path, *id;
	} cases[] = {
		{ "{\"title\":\"a\",\"kpis\":[{\"name\":\"b\",\"baseline\":{\"value\":\"x\"}}]}",
		  "kpis.0.baseline.value", "plan.json-not-decimal" },
		{ "{\"title\":\"a\",\"kpis\":[{\"name\":\"b\",\"target\":{\"op\":\"hit\"}}]}", "kpis.0.target.op",
		  "plan.json-not-op" },
		{ "{\"title\":\"a\",\"kpis\":[{\"name\":\"b\",\"target\":{\"due\":\"2023\"}}]}", "kpis.0.target.due",
		  "plan.json-not-period" },
		{ "{\"title\":\"a\",\"kpis\":[{}]}", "kpis.0.name", "plan.json-missing" },
		{ "{\"title\":7}", "title", "plan.json-not-text" },
		{ "{\"kpis\":[]}", "title", "plan.json-missing" },
		{ "{\"title\":\"a\",\"goals\":[1]}", "goals.0", "plan.json-not-object" },
		{ "{\"title\":\"a\",\"measures\":[{\"donation_guide\":{\"yen\":\"1\"}}]}",
		  "measures.0.donation_guide.yen", "plan.json-not-integer" },
		{ "{\"title\":\"a\",\"other_measures\":{\"5-3-1\":{\"lines\":[2,1]}}}", "other_measures.5-3-1.lines",
		  "plan.json-not-lines" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct plan plan = { 0 };
		struct err err = { 0 };
		json_t *json = NULL;

		assert_true(json_parse(&json, text_of(cases[i].json), "x", NULL));
		assert_false(plan_from_json(&a, &plan, json, "x.json", &err));
		assert_string_equal(err.msg.id, cases[i].id);
		assert_string_equal(msg_arg(&err.msg, "path"), cases[i].path);
		json_decref(json);
		arena_clear(&a);
	}
}

static void json_by_hand_needs_only_title_and_names(void **state)
{
	struct arena a = { 0 };
	struct plan plan;
	json_t *json = NULL;

	(void)state;
	assert_true(json_parse(
		&json,
		TEXT("{\"title\":\"例示計画\",\"authors\":[\"例示県例示郡例示町\"],\"kpis\":[{\"name\":\"出生数\","
		     "\"project\":\"イ\","
		     "\"baseline\":{\"text\":\"6,766\"},\"target\":{\"text\":\"7,000人以上\",\"due\":\"FY2023\"}}]}"),
		"x", NULL));
	assert_true(plan_from_json(&a, &plan, json, "x.json", NULL));
	assert_true(text_is(plan.authors.at[0].county, "例示郡"));
	assert_true(text_is(plan.kpis.at[0].key, "イ1"));
	assert_true(text_is(plan.kpis.at[0].unit, "人"));
	assert_int_equal(plan.kpis.at[0].target.is.op, TARGET_AT_LEAST);
	assert_int_equal(plan.kpis.at[0].better, BETTER_UP);
	assert_string_equal(DEC(plan.kpis.at[0].baseline.value), "6766");
	json_decref(json);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kumamoto_is_read_as_the_design_says),
		cmocka_unit_test(the_kumamoto_example_has_the_facts_of_the_certified_plan),
		cmocka_unit_test(invented_plans_with_other_habits_are_read),
		cmocka_unit_test(one_table_flattened_in_ten_ways_is_one_table),
		cmocka_unit_test(half_plans_and_damaged_plans_are_read_or_refused),
		cmocka_unit_test(what_is_no_plan_gets_one_clear_error),
		cmocka_unit_test(json_errors_name_their_path),
		cmocka_unit_test(json_by_hand_needs_only_title_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

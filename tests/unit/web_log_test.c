/* What the log says, in words: every kind of event, every field of it. */
#include "publish/log_words.h"
#include "store/apply.h"
#include "usecase/log_read.h"
#include "web_world.h"

/* Words between backticks outside of parentheses and of what they are made of: the fields of a body. */
static void fields_of_line(const char *line, const char *kind, size_t *checked)
{
	int depth = 0;

	for (const char *p = line; *p; p++) {
		const char *end;

		depth += (*p == '(') - (*p == ')');
		if (!depth && strncmp(p, ". ", 2) == 0) /* a remark */
			return;
		if (*p != '`')
			continue;
		end = strchr(p + 1, '`');
		assert_non_null(end);
		if (!depth && p[1] != '{' && p[1] != '<') {
			struct text field = { p + 1, (size_t)(end - p - 1) };

			if (!log_words_know(text_of(kind), field))
				fail_msg("%s: the log has no words for its field %.*s (src/publish/log_words.c)", kind,
					 (int)field.n, field.p);
			++*checked;
		}
		p = end;
	}
}

static bool is_kind(const char *name)
{
	for (size_t i = 0; event_kind_name(i); i++)
		if (!strcmp(event_kind_name(i), name))
			return true;
	return false;
}

/* docs/EVENTS.md is the list of what can happen; each kind stands in a row: | `kind` | ... body ... |. */
static void no_kind_and_no_field_of_it_is_forgotten(void **state)
{
	struct arena a = { 0 };
	size_t kinds = 0, fields = 0, all = 0;
	char line[4096];
	FILE *f = fopen(arena_printf(&a, "%s/docs/EVENTS.md", getenv("SOSEI_ROOT")), "r");

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		char *kind = line + 3, *body, *end;

		if (strncmp(line, "| `", 3) != 0 || !(end = strchr(kind, '`')))
			continue;
		*end = '\0';
		if (!is_kind(kind))
			continue;
		body = strchr(end + 1, '|') + 1;
		/* Of an act the second column is its rule; of another kind the third one says which rows it makes. */
		if (is_act(text_of(kind)))
			body = strchr(body, '|') + 1;
		end = strchr(body, '|');
		*end = '\0';
		fields_of_line(body, kind, &fields);
		kinds++;
	}
	fclose(f);
	while (event_kind_name(all))
		all++;
	assert_int_equal(kinds, all);
	assert_true(fields > 100);
	arena_clear(&a);
}

/* What people read has no name of a field in it, and every field of every event of a town's three years is said. */
static void what_really_happened_is_said_without_names_of_fields(void **state)
{
	struct store *store = world_store(state);
	struct client *c = world_visitor(state);
	struct context context = { .store = store, .arena = c->arena, .actor = TEXT("test") };
	log_line_list lines = { 0 };

	OK(log_lines(&lines, &context, 0, 10000, &err));
	assert_true(lines.n > 300);
	for (size_t i = 0; i < lines.n; i++) {
		json_t *body = json_loadb(lines.at[i].body.p, lines.at[i].body.n, 0, NULL), *v;
		const char *field;

		assert_non_null(body);
		json_object_foreach (body, field, v) {
			if (!log_words_know(lines.at[i].kind, text_of(field)))
				fail_msg("%.*s: %s", (int)lines.at[i].kind.n, lines.at[i].kind.p, field);
			for (int l = 0; strchr(field, '_') && l < LANG_COUNT; l++)
				assert_int_equal(text_find(lines.at[i].said[l], text_of(field)), SIZE_MAX);
		}
		for (int l = 0; l < LANG_COUNT; l++) {
			assert_true(lines.at[i].said[l].n > 0);
			assert_int_equal(text_find(lines.at[i].said[l], TEXT("log-")), SIZE_MAX);
			assert_int_equal(text_find(lines.at[i].said[l], TEXT("{")), SIZE_MAX);
		}
		json_decref(body);
	}
	store_close(&store);
}

static const char *words(struct arena *a, enum lang lang, const char *kind, const char *body)
{
	json_t *b = json_loads(body, 0, NULL);
	const char *made;

	assert_non_null(b);
	made = text_z(a, log_words(a, lang, text_of(kind), b, NULL));
	json_decref(b);
	return made;
}

static void an_event_reads_as_a_person_would_say_it(void **state)
{
	static const struct {
		const char *kind, *body, *ja, *en;
	} all[] = {
		{ "kpi_set",
		  "{\"plan\":\"p\",\"kpi\":\"イ1\",\"setting\":\"measured_by\",\"value\":\"CY\",\"because\":\"統計\"}",
		  "計画：p、KPI：イ1、設定：集計の単位、値：暦年、理由：統計",
		  "plan: p; KPI: イ1; setting: Counted by; value: calendar year; because: 統計" },
		{ "value_recorded",
		  "{\"plan\":\"p\",\"kpi\":\"イ1\",\"period\":\"CY2024\",\"value\":\"1.5\",\"state\":\"final\","
		  "\"published\":\"2025-06\",\"corrects\":7}",
		  "計画：p、KPI：イ1、期間：2024年、値：1.5、状態：確定、公表：2025年6月、訂正の対象：記録7", NULL },
		{ "review_assessed",
		  "{\"review\":\"2025-09\",\"item\":\"project:ア(1)\",\"did\":\"x\",\"spent\":22860000,"
		  "\"direction\":\"continue\",\"verdict\":\"on_track\"}",
		  "効果検証：2025-09、対象：事業ア(1)、取組の内容：x、決算額：22,860,000円、方向性：継続、判定：順調",
		  NULL },
		{ "review_set", "{\"review\":\"2025-09\",\"item\":\"due_collecting\",\"value\":\"2025-07-31\"}",
		  "効果検証：2025-09、設定：実績収集の期限、値：2025-07-31", NULL },
		{ "member_set", "{\"member\":\"m1\",\"name\":\"00\",\"field\":\"labour\"}",
		  "委員：m1、分野：労（労働団体）、氏名：（非公開）", NULL },
		{ "review_closed", "{}", "（追加の内容はありません）", NULL },
		{ "review_closed", "{\"unheard_of\":[1]}", "unheard_of：[1]", NULL },
		{ "no_such_kind", "{\"because\":\"x\"}", "理由：x", NULL },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		assert_string_equal(words(&a, LANG_JA, all[i].kind, all[i].body), all[i].ja);
		if (all[i].en)
			assert_string_equal(words(&a, LANG_EN, all[i].kind, all[i].body), all[i].en);
	}
	arena_clear(&a);
}

static void the_page_says_it_and_folds_what_lies_in_the_log(void **state)
{
	struct client *c = world_client(state, "auditor");

	client_get(c, "/log?before=40");
	client_sees(c, 200, "KPI：");
	client_sees(c, 200, "<details><summary>元の記録を見る</summary><code>");
	world_well_formed(c);
	client_get(c, "/en/log?before=40");
	client_sees(c, 200, "KPI: ");
	world_well_formed(c);
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_kind_and_no_field_of_it_is_forgotten),
		cmocka_unit_test(an_event_reads_as_a_person_would_say_it),
		T(what_really_happened_is_said_without_names_of_fields),
		T(the_page_says_it_and_folds_what_lies_in_the_log),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}

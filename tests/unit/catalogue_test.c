/* Every sentence that the program can say stands in both languages with the same values, and no other does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glob.h>

#include <cmocka.h>

#include "../scan.h"

struct entry {
	struct text id, sentence;
	const char *file;
	bool used;
};
typedef LIST(struct entry) catalogue;

static struct arena arena;
static source_list sources;
static catalogue en, ja;

#define T(t) (int)(t).n, (t).p

/* A po file is read with the scanner of C: its words and strings look the same. Strings are joined as in C. */
static void read_po(catalogue *c, const char *path)
{
	token_list t = scan_tokens(&arena, scan_file(&arena, path));

	for (size_t i = 0; i + 3 < t.n; i++) {
		struct entry *e;

		if (!text_is(t.at[i].text, "msgid") || t.at[i + 1].kind != TOKEN_STRING ||
		    !text_is(t.at[i + 2].text, "msgstr"))
			continue;
		if (t.at[i + 1].text.n == 0)
			continue;
		e = LIST_ADD(&arena, c);
		e->id = t.at[i + 1].text;
		e->sentence = t.at[i + 3].text;
		e->file = path;
	}
}

static void read_language(catalogue *c, const char *lang)
{
	glob_t found;

	assert_int_equal(glob(arena_printf(&arena, "%s/po/%s/*.po", getenv("SOSEI_ROOT"), lang), 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		read_po(c, arena_strdup(&arena, found.gl_pathv[i]));
	globfree(&found);
}

static int read_all(void **state)
{
	(void)state;
	sources = scan_sources(&arena, getenv("SOSEI_ROOT"));
	read_language(&en, "en");
	read_language(&ja, "ja");
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

static struct entry *find(catalogue *c, struct text id)
{
	for (size_t i = 0; i < c->n; i++)
		if (text_eq(c->at[i].id, id))
			return &c->at[i];
	return NULL;
}

/* The next {name} of a sentence, which is moved behind it; empty at the end. */
static struct text next_placeholder(struct text *sentence)
{
	for (;;) {
		size_t open = text_find(*sentence, TEXT("{")), n = 0;
		struct text name;

		if (open == SIZE_MAX)
			return (struct text){ NULL, 0 };
		name = text_slice(*sentence, open + 1, sentence->n);
		while (n < name.n && ((name.p[n] >= 'a' && name.p[n] <= 'z') || name.p[n] == '_'))
			n++;
		*sentence = text_slice(name, n, name.n);
		if (n && sentence->n && *sentence->p == '}')
			return text_slice(name, 0, n);
	}
}

/* A value that is itself in a language is given as {due_ja} and {due_en}: both are {due}. */
static struct text without_language(struct text name)
{
	bool has = text_ends(name, TEXT("_ja")) || text_ends(name, TEXT("_en"));

	return text_slice(name, 0, has ? name.n - 3 : name.n);
}

static bool has_placeholder(struct text sentence, struct text name)
{
	struct text p;

	while ((p = next_placeholder(&sentence)).n)
		if (text_eq(without_language(p), without_language(name)))
			return true;
	return false;
}

/* Every entry of one is in the other, with each of its values. */
static void compare(catalogue *from, catalogue *to, const char *to_name)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct entry *e = &from->at[i], *other = find(to, e->id);
		struct text rest = e->sentence, name;

		if (!other) {
			FAILING("%.*s (%s) is not in po/%s\n", T(e->id), e->file, to_name);
			continue;
		}
		if (find(from, e->id) != e)
			FAILING("%.*s stands twice: %s\n", T(e->id), e->file);
		if (text_trim(e->sentence).n == 0)
			FAILING("%.*s is empty: %s\n", T(e->id), e->file);
		while ((name = next_placeholder(&rest)).n)
			if (!has_placeholder(other->sentence, name))
				FAILING("%.*s: {%.*s} is missing in po/%s\n", T(e->id), T(name), to_name);
	}
}

static void both_languages_have_the_same_sentences_with_the_same_values(void **state)
{
	(void)state;
	assert_true(en.n > 100);
	compare(&en, &ja, "ja");
	compare(&ja, &en, "en");
	NONE_FAILED();
}

static void japanese_sentences_are_japanese(void **state)
{
	(void)state;
	for (size_t i = 0; i < ja.n; i++) {
		const struct entry *other = find(&en, ja.at[i].id);

		/* Short labels (KPI, SVG) may be the same. */
		if (other && ja.at[i].sentence.n > 24 && text_eq(ja.at[i].sentence, other->sentence))
			FAILING("%.*s is the same in both languages\n", T(ja.at[i].id));
	}
	NONE_FAILED();
}

/* As 公用文作成の考え方 (2022) has them, and one way where it leaves two. */
static void japanese_words_have_one_spelling(void **state)
{
	static const struct {
		const char * not, *but;
	} words[] = { { "ＫＰＩ", "KPI" },         { "および", "及び" }, { "または", "又は" },
		      { "すべて", "全て" },        { "すでに", "既に" }, { "下さい", "ください" },
		      { "毎に", "ごとに" },        { "〜", "～" },       { "ブラウザー", "ブラウザ" },
		      { "フォルダー", "フォルダ" } };

	(void)state;
	for (size_t i = 0; i < ja.n; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (text_find(ja.at[i].sentence, text_of(words[k].not )) != SIZE_MAX)
				FAILING("%.*s: write %s, not %s\n", T(ja.at[i].id), words[k].but, words[k].not );
	NONE_FAILED();
}

/* "room.what": lower case, one dot. */
static bool looks_like_id(struct text t)
{
	static const char *const endings[] = { ".db",   ".sql",  ".csv", ".txt", ".css", ".svg", ".html",
					       ".json", ".yaml", ".mo",  ".h",   ".c",   ".pdf", ".po",
					       ".ico",  ".xml",  ".js",  ".1",   ".yml" };
	size_t dots = 0;

	for (size_t i = 0; i < t.n; i++) {
		dots += t.p[i] == '.';
		if (!((t.p[i] >= 'a' && t.p[i] <= 'z') || (t.p[i] >= '0' && t.p[i] <= '9') || t.p[i] == '-' ||
		      t.p[i] == '.'))
			return false;
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (text_ends(t, text_of(endings[i])))
			return false;
	return dots == 1 && t.n > 2 && t.p[0] >= 'a' && t.p[0] <= 'z' && t.p[t.n - 1] != '.';
}

/* Some sentence has the same word before the dot. */
static bool known_prefix(struct text id)
{
	struct text prefix = text_slice(id, 0, text_find(id, TEXT(".")) + 1);

	for (size_t i = 0; i < en.n; i++)
		if (text_starts(en.at[i].id, prefix))
			return true;
	return false;
}

static void every_id_in_the_source_has_its_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct token *t = &sources.at[i].tokens.at[k];

			if (t->kind == TOKEN_STRING && looks_like_id(t->text) && known_prefix(t->text) &&
			    !find(&en, t->text))
				FAILING("%s:%u: \"%.*s\" has no sentence in po/\n", sources.at[i].path, t->line,
					T(t->text));
		}
	NONE_FAILED();
}

/* "how.WHAT" goes with the error "room.WHAT" (cli/main.c). */
static bool how_of_an_error(struct text id)
{
	struct text what = text_slice(id, strlen("how"), id.n);

	for (size_t i = 0; text_starts(id, TEXT("how.")) && i < en.n; i++)
		if (en.at[i].used && text_ends(en.at[i].id, what))
			return true;
	return false;
}

/* Ids may be made of "room." or "room.%s" and a word: then both stand in the source. */
static bool composed(struct text id)
{
	size_t dot = text_find(id, TEXT("."));
	struct text prefix = text_slice(id, 0, dot + 1), word = text_slice(id, dot + 1, id.n);
	bool has_prefix = false, has_word = false;

	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct token *t = &sources.at[i].tokens.at[k];

			if (t->kind != TOKEN_STRING)
				continue;
			has_word = has_word || text_eq(t->text, word);
			has_prefix = has_prefix || (text_starts(t->text, prefix) &&
						    (t->text.n == prefix.n ||
						     text_starts(text_slice(t->text, prefix.n, t->text.n), TEXT("%"))));
		}
	return has_prefix && has_word;
}

static void every_sentence_is_said_somewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct token *t = &sources.at[i].tokens.at[k];
			struct entry *e = t->kind == TOKEN_STRING ? find(&en, t->text) : NULL;

			if (e)
				e->used = true;
		}
	for (size_t i = 0; i < en.n; i++)
		if (!en.at[i].used && !composed(en.at[i].id) && !how_of_an_error(en.at[i].id))
			FAILING("%.*s is never said: %s\n", T(en.at[i].id), en.at[i].file);
	NONE_FAILED();
}

/* Whose sentences no page says: commands, their statistics and projections, and what ends the start of a server. */
static bool of_the_command_line(struct text id)
{
	static const char *const rooms[] = { "cli.",  "how.",   "people.", "backtest.",   "scenario.",   "stats.",
					     "link.", "estat.", "fetch.",  "value-link.", "collect-row." };
	/* Only who sits at the server's terminal can do anything about these: the start, the store as a whole, copies.
	 */
	static const char *const ids[] = {
		"store.absent",      "store.empty",
		"store.not-a-store", "store.older",
		"store.damaged",     "store.rebuild-log-broken",
		"store.pg-encoding", "store.commit-unknown",
		"store.copy-log",    "store.copy-tables",
		"web.cannot-listen", "web.pem-both",
		"web.bad-url",       "usecase.factcheck-no-area",
	};

	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
		if (text_starts(id, text_of(rooms[i])))
			return true;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (text_is(id, ids[i]))
			return true;
	return false;
}

/* "--option" or "sosei command". */
static bool names_a_command(struct text sentence)
{
	for (size_t at; (at = text_find(sentence, TEXT("--"))) != SIZE_MAX;
	     sentence = text_slice(sentence, at + 2, sentence.n))
		if (at + 2 < sentence.n && sentence.p[at + 2] >= 'a' && sentence.p[at + 2] <= 'z')
			return true;
	return text_find(sentence, TEXT("`")) != SIZE_MAX;
}

static bool names_a_program(struct text sentence)
{
	size_t at = text_find(sentence, TEXT("sosei "));

	return at != SIZE_MAX && at + 6 < sentence.n && sentence.p[at + 6] >= 'a' && sentence.p[at + 6] <= 'z';
}

/* "baseline_period": what a setting is called in the store, and by nobody who reads a page. */
static bool names_a_key(struct text sentence)
{
	bool in_braces = false;

	for (size_t i = 0; i + 1 < sentence.n; i++) {
		in_braces = sentence.p[i] == '{' || (in_braces && sentence.p[i] != '}');
		if (i && !in_braces && sentence.p[i] == '_' && sentence.p[i - 1] >= 'a' && sentence.p[i - 1] <= 'z' &&
		    sentence.p[i + 1] >= 'a' && sentence.p[i + 1] <= 'z')
			return true;
	}
	return false;
}

/* Those who write files or settings by hand are told the words of these. */
static bool of_a_format(struct text id)
{
	static const char *const beginnings[] = { "plan.json", "publish.csv-", "usecase.bad-review-setting",
						  "store.pg-" };

	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (text_starts(id, text_of(beginnings[i])))
			return true;
	return false;
}

/* A page, the API and the site say the same sentences as the command line, which adds by "how." what is its own. */
static void no_sentence_that_a_page_may_say_names_an_option(void **state)
{
	const catalogue *const both[] = { &ja, &en };

	(void)state;
	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < both[l]->n; i++) {
			const struct entry *e = &both[l]->at[i];

			if (of_the_command_line(e->id))
				continue;
			if (names_a_command(e->sentence) || (both[l] == &ja && names_a_program(e->sentence)))
				FAILING("%s: %.*s: a page would say an option or a command: %.*s\n", e->file, T(e->id),
					T(e->sentence));
			if (names_a_key(e->sentence) && !of_a_format(e->id))
				FAILING("%s: %.*s: a page would say a key: %.*s\n", e->file, T(e->id), T(e->sentence));
		}
	NONE_FAILED();
}

/* Calls of err_set and its kin, where id and names are literals: each {value} of the sentence is given. */

struct argument {
	const struct token *first;
	size_t n;
};
enum { ARGUMENTS_MAX = 24 };

static size_t arguments(const struct source *s, size_t k, struct argument *at)
{
	size_t n = 0;
	int depth = 1;

	at[0] = (struct argument){ &s->tokens.at[k], 0 };
	for (; k < s->tokens.n && depth > 0; k++) {
		const struct token *t = &s->tokens.at[k];
		char mark = t->kind == TOKEN_MARK && t->text.n == 1 ? *t->text.p : ' ';

		depth += mark == '(' || mark == '{' || mark == '[';
		depth -= mark == ')' || mark == '}' || mark == ']';
		if (depth == 1 && mark == ',' && n + 1 < ARGUMENTS_MAX)
			at[++n] = (struct argument){ t + 1, 0 };
		else if (depth > 0)
			at[n].n++;
	}
	return n + 1;
}

static bool is_literal(const struct argument *a)
{
	return a->n == 1 && a->first->kind == TOKEN_STRING;
}

static bool gives(const struct argument *at, size_t n, size_t from, struct text name)
{
	for (size_t i = from; i < n; i += 2)
		if (is_literal(&at[i]) && text_eq(at[i].first->text, name))
			return true;
	return false;
}

/* Names that are no literals, or a call that hands its own arguments on, cannot be judged here. */
static bool can_be_judged(const struct argument *at, size_t n, size_t id)
{
	if (n <= id || !is_literal(&at[id]) || !(at[n - 1].n == 1 && text_is(at[n - 1].first->text, "NULL")))
		return false;
	for (size_t i = id + 1; i + 1 < n; i += 2)
		if (!is_literal(&at[i]))
			return false;
	return true;
}

static const struct {
	const char *name;
	size_t id; /* which argument is the id */
	bool has_cause;
} calls[] = { { "err_set", 2, false }, { "err_set_errno", 2, true }, { "msg_make", 1, false } };

static void check_call(const struct source *s, size_t k, size_t which)
{
	struct argument at[ARGUMENTS_MAX];
	size_t n = arguments(s, k + 2, at), id = calls[which].id;
	struct text rest, name;
	const struct entry *e;

	if (!can_be_judged(at, n, id) || !(e = find(&en, at[id].first->text)))
		return;
	rest = e->sentence;
	while ((name = next_placeholder(&rest)).n)
		if (!gives(at, n, id + 1, name) && !(calls[which].has_cause && text_is(name, "cause")))
			FAILING("%s:%u: {%.*s} of %.*s is not given\n", s->path, s->tokens.at[k].line, T(name),
				T(e->id));
}

static void every_value_of_a_sentence_is_given(void **state)
{
	size_t checked = 0;

	(void)state;
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k + 1 < sources.at[i].tokens.n; k++)
			for (size_t c = 0; c < sizeof calls / sizeof *calls; c++)
				if (text_is(sources.at[i].tokens.at[k].text, calls[c].name) &&
				    text_is(sources.at[i].tokens.at[k + 1].text, "(")) {
					check_call(&sources.at[i], k, c);
					checked++;
				}
	assert_true(checked > 50);
	NONE_FAILED();
}

/* The page of the log says in words what happened: docs/EVENTS.md is the list of what can. */
static void every_kind_of_event_has_its_name(void **state)
{
	struct text page = scan_file(&arena, arena_printf(&arena, "%s/docs/EVENTS.md", getenv("SOSEI_ROOT")));
	size_t n = 0;

	(void)state;
	for (size_t at; (at = text_find(page, TEXT("\n| `"))) != SIZE_MAX; n++) {
		struct text id;

		page = text_slice(page, at + 4, page.n);
		id = text_of(arena_printf(&arena, "kind.%.*s", (int)text_find(page, TEXT("`")), page.p));
		if (!find(&ja, id) || !find(&en, id))
			FAILING("no sentence for %s\n", id.p);
	}
	assert_true(n > 30);
	NONE_FAILED();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_languages_have_the_same_sentences_with_the_same_values),
		cmocka_unit_test(japanese_sentences_are_japanese),
		cmocka_unit_test(japanese_words_have_one_spelling),
		cmocka_unit_test(every_id_in_the_source_has_its_sentence),
		cmocka_unit_test(no_sentence_that_a_page_may_say_names_an_option),
		cmocka_unit_test(every_sentence_is_said_somewhere),
		cmocka_unit_test(every_kind_of_event_has_its_name),
		cmocka_unit_test(every_value_of_a_sentence_is_given),
	};

	return cmocka_run_group_tests(tests, read_all, clear);
}

/* What the documents say of the program must be so: each command that they write exists, each kind of event stands in
 * docs/EVENTS.md (its fields: events_told.h), each term of the glossary is a word of the code, each path leads
 * somewhere. */
#include <fts.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../scan.h"
#include "cli/command.h"
#include "store/apply.h"

enum { WORDS_OF_A_COMMAND = 3 };

struct document {
	const char *path; /* below the root */
	struct text text;
};

static struct arena arena;
static LIST(struct document) documents;
static const char *root;

static void read_below(const char *folder)
{
	char *paths[] = { arena_printf(&arena, "%s/%s", root, folder), NULL };
	FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	const FTSENT *entry;

	assert_non_null(walk);
	while ((entry = fts_read(walk)))
		if (entry->fts_info == FTS_F && strcmp(entry->fts_name + entry->fts_namelen - 3, ".md") == 0)
			*LIST_ADD(&arena, &documents) =
				(struct document){ arena_strdup(&arena, entry->fts_path + strlen(root) + 1),
						   scan_file(&arena, entry->fts_path) };
	fts_close(walk);
}

static int read_documents(void **state)
{
	(void)state;
	root = getenv("SOSEI_ROOT");
	read_below("README.md");
	read_below("README.ja.md");
	read_below("CONTRIBUTING.md");
	read_below("docs");
	read_below("examples");
	return documents.n < 20;
}

static int forget_documents(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

/* ---- commands ---- */

/* What stands between the start of a line or a backtick and the next of them: only there a command is meant. */
static bool is_code(struct text all, size_t at)
{
	return at == 0 || all.p[at - 1] == '`' || (at >= 4 && memcmp(all.p + at - 4, "    ", 4) == 0);
}

static size_t take_words(char words[WORDS_OF_A_COMMAND][32], struct text rest)
{
	size_t n = 0;

	while (n < WORDS_OF_A_COMMAND) {
		size_t length = 0;

		while (length < rest.n && length < 31 &&
		       ((rest.p[length] >= 'a' && rest.p[length] <= 'z') || (length && rest.p[length] == '-')))
			length++;
		if (!length)
			break;
		snprintf(words[n++], 32, "%.*s", (int)length, rest.p);
		rest = text_slice(rest, length, rest.n);
		if (!rest.n || rest.p[0] != ' ')
			break;
		rest = text_slice(rest, 1, rest.n);
	}
	return n;
}

static void every_command_that_is_written_exists(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < documents.n; i++) {
		const struct text all = documents.at[i].text;
		size_t at = 0, next;

		while ((next = text_find(text_slice(all, at, all.n), TEXT("sosei "))) != SIZE_MAX) {
			char words[WORDS_OF_A_COMMAND][32], *argv[] = { words[0], words[1], words[2] };
			size_t n = take_words(words, text_slice(all, at + next + 6, all.n));
			int used;

			at += next + 6;
			if (!n || !is_code(all, at - 6))
				continue;
			seen++;
			if (!command_find(argv, (int)n, &used))
				fail_msg("%s: no such command: sosei %s %s", documents.at[i].path, words[0],
					 n > 1 ? words[1] : "");
		}
	}
	assert_true(seen > 60);
}

/* ---- events ---- */

static void every_kind_of_event_has_its_row_and_no_other(void **state)
{
	struct text page = scan_file(&arena, arena_printf(&arena, "%s/docs/EVENTS.md", root));
	const char *kind;
	size_t n = 0, rows = 0;

	(void)state;
	for (; (kind = event_kind_name(n)); n++)
		if (text_find(page, text_of(arena_printf(&arena, "\n| `%s` |", kind))) == SIZE_MAX)
			fail_msg("docs/EVENTS.md has no row for %s", kind);
	for (size_t at; (at = text_find(page, TEXT("\n| `"))) != SIZE_MAX; rows++)
		page = text_slice(page, at + 1, page.n);
	assert_true(n > 30);
	assert_int_equal(rows, n);
}

/* ---- terms ---- */

static bool is_part_of_name(struct text name, struct text word)
{
	size_t at = 0, next;

	while ((next = text_find(text_slice(name, at, name.n), word)) != SIZE_MAX) {
		size_t begin = at + next, end = begin + word.n;

		if ((begin == 0 || name.p[begin - 1] == '_') &&
		    (end == name.n || name.p[end] == '_' || (name.p[end] == 's' && end + 1 == name.n)))
			return true;
		at = end;
	}
	return false;
}

/* A word of the code, a part of one (`survival` of survival_ratios), or a word that commands and files use. */
static bool is_of_the_code(const source_list *sources, struct text word)
{
	for (size_t i = 0; i < sources->n; i++)
		for (size_t k = 0; k < sources->at[i].tokens.n; k++) {
			const struct token *t = &sources->at[i].tokens.at[k];

			if (t->kind == TOKEN_WORD ? is_part_of_name(t->text, word)
						  : t->kind == TOKEN_STRING && text_eq(t->text, word))
				return true;
		}
	return false;
}

static void every_term_of_the_glossary_is_a_word_of_the_code(void **state)
{
	struct text page = scan_file(&arena, arena_printf(&arena, "%s/docs/GLOSSARY.md", root));
	const source_list sources = scan_sources(&arena, root);
	size_t seen = 0, absent = 0;

	(void)state;
	for (size_t at; (at = text_find(page, TEXT("\n| "))) != SIZE_MAX;) {
		struct text cell;

		page = text_slice(page, at + 3, page.n);
		cell = text_slice(page, 0, text_find(page, TEXT(" |")));
		for (size_t tick; (tick = text_find(cell, TEXT("`"))) != SIZE_MAX; seen++) {
			struct text word;

			cell = text_slice(cell, tick + 1, cell.n);
			word = text_slice(cell, 0, text_find(cell, TEXT("`")));
			cell = text_slice(cell, word.n + 1, cell.n);
			/* FY2023 is written, not named. */
			if (text_starts(word, TEXT("FY")) || text_starts(word, TEXT("CY")))
				continue;
			if (!is_of_the_code(&sources, word)) {
				print_error("docs/GLOSSARY.md: no such word in src: %s\n", text_z(&arena, word));
				absent++;
			}
		}
	}
	assert_true(seen > 80);
	assert_int_equal(absent, 0);
}

/* ---- paths ---- */

/* [word](path) from the document's own folder. */
static void every_link_leads_somewhere(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < documents.n; i++) {
		const char *path = documents.at[i].path, *name = strrchr(path, '/');
		struct text rest = documents.at[i].text;

		for (size_t at; (at = text_find(rest, TEXT("]("))) != SIZE_MAX;) {
			struct text to;

			rest = text_slice(rest, at + 2, rest.n);
			to = text_slice(rest, 0, text_find(rest, TEXT(")")));
			to = text_slice(to, 0, text_find(to, TEXT("#")));
			/* Not the mathematics of docs/methods: [a](t). */
			if (text_starts(to, TEXT("http")) || text_find(to, TEXT(".")) == SIZE_MAX)
				continue;
			seen++;
			if (access(arena_printf(&arena, "%s/%.*s%s", root, name ? (int)(name - path) + 1 : 0, path,
						text_z(&arena, to)),
				   F_OK) != 0)
				fail_msg("%s: no such file: %s", path, text_z(&arena, to));
		}
	}
	assert_true(seen > 30);
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* The "room/file" before the dot at `at`; empty where none stands there, or more than that: tests/unit/x. */
static struct text file_before(struct text t, size_t at)
{
	size_t name = at, room;

	while (name > 0 && is_name_byte(t.p[name - 1]))
		name--;
	if (name == at || name < 2 || t.p[name - 1] != '/')
		return (struct text){ 0 };
	for (room = name - 1; room > 0 && is_name_byte(t.p[room - 1]);)
		room--;
	if (room > 0 && (t.p[room - 1] == '/' || t.p[room - 1] == '.'))
		return (struct text){ 0 };
	return text_slice(t, room, at);
}

static size_t check_files(struct text t, const char *path, size_t *absent)
{
	size_t seen = 0;

	for (size_t at = 0; at + 2 < t.n; at++) {
		struct text file;

		if (t.p[at] != '.' || !strchr("ch", t.p[at + 1]) || is_name_byte(t.p[at + 2]))
			continue;
		file = file_before(t, at);
		if (!file.n ||
		    access(arena_printf(&arena, "%s/src/%.*s", root, (int)text_find(file, TEXT("/")), file.p), F_OK) !=
			    0)
			continue; /* not of a room */
		seen++;
		if (access(arena_printf(&arena, "%s/src/%.*s", root, (int)file.n + 2, file.p), F_OK) != 0) {
			print_error("%s: there is no src/%.*s\n", path, (int)file.n + 2, file.p);
			(*absent)++;
		}
	}
	return seen;
}

/* In the documents, and in what the sources say of each other. */
static void every_file_of_a_room_that_is_named_is_there(void **state)
{
	const source_list sources = scan_sources(&arena, root);
	size_t seen = 0, absent = 0;

	(void)state;
	for (size_t i = 0; i < documents.n; i++)
		seen += check_files(documents.at[i].text, documents.at[i].path, &absent);
	for (size_t i = 0; i < sources.n; i++)
		seen += check_files(scan_file(&arena, arena_printf(&arena, "%s/%s", root, sources.at[i].path)),
				    sources.at[i].path, &absent);
	assert_true(seen > 1000);
	assert_int_equal(absent, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_that_is_written_exists),
		cmocka_unit_test(every_kind_of_event_has_its_row_and_no_other),
		cmocka_unit_test(every_term_of_the_glossary_is_a_word_of_the_code),
		cmocka_unit_test(every_link_leads_somewhere),
		cmocka_unit_test(every_file_of_a_room_that_is_named_is_there),
	};

	return cmocka_run_group_tests_name("docs", tests, read_documents, forget_documents);
}

/* Holds src/ to src/LAYERS: which room may include which, and what is kept out of the rooms of the domain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <unistd.h>

#include <cmocka.h>

#include "../scan.h"

struct room {
	struct text name;
	LIST(struct text) may_include;
};
typedef LIST(struct room) room_list;

static struct arena arena;
static source_list sources;
static room_list rooms;

static const struct room *room_of(struct text name)
{
	for (size_t i = 0; i < rooms.n; i++)
		if (text_eq(rooms.at[i].name, name))
			return &rooms.at[i];
	return NULL;
}

static struct text next_word(struct text *line)
{
	struct text word;

	*line = text_trim(*line);
	word = text_slice(*line, 0, text_find(*line, TEXT(" ")));
	*line = text_slice(*line, word.n, line->n);
	return word;
}

static void read_layers(void)
{
	struct text t = scan_file(&arena, arena_printf(&arena, "%s/src/LAYERS", getenv("SOSEI_ROOT")));

	while (t.n) {
		size_t end = text_find(t, TEXT("\n"));
		struct text line = text_slice(t, 0, end);
		size_t colon = text_find(line, TEXT(":"));
		struct room *room;

		t = text_slice(t, end == SIZE_MAX ? t.n : end + 1, t.n);
		if (text_starts(line, TEXT("#")) || colon == SIZE_MAX)
			continue;
		room = LIST_ADD(&arena, &rooms);
		room->name = text_slice(line, 0, colon);
		line = text_slice(line, colon + 1, line.n);
		while (text_trim(line).n)
			*LIST_ADD(&arena, &room->may_include) = next_word(&line);
	}
}

static int read_all(void **state)
{
	(void)state;
	read_layers();
	sources = scan_sources(&arena, getenv("SOSEI_ROOT"));
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

static void the_table_goes_from_the_ground_up(void **state)
{
	(void)state;
	assert_true(rooms.n > 10);
	for (size_t i = 0; i < rooms.n; i++)
		for (size_t k = 0; k < rooms.at[i].may_include.n; k++) {
			const struct room *below = room_of(rooms.at[i].may_include.at[k]);

			/* A room below stands above in the file: so no two can include each other. */
			if (!below || below >= &rooms.at[i])
				FAILING("src/LAYERS: %.*s names %.*s, which stands not above it\n",
					(int)rooms.at[i].name.n, rooms.at[i].name.p,
					(int)rooms.at[i].may_include.at[k].n, rooms.at[i].may_include.at[k].p);
		}
	NONE_FAILED();
}

static void every_folder_of_src_is_in_the_table(void **state)
{
	DIR *d = opendir(arena_printf(&arena, "%s/src", getenv("SOSEI_ROOT")));
	struct dirent *e;

	(void)state;
	assert_non_null(d);
	while ((e = readdir(d)))
		if (e->d_type == DT_DIR && e->d_name[0] != '.' && !room_of(text_of(e->d_name)))
			FAILING("src/%s is not in src/LAYERS\n", e->d_name);
	closedir(d);
	for (size_t i = 0; i < sources.n; i++)
		if (!room_of(sources.at[i].room))
			FAILING("%s lies in no room\n", sources.at[i].path);
	NONE_FAILED();
}

static bool may_include(const struct room *room, struct text other)
{
	if (text_eq(room->name, other))
		return true;
	for (size_t i = 0; i < room->may_include.n; i++)
		if (text_eq(room->may_include.at[i], other))
			return true;
	return false;
}

static void check_own(const struct source *s, const struct token *t)
{
	struct text name = text_slice(t->text, 1, t->text.n - 1);
	struct text other = text_slice(name, 0, text_find(name, TEXT("/")));
	const struct room *room = room_of(s->room);

	if (other.n == name.n)
		FAILING("%s:%u: write \"room/file.h\", not \"%.*s\"\n", s->path, t->line, (int)name.n, name.p);
	else if (room && !may_include(room, other))
		FAILING("%s:%u: %.*s may not include %.*s\n", s->path, t->line, (int)s->room.n, s->room.p, (int)name.n,
			name.p);
	if (access(arena_printf(&arena, "%s/src/%.*s", getenv("SOSEI_ROOT"), (int)name.n, name.p), R_OK) != 0)
		FAILING("%s:%u: there is no src/%.*s\n", s->path, t->line, (int)name.n, name.p);
}

static void a_file_includes_only_what_its_room_may(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct token *t = &sources.at[i].tokens.at[k];

			if (t->kind == TOKEN_INCLUDE && t->text.p[0] == '"')
				check_own(&sources.at[i], t);
		}
	NONE_FAILED();
}

/* Names that only some rooms may use; a header without its brackets, or a word of the source. Rooms are between spaces.
 */
struct reserved {
	const char *name, *rooms, *why;
};

static const struct reserved headers[] = {
	{ "<sqlite3.h>", " store ", "databases are reached through store/store.h" },
	{ "<libpq-fe.h>", " store ", "databases are reached through store/store.h" },
	{ "<microhttpd.h>", " web ", "HTTP is in web/" },
	{ "<jansson.h>", " base ", "JSON is in base/json.h" },
	{ "<yaml.h>", " files ", "outside formats are in files/" },
	{ "<seccomp.h>", " files ", "outside bytes are shut in by files/sandbox.h" },
	{ "<openssl/evp.h>", " base store ", "hashes are in base/hash.h" },
	{ "<time.h>", " files usecase cli web ", "the domain and what is published read no clock" },
	{ "<sys/time.h>", " files usecase cli web ", "the domain and what is published read no clock" },
	{ "<curl/curl.h>", " bin ", "the main binary starts without the network's libraries" },
	{ "<locale.h>", " cli bin ", "output must not depend on the system's locale" },
	{ "<libintl.h>", "", "catalogues are in base/msg.h" },
	{ "<iconv.h>", " files ", "outside text is decoded in files/" },
	{ "<unistd.h>", " base files store publish usecase cli web bin ", "the domain does no I/O" },
	{ "<fcntl.h>", " base files store publish usecase cli web bin ", "the domain does no I/O" },
	{ "<sys/stat.h>", " base files store publish usecase cli web bin ", "the domain does no I/O" },
	{ "<errno.h>", " base files store publish usecase cli web bin ", "the domain does no I/O" },
	{ "<xlsxwriter.h>", " render ", "the main binary starts without the libraries that make paper" },
	{ "<cairo.h>", " render ", "the main binary starts without the libraries that make paper" },
	{ "<cairo-pdf.h>", " render ", "the main binary starts without the libraries that make paper" },
	{ "<pango/pangocairo.h>", " render ", "the main binary starts without the libraries that make paper" },
	{ "<librsvg/rsvg.h>", " render ", "the main binary starts without the libraries that make paper" },
	{ "<pthread.h>", " store web ", "only the server has threads" },
};

static const struct reserved words[] = {
	{ "getenv", " usecase store cli web bin ", "what the environment says is read at the door" },
	{ "setenv", "", "nothing changes the environment" },
	{ "setlocale", " cli bin ", "output must not depend on the system's locale" },
	{ "strftime", "", "dates are written by base/calendar.h" },
	{ "localtime", "", "the system's time zone is not Japan's" },
	{ "localtime_r", "", "the system's time zone is not Japan's" },
	{ "time", " usecase ", "the clock is read once, in usecase/context.c" },
	{ "clock_gettime", " files usecase cli web ",
	  "the clock is read once, in usecase/context.c; how long work takes is else" },
	{ "fopen", " files store publish usecase cli ", "the domain does no I/O" },
	{ "printf", " cli bin ", "only cli/ and web/ say something" },
	{ "puts", " cli bin ", "only cli/ and web/ say something" },
	{ "perror", " cli bin ", "only cli/ and web/ say something" },
	{ "fprintf", " cli bin ", "only cli/ and web/ say something" },
	{ "exit", " base cli bin ", "a function that fails returns false" },
	{ "abort", " base store ", "a function that fails returns false" },
	{ "system", "", "no shell" },
	{ "popen", "", "no shell" },
	{ "strtok", "", "it keeps a hidden state" },
	{ "rand", "", "it keeps a hidden state" },
	{ "atoi", "", "it cannot fail" },
	{ "strcpy", "", "it has no ceiling" },
	{ "strcat", "", "it has no ceiling" },
	{ "sprintf", "", "it has no ceiling" },
	{ "gets", "", "it has no ceiling" },
	{ "malloc", " base files store render web ", "the domain allocates from the arena it is given" },
	{ "calloc", " base files store render web ", "the domain allocates from the arena it is given" },
};

static void check_reserved(const struct source *s, size_t k, const struct reserved *list, size_t n)
{
	const struct token *t = &s->tokens.at[k];
	const char *room = arena_printf(&arena, " %.*s ", (int)s->room.n, s->room.p);

	for (size_t i = 0; i < n; i++)
		if (text_is(t->text, list[i].name) && !strstr(list[i].rooms, room))
			FAILING("%s:%u: %s is not for %.*s: %s\n", s->path, t->line, list[i].name, (int)s->room.n,
				s->room.p, list[i].why);
}

/* time(, not a field or a variable of that name. */
static bool is_call(const struct source *s, size_t k)
{
	const struct token *t = s->tokens.at;

	return k + 1 < s->tokens.n && text_is(t[k + 1].text, "(") &&
	       !(k > 0 && (text_is(t[k - 1].text, ".") || text_is(t[k - 1].text, ">")));
}

static void system_headers_and_calls_stay_in_their_rooms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct source *s = &sources.at[i];

			if (s->tokens.at[k].kind == TOKEN_INCLUDE)
				check_reserved(s, k, headers, sizeof headers / sizeof *headers);
			else if (s->tokens.at[k].kind == TOKEN_WORD && is_call(s, k))
				check_reserved(s, k, words, sizeof words / sizeof *words);
		}
	NONE_FAILED();
}

static void a_header_is_named_after_its_guard(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++) {
		const struct source *s = &sources.at[i];
		char *guard = arena_strdup(&arena, s->path + strlen("src/"));

		if (!text_ends(text_of(s->path), TEXT(".h")))
			continue;
		for (char *p = guard; *p; p++)
			*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p == '/' || *p == '.' || *p == '-' ? '_' : *p;
		if (s->tokens.n < 3 || !text_is(s->tokens.at[1].text, "ifndef") ||
		    !text_is(s->tokens.at[2].text, guard))
			FAILING("%s: begin with #ifndef %s\n", s->path, guard);
	}
	NONE_FAILED();
}

static bool has_header(const char *path)
{
	char *header = arena_printf(&arena, "%s/%s", getenv("SOSEI_ROOT"), path);

	header[strlen(header) - 1] = 'h';
	return access(header, R_OK) == 0;
}

/* A header says what its module is for; a file without one says it itself, and of a command its row in the table. */
static void a_file_opens_with_its_idea(void **state)
{
	(void)state;
	for (size_t i = 0; i < sources.n; i++) {
		const struct source *s = &sources.at[i];
		bool header = text_ends(text_of(s->path), TEXT(".h"));

		if (!header && (has_header(s->path) || text_is(s->room, "cli") || text_is(s->room, "bin")))
			continue;
		if (!text_starts(scan_file(&arena, arena_printf(&arena, "%s/%s", getenv("SOSEI_ROOT"), s->path)),
				 TEXT("/* ")))
			FAILING("%s: open it with what it is for\n", s->path);
	}
	NONE_FAILED();
}

static bool is_said(struct text name)
{
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < sources.at[i].tokens.n; k++) {
			const struct token *t = &sources.at[i].tokens.at[k];

			if (t->kind == TOKEN_STRING && text_eq(t->text, name))
				return true;
		}
	return false;
}

/* Those of tables are named by the table. */
static void every_query_is_asked_for(void **state)
{
	DIR *d = opendir(arena_printf(&arena, "%s/src/store/query", getenv("SOSEI_ROOT")));
	size_t n = 0;

	(void)state;
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d));) {
		struct text name = text_of(arena_strdup(&arena, e->d_name));

		if (!text_ends(name, TEXT(".sql")))
			continue;
		n++;
		name.n -= strlen(".sql");
		if (!text_starts(name, TEXT("drop_")) && !text_starts(name, TEXT("digest_")) && !is_said(name))
			FAILING("src/store/query/%s: nobody asks for it\n", e->d_name);
	}
	closedir(d);
	assert_true(n > 100);
	NONE_FAILED();
}

/* The scanner that all this stands on. */
static void comments_and_strings_are_no_code(void **state)
{
	token_list t =
		scan_tokens(&arena, TEXT("// time(\n/* system( */ x = \"a \\\" b\" \"c\";\n#include <time.h>\n'\"' y"));

	(void)state;
	assert_int_equal(t.n, 7);
	assert_true(text_is(t.at[0].text, "x"));
	assert_true(text_is(t.at[2].text, "a \\\" bc"));
	assert_int_equal(t.at[2].line, 2);
	assert_int_equal(t.at[4].kind, TOKEN_INCLUDE);
	assert_true(text_is(t.at[4].text, "<time.h>"));
	assert_int_equal(t.at[4].line, 3);
	assert_true(text_is(t.at[6].text, "y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_and_strings_are_no_code),
		cmocka_unit_test(the_table_goes_from_the_ground_up),
		cmocka_unit_test(every_folder_of_src_is_in_the_table),
		cmocka_unit_test(a_file_includes_only_what_its_room_may),
		cmocka_unit_test(system_headers_and_calls_stay_in_their_rooms),
		cmocka_unit_test(a_header_is_named_after_its_guard),
		cmocka_unit_test(a_file_opens_with_its_idea),
		cmocka_unit_test(every_query_is_asked_for),
	};

	return cmocka_run_group_tests(tests, read_all, clear);
}

/* Runs the cases of one plain-text file against the built program, without a shell, each in an empty folder of its own.
 *
 *   case    a sentence
 *   needs   PATH            the case is skipped, by name, where that file is absent
 *   only    sqlite          the case is left out of the suite on PostgreSQL
 *   file    NAME            the lines below it that begin with a tab are its content
 *   copy    NAME PATH       a copy of a file
 *   bytes   NAME 00 ff ...  a file of these bytes
 *   sparse  NAME MEGABYTES  a file of that length; folder NAME; truncate NAME BYTES
 *   fill    OUT IN SHEET G5=12 ...  a copy of a workbook with these cells written
 *   mode    NAME 0444       and `as nobody`: the runs behind it are not root's, so that permissions count
 *   env     NAME=VALUE      from here on
 *   stdin   NAME            of the next run; into NAME: its standard output goes to that file
 *   limit   BYTES           no file may grow beyond it in the runs behind it: a full disk
 *   run     WORDS           sosei WORDS; "..." holds words together
 *   exit    N               of the last run
 *   stdout  empty | has TEXT | lacks TEXT | is TEXT | like NAME | lines N      and the same of stderr
 *   json    PATH = VALUE | PATH has TEXT | PATH absent | PATH count N | PATH near NUMBER (to half of its last digit,
 *                           and to 5 in 1,000)
 *   there   NAME, gone NAME a file exists, or does not; same ONE TWO: two files or folders are alike
 *
 * $ROOT, $SHARED and $DIR are replaced. In a JSON path a word selects the member of that key, in a list of objects the
 * one whose key, id, name or rule is that word. --json output is checked to be one object and nothing else at every run
 * that has it. Each case fails with the line that does not hold and what was seen. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <libpq-fe.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

#include "../unit/pg_server.h"

enum { WORDS_MAX = 64, ENV_MAX = 32, NOBODY = 65534, DEADLINE_SECONDS = 60 };

struct run {
	bool ran;
	int code;
	struct buf out, err;
	json_t *json;
};

struct suite {
	struct arena arena;
	const char *file;
	int line;
	int n_cases;
	bool failed; /* any case */
	bool postgresql;
	struct pg_server server;
	/* the case */
	const char *title;
	bool open, bad, skipped, omitted, as_nobody;
	char *own_binary; /* a copy that nobody may run; NULL: not needed */
	rlim_t limit;
	char dir[256];
	char *env[ENV_MAX];
	size_t n_env;
	char *stdin_name, *stdout_name;
	FILE *writing; /* the file of the last `file` */
	struct run last;
};

static void complain(struct suite *s, const char *what, const char *seen)
{
	if (!s->bad)
		printf("# %s:%d: %s\n", s->file, s->line, what);
	s->bad = true;
	if (!seen)
		return;
	for (const char *p = seen; *p;) {
		int n = (int)strcspn(p, "\n");

		printf("#   | %.*s\n", n, p);
		p += n + (p[n] == '\n');
	}
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void clear_run(struct run *r)
{
	buf_clear(&r->out);
	buf_clear(&r->err);
	json_decref(r->json);
	*r = (struct run){ 0 };
}

static void close_case(struct suite *s)
{
	if (!s->open)
		return;
	if (s->writing)
		fclose(s->writing);
	s->writing = NULL;
	if (!s->omitted)
		s->n_cases++;
	if (s->omitted)
		;
	else if (s->skipped)
		printf("ok %d - %s # SKIP data absent\n", s->n_cases, s->title);
	else
		printf("%s %d - %s\n", s->bad ? "not ok" : "ok", s->n_cases, s->title);
	fflush(stdout);
	s->failed |= s->bad;
	clear_run(&s->last);
	if (s->own_binary)
		remove(s->own_binary);
	s->own_binary = NULL;
	if (chdir("/") == 0)
		nftw(s->dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	s->open = false;
}

static void set_env(struct suite *s, const char *pair)
{
	size_t name = strcspn(pair, "=") + 1;

	for (size_t i = 0; i < s->n_env; i++)
		if (strncmp(s->env[i], pair, name) == 0) {
			s->env[i] = arena_strdup(&s->arena, pair);
			return;
		}
	if (s->n_env + 1 < ENV_MAX)
		s->env[s->n_env++] = arena_strdup(&s->arena, pair);
}

static void keep_env(struct suite *s, const char *name)
{
	if (getenv(name))
		set_env(s, arena_printf(&s->arena, "%s=%s", name, getenv(name)));
}

/* An empty database of the case's own: a schema. */
static void own_schema(struct suite *s)
{
	char address[256], schema[32], sql[64];
	PGconn *c;

	pg_server_address(&s->server, "public", address, sizeof address);
	c = PQconnectdb(address);
	snprintf(schema, sizeof schema, "case%d", s->line);
	snprintf(sql, sizeof sql, "CREATE SCHEMA %s", schema);
	PQclear(PQexec(c, sql));
	if (PQstatus(c) != CONNECTION_OK)
		complain(s, "no database", PQerrorMessage(c));
	PQfinish(c);
	pg_server_address(&s->server, schema, address, sizeof address);
	set_env(s, arena_printf(&s->arena, "SOSEI_STORE=%s", address));
}

static void open_case(struct suite *s, const char *title)
{
	close_case(s);
	s->title = title;
	s->open = true;
	s->bad = s->skipped = s->omitted = s->as_nobody = false;
	s->limit = RLIM_INFINITY;
	s->stdin_name = s->stdout_name = NULL;
	memset(s->env, 0, sizeof s->env);
	s->n_env = 0;
	set_env(s, "LC_ALL=C");
	set_env(s, "SOSEI_NOW=2026-08-01T00:00:00Z");
	set_env(s, "SOSEI_ACTOR=tester");
	keep_env(s, "PATH");
	keep_env(s, "ASAN_OPTIONS");
	keep_env(s, "UBSAN_OPTIONS");
	if (s->postgresql)
		own_schema(s);
	snprintf(s->dir, sizeof s->dir, "%s/sosei-cli-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(s->dir) || chmod(s->dir, 0777) != 0 || chdir(s->dir) != 0)
		complain(s, "no temporary folder", strerror(errno));
}

static const char *expand(struct suite *s, const char *text)
{
	struct buf out = { 0 };
	const char *shared = getenv("SOSEI_DATA");
	const struct {
		const char *name, *value;
	} names[] = { { "$ROOT", getenv("SOSEI_ROOT") },
		      { "$SHARED", shared ? arena_printf(&s->arena, "%s/..", shared) : "" },
		      { "$DIR", s->dir },
		      { "$ESC", "\033" } };
	const char *made;

	buf_puts(&out, "");
	for (; *text; text++) {
		bool found = false;

		for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
			if (strncmp(text, names[i].name, strlen(names[i].name)) == 0) {
				buf_puts(&out, names[i].value ? names[i].value : "");
				text += strlen(names[i].name) - 1;
				found = true;
			}
		if (!found)
			buf_add(&out, text, 1);
	}
	made = arena_strdup(&s->arena, out.p ? out.p : "");
	buf_clear(&out);
	return made;
}

/* Words between spaces; "..." holds spaces; \xNN inside quotes is a byte. */
static size_t split(struct suite *s, const char *text, char *words[WORDS_MAX])
{
	size_t n = 0;

	while (*text && n + 1 < WORDS_MAX) {
		struct buf w = { 0 };
		bool quoted = false, any = false;
		unsigned byte;

		text += strspn(text, " ");
		for (; *text && (quoted || *text != ' '); text++) {
			any = true;
			if (*text == '"')
				quoted = !quoted;
			else if (quoted && sscanf(text, "\\x%2x", &byte) == 1) {
				buf_add(&w, (char[]){ (char)byte }, 1);
				text += 3;
			} else
				buf_add(&w, text, 1);
		}
		if (any)
			words[n++] = arena_memdup(&s->arena, w.p ? w.p : "", w.n);
		buf_clear(&w);
	}
	words[n] = NULL;
	return n;
}

static void slurp(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	char room[65536];
	size_t n;

	buf_puts(out, "");
	while (f && (n = fread(room, 1, sizeof room, f)) > 0)
		buf_add(out, room, n);
	if (f)
		fclose(f);
}

/* The child: its streams, limits and rights, then the program. */
static _Noreturn void become_sosei(struct suite *s, char *argv[])
{
	int in = open(s->stdin_name ? s->stdin_name : "/dev/null", O_RDONLY);
	struct rlimit limit = { s->limit, s->limit };

	if (in >= 0)
		dup2(in, STDIN_FILENO);
	if (s->limit != RLIM_INFINITY) {
		signal(SIGXFSZ,
		       SIG_IGN); /* so that the write fails with EFBIG, as one on a full disk fails with ENOSPC */
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	if (s->as_nobody && geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		_exit(126);
	alarm(DEADLINE_SECONDS);
	execve(s->own_binary ? s->own_binary : getenv("SOSEI_BIN"), argv, s->env);
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static bool has_word(char *const words[], const char *word)
{
	for (; *words && strcmp(*words, "--") != 0; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

/* Until the program has closed it: then a read fails. */
static void read_terminal(int tty, FILE *to)
{
	char room[4096];
	ssize_t n;

	while ((n = read(tty, room, sizeof room)) > 0)
		fwrite(room, 1, (size_t)n, to);
	fflush(to);
	close(tty);
}

/* Streams go to files outside of the case's folder: a pipe would need a reader for each. */
static void run_sosei(struct suite *s, const char *text)
{
	char *argv[WORDS_MAX + 1] = { (char[]){ "sosei" } };
	FILE *out = tmpfile(), *err = tmpfile();
	char path[64];
	json_error_t why;
	int tty = -1;
	pid_t pid;

	clear_run(&s->last);
	split(s, text, argv + 1);
	fflush(stdout);
	if (s->stdout_name && strcmp(s->stdout_name, "tty") == 0)
		tty = posix_openpt(O_RDWR | O_NOCTTY);
	if (tty >= 0 && (grantpt(tty) != 0 || unlockpt(tty) != 0))
		complain(s, "no terminal", strerror(errno));
	pid = fork();
	if (pid == 0) {
		const char *name = tty >= 0 ? ptsname(tty) : s->stdout_name;

		dup2(name ? open(name, O_WRONLY | O_NOCTTY) : fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		become_sosei(s, argv);
	}
	if (tty >= 0)
		read_terminal(tty, out);
	s->last.code = wait_for(pid);
	s->last.ran = true;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(out));
	slurp(&s->last.out, path);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(err));
	slurp(&s->last.err, path);
	fclose(out);
	fclose(err);
	if (has_word(argv, "--json") && !s->stdout_name) {
		s->last.json = json_loadb(s->last.out.p, s->last.out.n, JSON_REJECT_DUPLICATES, &why);
		if (!json_is_object(s->last.json))
			complain(s, "--json printed something else than one object", s->last.out.p);
	}
	if (s->last.code >= 126)
		complain(s, "the program did not end by itself", s->last.err.p);
	s->stdin_name = s->stdout_name = NULL;
}

static void check_stream(struct suite *s, const struct buf *b, const char *rule)
{
	const char *text = strchr(rule, ' ') ? strchr(rule, ' ') + 1 : "";
	struct buf wanted = { 0 };

	if (strcmp(rule, "empty") == 0) {
		if (b->n)
			complain(s, "should be empty", b->p);
	} else if (strncmp(rule, "has ", 4) == 0) {
		if (!strstr(b->p, text))
			complain(s, rule, b->p);
	} else if (strncmp(rule, "lacks ", 6) == 0) {
		if (strstr(b->p, text))
			complain(s, rule, b->p);
	} else if (strncmp(rule, "is ", 3) == 0) {
		if (b->n != strlen(text) + 1 || strncmp(b->p, text, strlen(text)) != 0)
			complain(s, rule, b->p);
	} else if (strncmp(rule, "like ", 5) == 0) {
		slurp(&wanted, text);
		if (!text_eq(buf_view(&wanted), buf_view(b)))
			complain(s, rule, b->p);
	} else if (strncmp(rule, "lines ", 6) == 0) {
		long n = 0;

		for (size_t i = 0; i < b->n; i++)
			n += b->p[i] == '\n';
		if (n != atol(text))
			complain(s, rule, b->p);
	} else {
		complain(s, "unknown rule", rule);
	}
	buf_clear(&wanted);
}

static const json_t *member(const json_t *at, const char *word)
{
	static const char *const names[] = { "key", "id", "name", "rule" };
	size_t i;
	json_t *item;
	char *end;
	long number = strtol(word, &end, 10);

	if (json_is_object(at))
		return json_object_get(at, word);
	if (json_is_array(at) && *word && *end == '\0')
		return json_array_get(at, number < 0 ? json_array_size(at) + (size_t)number : (size_t)number);
	json_array_foreach (at, i, item) {
		for (size_t k = 0; k < 4; k++) {
			const char *value = json_string_value(json_object_get(item, names[k]));

			if (value && strcmp(value, word) == 0)
				return item;
		}
	}
	return NULL;
}

static const json_t *at_path(const json_t *at, char *path)
{
	char *rest = NULL;

	for (char *word = strtok_r(path, "/", &rest); word && at; word = strtok_r(NULL, "/", &rest))
		at = member(at, word);
	return at;
}

/* A figure as written stands for half of its last digit either way: 734474 is no 734475, 0.0122 no 0.0123. */
static double near_enough(const char *figure)
{
	const char *point = strchr(figure, '.');
	double half = 0.5;

	for (const char *p = point ? point + 1 : ""; isdigit((unsigned char)*p); p++)
		half /= 10;
	return fmin(half, 0.005 * (1 + fabs(atof(figure))));
}

static void check_json(struct suite *s, const char *rule)
{
	char *path = arena_strdup(&s->arena, rule);
	char *op = strchr(path, ' ');
	const char *value = op ? strchr(op + 1, ' ') : NULL;
	const json_t *at;
	json_t *wanted;
	bool ok = false;

	if (!op) {
		complain(s, "json needs a path and a rule", rule);
		return;
	}
	*op++ = '\0';
	value = value ? value + 1 : "";
	at = at_path(s->last.json, path);
	if (strncmp(op, "= ", 2) == 0) {
		wanted = json_loads(value, JSON_DECODE_ANY, NULL);
		if (!wanted)
			wanted = json_string(value);
		ok = at && json_equal(at, wanted);
		json_decref(wanted);
	} else if (strncmp(op, "has ", 4) == 0) {
		ok = json_is_string(at) && strstr(json_string_value(at), value);
	} else if (strcmp(op, "absent") == 0) {
		ok = !at;
	} else if (strncmp(op, "count ", 6) == 0) {
		ok = json_is_array(at) && (long)json_array_size(at) == atol(value);
	} else if (strncmp(op, "near ", 5) == 0) {
		ok = json_is_number(at) && fabs(json_number_value(at) - atof(value)) <= near_enough(value);
	}
	if (!ok)
		complain(s, rule, s->last.out.p);
}

/* name and rest of "NAME REST". */
static const char *behind(char *text)
{
	char *space = strchr(text, ' ');

	if (!space)
		return "";
	*space = '\0';
	return space + 1;
}

static void make_file(struct suite *s, const char *verb, char *text)
{
	const char *rest = behind(text);
	struct buf content = { 0 };
	FILE *f;
	unsigned byte;
	int used;

	if (strcmp(verb, "sparse") == 0) {
		f = fopen(text, "wb");
		if (!f || ftruncate(fileno(f), atol(rest) * 1000000) != 0)
			complain(s, "cannot make it", text);
		if (f)
			fclose(f);
		return;
	}
	if (strcmp(verb, "truncate") == 0) {
		if (truncate(text, atol(rest)) != 0)
			complain(s, "cannot truncate", text);
		return;
	}
	if (strcmp(verb, "copy") == 0)
		slurp(&content, rest);
	for (; strcmp(verb, "bytes") == 0 && sscanf(rest, "%2x%n", &byte, &used) == 1; rest += used)
		buf_add(&content, (char[]){ (char)byte }, 1);
	f = fopen(text, "wb");
	if (!f || (content.n && fwrite(content.p, 1, content.n, f) != content.n))
		complain(s, "cannot write", text);
	if (strcmp(verb, "file") == 0)
		s->writing = f;
	else if (f)
		fclose(f);
	buf_clear(&content);
}

/* A workbook as a clerk returns it. */
static void fill_workbook(struct suite *s, const char *text)
{
	char *argv[WORDS_MAX + 2] = { (char[]){ "python3" },
				      arena_printf(&s->arena, "%s/tests/xlsx_fill.py", getenv("SOSEI_ROOT")) };
	pid_t pid;

	split(s, text, argv + 2);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execvp("python3", argv);
		_exit(127);
	}
	if (wait_for(pid) != 0)
		complain(s, "cannot fill the workbook", text);
}

/* The runs behind this are not root's. A build folder in root's home is closed to others: then they run a copy. */
static void become_nobody(struct suite *s)
{
	struct buf program = { 0 };
	FILE *f;
	pid_t pid;

	s->as_nobody = true;
	if (geteuid() != 0)
		return;
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(setgid(NOBODY) != 0 || setuid(NOBODY) != 0 || access(getenv("SOSEI_BIN"), X_OK) != 0);
	if (wait_for(pid) == 0)
		return;
	s->own_binary = arena_printf(&s->arena, "%s-sosei", s->dir);
	slurp(&program, getenv("SOSEI_BIN"));
	f = fopen(s->own_binary, "wb");
	if (!f || fwrite(program.p, 1, program.n, f) != program.n || chmod(s->own_binary, 0755) != 0)
		complain(s, "cannot copy the program", s->own_binary);
	if (f)
		fclose(f);
	buf_clear(&program);
}

static struct {
	const char *a, *b; /* folders under comparison: nftw passes no context */
	char *difference;
	size_t files;
} same;

static int same_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct buf x = { 0 }, y = { 0 }, other = { 0 };
	bool equal = true;

	(void)ftw;
	if (type != FTW_F || !st)
		return 0;
	buf_printf(&other, "%s%s", same.b, path + strlen(same.a));
	same.files++;
	slurp(&x, path);
	slurp(&y, other.p);
	equal = access(other.p, R_OK) == 0 && text_eq(buf_view(&x), buf_view(&y));
	if (!equal)
		same.difference = strdup(path);
	buf_clear(&x);
	buf_clear(&y);
	buf_clear(&other);
	return !equal;
}

static void check_same(struct suite *s, const char *a, const char *b)
{
	const char *const order[] = { a, b, a };

	free(same.difference);
	same.difference = NULL;
	for (int i = 0; i < 2 && !same.difference; i++) {
		same.a = order[i];
		same.b = order[i + 1];
		same.files = 0;
		nftw(same.a, same_entry, 16, FTW_PHYS);
		if (!same.files)
			complain(s, "no files in", same.a);
	}
	if (same.difference)
		complain(s, "not the same", same.difference);
	free(same.difference);
	same.difference = NULL;
}

static void step(struct suite *s, const char *verb, const char *written)
{
	char *text = arena_strdup(&s->arena, expand(s, written));

	if (strcmp(verb, "file") == 0 || strcmp(verb, "copy") == 0 || strcmp(verb, "bytes") == 0 ||
	    strcmp(verb, "sparse") == 0 || strcmp(verb, "truncate") == 0)
		make_file(s, verb, text);
	else if (strcmp(verb, "folder") == 0) {
		if (mkdir(text, 0777) != 0 || chmod(text, 0777) != 0)
			complain(s, "cannot make the folder", text);
	} else if (strcmp(verb, "fill") == 0) {
		fill_workbook(s, text);
	} else if (strcmp(verb, "mode") == 0) {
		const char *mode = behind(text);

		if (chmod(text, (mode_t)strtol(mode, NULL, 8)) != 0)
			complain(s, "cannot change the mode", text);
	} else if (strcmp(verb, "needs") == 0)
		s->skipped = access(text, R_OK) != 0;
	else if (strcmp(verb, "only") == 0)
		s->omitted = s->postgresql;
	else if (strcmp(verb, "env") == 0)
		set_env(s, text);
	else if (strcmp(verb, "stdin") == 0)
		s->stdin_name = text;
	else if (strcmp(verb, "into") == 0)
		s->stdout_name = text;
	else if (strcmp(verb, "as") == 0)
		become_nobody(s);
	else if (strcmp(verb, "limit") == 0)
		s->limit = (rlim_t)atoll(text);
	else if (strcmp(verb, "run") == 0)
		run_sosei(s, text);
	else if (strcmp(verb, "there") == 0 || strcmp(verb, "gone") == 0) {
		if ((access(text, F_OK) == 0) != (*verb == 't'))
			complain(s, verb, text);
	} else if (strcmp(verb, "same") == 0) {
		const char *b = behind(text);

		check_same(s, text, b);
	} else if (!s->last.ran)
		complain(s, "nothing was run before this", verb);
	else if (strcmp(verb, "exit") == 0) {
		if (s->last.code != atoi(text))
			complain(s, arena_printf(&s->arena, "exit %s, but it was %d", text, s->last.code),
				 arena_printf(&s->arena, "%s%s", s->last.out.p, s->last.err.p));
	} else if (strcmp(verb, "stdout") == 0)
		check_stream(s, &s->last.out, text);
	else if (strcmp(verb, "stderr") == 0)
		check_stream(s, &s->last.err, text);
	else if (strcmp(verb, "json") == 0)
		check_json(s, text);
	else
		complain(s, "unknown step", verb);
}

static void read_line(struct suite *s, char *line)
{
	char *verb = line, *rest;

	if (line[0] == '\t') {
		if (s->writing)
			fprintf(s->writing, "%s\n", line + 1);
		return;
	}
	if (s->writing) {
		fclose(s->writing);
		s->writing = NULL;
	}
	line += strspn(line, " ");
	if (!*line || *line == '#')
		return;
	rest = line + strcspn(line, " \t");
	if (*rest)
		*rest++ = '\0';
	rest += strspn(rest, " \t");
	if (strcmp(verb, "case") == 0)
		open_case(s, arena_strdup(&s->arena, rest));
	else if (!s->skipped && !s->omitted && !s->bad)
		step(s, verb, rest);
}

int main(int argc, char *argv[])
{
	struct suite s = { .file = argc > 1 ? argv[1] : "" };
	FILE *f = fopen(s.file, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (!f || !getenv("SOSEI_BIN")) {
		puts("Bail out! run_cases FILE.case, with SOSEI_BIN set");
		return 1;
	}
	s.postgresql = argc > 2 && strcmp(argv[2], "postgresql") == 0;
	if (s.postgresql && !pg_server_start(&s.server)) {
		printf("ok 1 - %s on PostgreSQL # SKIP PostgreSQL is not installed\n1..1\n", s.file);
		return 0;
	}
	while ((n = getline(&line, &size, f)) > 0) {
		s.line++;
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		read_line(&s, line);
	}
	close_case(&s);
	printf("1..%d\n", s.n_cases);
	free(line);
	fclose(f);
	if (s.postgresql)
		pg_server_stop(&s.server);
	arena_clear(&s.arena);
	return s.failed;
}

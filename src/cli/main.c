/* The way of one command: find it, read its options, open the store, run it, print the answer - and, where something
 * failed, say so once, here, in the language asked for. Nothing of the answer is printed before the command has ended
 * well, but for the long lists that call call_flush. */
#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "usecase/account.h"

/* LC_ALL > LC_MESSAGES > LANG, as POSIX says; setlocale is not asked: the machine need not have the locale installed.
 */
static enum lang locale_lang(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "ja", 2) == 0 ? LANG_JA : LANG_EN;
	}
	return LANG_EN;
}

/* --json and --lang count from the first word on, since a wrong option before them must be told in their way too. */
static void look_ahead(struct call *c, int argc, char *const argv[])
{
	for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
		const char *lang = strncmp(argv[i], "--lang=", 7) == 0 ? argv[i] + 7 : NULL;

		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			lang = argv[i + 1];
		if (strcmp(argv[i], "--json") == 0)
			c->json = true;
		if (lang && strcmp(lang, "ja") == 0)
			c->lang = LANG_JA;
		if (lang && strcmp(lang, "en") == 0)
			c->lang = LANG_EN;
	}
}

/* With which options that is done which the sentence "room.WHAT" asks for: "how.WHAT", with its values. The sentence
 * alone is what pages and programs get, since they have fields and no options. false: there is nothing to add. */
static bool how_of(struct msg *how, struct arena *a, const struct msg *m)
{
	const char *dot = m->id ? strchr(m->id, '.') : NULL;

	*how = *m;
	how->id = arena_printf(a, "how.%s", dot ? dot + 1 : "");
	return msg_label(LANG_EN, how->id) != how->id;
}

static const char *failure_said(struct arena *a, enum lang lang, const struct msg *m)
{
	struct msg how;

	if (!how_of(&how, a, m))
		return msg_say(a, lang, m);
	/* Japanese has no blank between sentences. */
	return arena_printf(a, "%s%s%s", msg_say(a, lang, m), lang == LANG_JA ? "" : " ", msg_say(a, lang, &how));
}

static json_t *json_error(struct arena *a, const struct err *err)
{
	json_t *e = json_msg(&err->msg);
	struct msg how;

	json_object_set_new(e, "kind", json_string(err_kind_name(err->kind)));
	if (how_of(&how, a, &err->msg))
		json_object_set_new(
			e, "how",
			json_pack("{s:s,s:s}", "ja", msg_say(a, LANG_JA, &how), "en", msg_say(a, LANG_EN, &how)));
	return json_pack("{s:o}", "error", e);
}

static bool write_all(const void *p, size_t n, struct err *err)
{
	if (fwrite(p, 1, n, stdout) == n && fflush(stdout) == 0)
		return true;
	return err_set_errno(err, ERR_SYSTEM, "cli.output-failed", NULL);
}

static bool print_json(const json_t *value, struct err *err)
{
	char *s = json_dumps(value, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
	bool ok;

	if (!s)
		return err_set(err, ERR_SYSTEM, "cli.output-not-json", NULL);
	ok = write_all(s, strlen(s), err) && write_all("\n", 1, err);
	free(s);
	return ok;
}

/* The one place where a failure is told. */
static int fail(const struct call *c, const struct err *err)
{
	struct arena a = { 0 };

	if (c->json && !c->given) {
		json_t *e = json_error(&a, err);

		if (!print_json(e, NULL))
			tell(failure_said(&a, c->lang, &err->msg));
		json_decref(e);
	} else {
		tell(failure_said(&a, c->lang, &err->msg));
	}
	arena_clear(&a);
	return (int)err->kind;
}

/* The login name; SOSEI_ACTOR for tests, examples and scripts. */
static struct text actor_name(struct arena *a)
{
	const char *name = getenv("SOSEI_ACTOR");
	const struct passwd *account = name && *name ? NULL : getpwuid(getuid());

	if (!name || !*name)
		name = account ? account->pw_name : "?";
	return utf8_bad_at(text_of(name)) == SIZE_MAX ? text_dup(a, text_of(name)) : TEXT("?");
}

static const char *store_wanted(const struct call *c)
{
	const char *name = call_z(c, "store");

	if (!name)
		name = getenv("SOSEI_STORE");
	return name && *name ? name : "./sosei.db";
}

bool call_open_store(struct call *c, enum store_mode mode, struct err *err)
{
	if (!store_open(&c->context.store, c->store_name, mode, err))
		return false;
	store_watch(c->context.store, c->context.progress);
	return true;
}

/* --as LOGIN (or --account): bound by that account's roles from here on, and recorded as it. */
static bool act_as(struct call *c, struct err *err)
{
	const struct option *o = account_option(c->command);

	if (!o || !call_has(c, o->name))
		return true;
	if (!account_act_as(&c->person, &c->context, call_text(c, o->name), err))
		return false;
	c->context.person = &c->person;
	c->context.actor = c->person.login;
	return true;
}

static bool prepare(struct call *c, struct err *err)
{
	unsigned needs = c->command->needs;

	c->store_name = store_wanted(c);
	if (utf8_bad_at(text_of(c->store_name)) != SIZE_MAX)
		return err_set(err, ERR_USAGE, "cli.store-not-utf8", NULL);
	c->context.arena = c->arena;
	if (!context_now(&c->context.now, err))
		return false;
	if (needs & (NEEDS_WRITE | NEEDS_ACTOR))
		c->context.actor = actor_name(c->arena);
	if (!(needs & NEEDS_STORE))
		return true;
	return call_open_store(c, needs & NEEDS_WRITE ? STORE_WRITE : STORE_READ, err) && act_as(c, err);
}

static bool write_out(struct call *c, struct err *err)
{
	if (!c->out.n)
		return true;
	progress_line_hide(&c->line);
	if (!write_all(c->out.p, c->out.n, err))
		return false;
	buf_reset(&c->out);
	return true;
}

bool call_flush(struct call *c, struct err *err)
{
	return c->json || write_out(c, err);
}

bool call_give(struct call *c, struct err *err)
{
	c->given = true;
	return write_out(c, err);
}

static bool print_answer(struct call *c, struct err *err)
{
	if (c->given)
		return true;
	if (!c->json)
		return call_flush(c, err);
	if (!c->answer)
		c->answer = json_object();
	return print_json(c->answer, err);
}

/* Of the command; of those that begin with the word first; of all. */
static bool help_answer(struct call *c, const char *first)
{
	struct help_style style = { c->lang, call_width(c) };
	struct buf text = { 0 };

	if (c->command)
		help_command(&text, &style, c->command);
	else if (!first || !help_group(&text, &style, first))
		help_overview(&text, &style);
	if (c->json)
		c->answer = json_pack("{s:o}", "help", json_text(buf_view(&text)));
	else
		buf_text(&c->out, buf_view(&text));
	buf_clear(&text);
	return true;
}

static bool run(struct call *c, int argc, char *argv[], struct err *err)
{
	bool ok;

	if (!call_parse(c, argc, argv, err))
		return false;
	if (call_has(c, "help"))
		return help_answer(c, NULL);
	progress_line_begin(&c->line, c->lang);
	c->context.progress = c->line.on ? &c->line.progress : NULL;
	if (!prepare(c, err))
		return false;
	ok = c->command->run(c, err);
	progress_line_hide(&c->line);
	return ok;
}

/* "plan" alone: which commands begin so. */
static const char *commands_of(struct arena *a, const char *first)
{
	const char *list = NULL;

	for (size_t i = 0; i < n_commands; i++) {
		const char *words = commands[i]->words;
		size_t n = strlen(first);

		if (strncmp(words, first, n) == 0 && words[n] == ' ')
			list = list ? arena_printf(a, "%s, %s", list, words + n + 1) : words + n + 1;
	}
	return list;
}

static bool unknown_command(struct arena *a, int argc, char *argv[], struct err *err)
{
	struct buf written = { 0 };
	const char *near, *said;

	for (int i = 1; i < argc && i < 3 && argv[i][0] != '-'; i++)
		buf_printf(&written, "%s%s", i > 1 ? " " : "", argv[i]);
	said = arena_strdup(a, written.p ? written.p : argv[1]);
	buf_clear(&written);
	if (utf8_bad_at(text_of(said)) != SIZE_MAX)
		return err_set(err, ERR_USAGE, "cli.not-utf8", "number", NUM(1), NULL);
	if (argv[1][0] == '-')
		return err_set(err, ERR_USAGE, "cli.option-before-command", "option", argv[1], NULL);
	if ((argc == 2 || argv[2][0] == '-') && commands_of(a, argv[1]))
		return err_set(err, ERR_USAGE, "cli.half-command", "command", argv[1], "commands",
			       commands_of(a, argv[1]), NULL);
	near = nearest_command(a, said);
	if (!near)
		near = nearest_command(a, argv[1]);
	if (near)
		return err_set(err, ERR_USAGE, "cli.unknown-command-near", "command", said, "near", near, NULL);
	return err_set(err, ERR_USAGE, "cli.unknown-command", "command", said, NULL);
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* sosei, sosei --help, sosei review --help, sosei --version; else the command. */
static bool dispatch(struct call *c, int argc, char *argv[], struct err *err)
{
	int n_words = 0;
	char *version[] = { (char[]){ "version" } };

	if (argc < 2)
		return err_set(err, ERR_USAGE, "cli.no-command", NULL);
	if (is_help(argv[1]))
		return help_answer(c, NULL);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		c->command = command_find(version, 1, &n_words);
		return run(c, argc - 2, argv + 2, err);
	}
	c->command = command_find(argv + 1, argc - 1, &n_words);
	if (!c->command && argc > 2 && is_help(argv[2]) && commands_of(c->arena, argv[1]))
		return help_answer(c, argv[1]);
	if (!c->command)
		return unknown_command(c->arena, argc, argv, err);
	return run(c, argc - 1 - n_words, argv + 1 + n_words, err);
}

int cli_main(int argc, char *argv[], const struct cli_parts *parts)
{
	struct arena arena = { 0 };
	struct call c = { .arena = &arena, .lang = locale_lang(), .parts = parts };
	struct err err = { 0 };
	int code;

	look_ahead(&c, argc, argv);
	if (dispatch(&c, argc, argv, &err) && print_answer(&c, &err))
		code = c.no ? ERR_NO : 0;
	else
		code = fail(&c, &err);
	store_close(&c.context.store);
	json_decref(c.answer);
	buf_clear(&c.out);
	arena_clear(&arena);
	return code;
}

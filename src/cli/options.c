/* Options may stand anywhere behind the command words; `--o V` is `--o=V`; a value may begin with `-` (--actual -303);
 * `--` ends options. getopt_long was rejected: it abbreviates, reorders by the environment, and takes the last of two.
 */
#include <assert.h>
#include <string.h>

#include "cli/command.h"
#include "usecase/said.h"

static void declare(struct call *c, const struct option *o)
{
	assert(c->n_options < OPTIONS_MAX);
	c->options[c->n_options++] = o;
}

const struct option *account_option(const struct command *command)
{
	static const struct option as = { "as", "LOGIN", "cli.option-as", OPTION_TEXT };
	static const struct option account = { "account", "LOGIN", "cli.option-as", OPTION_TEXT };

	if (!(command->needs & NEEDS_STORE))
		return NULL;
	for (const struct option *o = command->options; o && o->name; o++)
		if (!strcmp(o->name, as.name))
			return &account;
	return &as;
}

static void declare_all(struct call *c)
{
	for (const struct option *o = c->command->options; o && o->name; o++)
		declare(c, o);
	if (c->command->needs & NEEDS_PLAN)
		declare(c, &plan_option);
	if (account_option(c->command))
		declare(c, account_option(c->command));
	for (const struct option *o = common_options; o->name; o++)
		declare(c, o);
}

static size_t option_at(const struct call *c, struct text name)
{
	for (size_t i = 0; i < c->n_options; i++)
		if (text_is(name, c->options[i]->name))
			return i;
	return SIZE_MAX;
}

static bool unknown_option(const struct call *c, struct text name, struct err *err)
{
	const char *names[OPTIONS_MAX];
	const char *near;
	char *written = text_z(c->arena, name);

	for (size_t i = 0; i < c->n_options; i++)
		names[i] = c->options[i]->name;
	near = nearest_word(written, names, c->n_options);
	if (near)
		return err_set(err, ERR_USAGE, "cli.unknown-option-near", "option", written, "near", near, "command",
			       c->command->words, NULL);
	return err_set(err, ERR_USAGE, "cli.unknown-option", "option", written, "command", c->command->words, NULL);
}

/* Whether word is one of the words of "ja|en". */
static bool is_choice(const char *choices, struct text word)
{
	while (*choices) {
		size_t n = strcspn(choices, "|");

		if (text_eq(word, (struct text){ choices, n }))
			return true;
		choices += n + (choices[n] == '|');
	}
	return false;
}

static bool bad_choice(const struct option *o, const char *written, struct arena *a, struct err *err)
{
	const char *words[24];
	size_t n = 0;
	char *copy = arena_strdup(a, o->value), *rest = NULL;

	for (char *w = strtok_r(copy, "|", &rest); w && n < 24; w = strtok_r(NULL, "|", &rest))
		words[n++] = w;
	if (nearest_word(written, words, n))
		return err_set(err, ERR_USAGE, "cli.bad-choice-near", "option", o->name, "value", written, "choices",
			       o->value, "near", nearest_word(written, words, n), NULL);
	return err_set(err, ERR_USAGE, "cli.bad-choice", "option", o->name, "value", written, "choices", o->value,
		       NULL);
}

static bool integer(int64_t *number, struct text t)
{
	struct decimal d;

	if (!decimal_said(&d, t, NULL) || d.scale)
		return false;
	*number = d.coefficient;
	return true;
}

static bool year(int64_t *number, struct text t)
{
	struct period p;

	if (integer(number, t))
		return true;
	if (!period_said(&p, t, NULL) || p.kind != PERIOD_CY)
		return false;
	*number = p.year;
	return true;
}

/* A wrong value is an error of input, not of usage: the same number could have come from a file. */
static bool read_value(struct call *c, const struct option *o, struct option_value *v, struct err *err)
{
	const char *z = text_z(c->arena, v->text);
	enum value_state state = STATE_PRELIMINARY;
	struct err why = { 0 };
	bool ok = true;

	switch (o->type) {
	case OPTION_FLAG:
	case OPTION_TEXT:
		break;
	case OPTION_CHOICE:
		return is_choice(o->value, v->text) || bad_choice(o, z, c->arena, err);
	case OPTION_STATE:
		ok = value_state_said(&state, v->text);
		v->number = state;
		return ok || bad_choice(o, z, c->arena, err);
	case OPTION_INT:
	case OPTION_YEAR:
		return (o->type == OPTION_YEAR ? year : integer)(&v->number, v->text) ||
		       err_set(err, ERR_INPUT, "cli.bad-integer", "option", o->name, "value", z, NULL);
	case OPTION_DECIMAL:
		ok = decimal_said(&v->decimal, v->text, &why);
		break;
	case OPTION_FIGURE:
		ok = figure_said(&v->decimal, &v->unit, v->text, &why);
		break;
	case OPTION_PERIOD:
		ok = period_said(&v->period, v->text, &why);
		break;
	case OPTION_DATE:
		ok = date_said(&v->date, v->text, &why);
		break;
	}
	if (ok)
		return true;
	/* Both languages: --json gives both. */
	return err_set(err, ERR_INPUT, "cli.bad-value", "option", o->name, "why", msg_say(c->arena, LANG_JA, &why.msg),
		       "why_en", msg_say(c->arena, LANG_EN, &why.msg), NULL);
}

/* One option, at argv[*i]; *i moves on to the last word that belongs to it. */
static bool read_option(struct call *c, int argc, char *const argv[], int *i, struct err *err)
{
	struct text word = text_of(argv[*i] + 2);
	size_t equals = text_find(word, TEXT("="));
	struct text name = text_slice(word, 0, equals == SIZE_MAX ? word.n : equals);
	size_t at = option_at(c, name);
	const struct option *o;
	struct option_value *v;

	if (at == SIZE_MAX)
		return unknown_option(c, name, err);
	o = c->options[at];
	v = &c->values[at];
	if (v->given)
		return err_set(err, ERR_USAGE, "cli.option-twice", "option", o->name, NULL);
	v->given = true;
	if (o->type == OPTION_FLAG)
		return equals == SIZE_MAX || err_set(err, ERR_USAGE, "cli.flag-with-value", "option", o->name, NULL);
	if (equals != SIZE_MAX) {
		v->text = text_slice(word, equals + 1, word.n);
		return true;
	}
	if (*i + 1 == argc)
		return err_set(err, ERR_USAGE, "cli.value-missing", "option", o->name, "value", o->value, NULL);
	/* `--because --json`: a forgotten value, not a reason that reads "--json". Who means it writes
	 * --because=--json. */
	if (strncmp(argv[*i + 1], "--", 2) == 0 && option_at(c, text_of(argv[*i + 1] + 2)) != SIZE_MAX)
		return err_set(err, ERR_USAGE, "cli.value-is-option", "option", o->name, "value", argv[*i + 1], NULL);
	v->text = text_of(argv[++*i]);
	return true;
}

static bool add_argument(struct call *c, const char *word, struct err *err)
{
	size_t most = 0;

	while (most < ARGUMENTS_MAX && c->command->arguments[most])
		most++;
	if (most && strstr(c->command->arguments[most - 1], "..."))
		most = SIZE_MAX;
	if (c->n_arguments >= most)
		return err_set(err, ERR_USAGE, "cli.argument-too-many", "argument", word, "command", c->command->words,
			       NULL);
	c->arguments[c->n_arguments++] = text_of(word);
	return true;
}

const char *option_lacking(struct arena *a, const char *others, const char *name, const char *value)
{
	return arena_printf(a, "%s%s--%s %s", others ? others : "", others ? ", " : "", name, value);
}

static bool complete(const struct call *c, struct err *err)
{
	const char *missing = c->n_arguments < ARGUMENTS_MAX ? c->command->arguments[c->n_arguments] : NULL;
	const char *lacking = NULL;

	for (size_t i = 0; i < c->n_options; i++)
		if (c->options[i]->required && !c->values[i].given)
			lacking = option_lacking(c->arena, lacking, c->options[i]->name, c->options[i]->value);
	if (lacking)
		return err_set(err, ERR_USAGE, "cli.option-missing", "options", lacking, "command", c->command->words,
			       NULL);
	if (missing && *missing != '[')
		return err_set(err, ERR_USAGE, "cli.argument-missing", "argument", missing, "command",
			       c->command->words, NULL);
	return true;
}

static bool read_words(struct call *c, int argc, char *const argv[], struct err *err)
{
	bool ended = false;

	for (int i = 0; i < argc; i++) {
		bool dash = argv[i][0] == '-' && argv[i][1] != '\0';

		if (!ended && strcmp(argv[i], "--") == 0)
			ended = true;
		else if (!ended && dash && argv[i][1] == '-') {
			if (!read_option(c, argc, argv, &i, err))
				return false;
		} else if (!ended && strcmp(argv[i], "-h") == 0) {
			c->values[option_at(c, TEXT("help"))].given = true;
		} else if (!ended && dash) {
			return err_set(err, ERR_USAGE, "cli.short-option", "option", argv[i], NULL);
		} else if (!add_argument(c, argv[i], err)) {
			return false;
		}
	}
	return true;
}

static bool words_are_utf8(int argc, char *const argv[], struct err *err)
{
	for (int i = 0; i < argc; i++)
		if (utf8_bad_at(text_of(argv[i])) != SIZE_MAX)
			return err_set(err, ERR_INPUT, "cli.not-utf8", "number", NUM(i + 1), NULL);
	return true;
}

bool call_parse(struct call *c, int argc, char *const argv[], struct err *err)
{
	declare_all(c);
	c->arguments = arena_array(c->arena, (size_t)argc + 1, sizeof *c->arguments);
	if (!words_are_utf8(argc, argv, err) || !read_words(c, argc, argv, err))
		return false;
	if (call_has(c, "help"))
		return true;
	for (size_t i = 0; i < c->n_options; i++)
		if (c->values[i].given && !read_value(c, c->options[i], &c->values[i], err))
			return false;
	return complete(c, err);
}

const struct option_value *call_option(const struct call *c, const char *name)
{
	size_t at = option_at(c, text_of(name));

	assert(at != SIZE_MAX);
	return &c->values[at];
}

bool call_has(const struct call *c, const char *name)
{
	return call_option(c, name)->given;
}

struct text call_text(const struct call *c, const char *name)
{
	return call_option(c, name)->text;
}

bool call_event(int64_t *event, struct call *c, struct err *err)
{
	struct decimal d;

	if (!decimal_parse(&d, c->arguments[0], NULL) || d.scale || d.coefficient < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event-argument", "value", text_z(c->arena, c->arguments[0]),
			       NULL);
	*event = d.coefficient;
	return true;
}

const char *call_z(const struct call *c, const char *name)
{
	const struct option_value *v = call_option(c, name);

	return v->given ? text_z(c->arena, v->text) : NULL;
}

/* Help and the manual page, from the table and nothing else. */
#include <string.h>

#include "cli/command.h"
#include "publish/term.h"

enum { HELP_COLUMN = 34, NARROW = 70, NARROW_COLUMN = 6, USAGE_INDENT = 8 };

/* One option or argument of the usage line, on a line of its own where the line would grow wider than width. */
static void usage_word(struct buf *out, size_t *at, size_t width, const char *word)
{
	size_t n = text_width(text_of(word)) + 1;

	if (width && *at + n > width) {
		buf_printf(out, "\n%*s", USAGE_INDENT - 1, "");
		*at = USAGE_INDENT - 1;
	}
	buf_printf(out, " %s", word);
	*at += n;
}

static void usage(struct buf *out, const struct command *command, size_t width)
{
	size_t at = strlen("sosei ") + strlen(command->words);
	struct buf word = { 0 };

	buf_printf(out, "sosei %s", command->words);
	for (size_t i = 0; i < ARGUMENTS_MAX && command->arguments[i]; i++)
		usage_word(out, &at, width, command->arguments[i]);
	for (const struct option *o = command->options; o && o->name; o++) {
		buf_reset(&word);
		buf_printf(&word, "%s--%s", o->required ? "" : "[", o->name);
		if (o->type != OPTION_FLAG)
			buf_printf(&word, " %s", o->value);
		buf_puts(&word, o->required ? "" : "]");
		usage_word(out, &at, width, word.p);
	}
	buf_clear(&word);
}

/* The label in a column of its own, the sentence behind it; below it where the label is long or the terminal narrow. */
static void line(struct buf *out, const char *label, const char *sentence, size_t width)
{
	const size_t column = width && width < NARROW ? NARROW_COLUMN : HELP_COLUMN;
	size_t used = text_width(text_of(label)) + 2;

	buf_printf(out, "  %s", label);
	if (used + 2 > column) {
		buf_puts(out, "\n");
		used = 0;
	}
	buf_printf(out, "%*s", (int)(column - used), "");
	term_words(out, text_of(sentence), column, width);
}

/* Whether the command's words begin with first, as a word. */
static bool begins(const struct command *command, const char *first)
{
	size_t n = strlen(first);

	return strncmp(command->words, first, n) == 0 && (command->words[n] == ' ' || command->words[n] == '\0');
}

/* What the commands are for, in the order of the table: a heading stands above the first command of its group. */
static void heading(struct buf *out, const struct help_style *style, size_t i)
{
	static const struct {
		const char *first, *heading;
	} groups[] = {
		{ "init", "cli.group-plan" },    { "publish", "cli.group-publish" }, { "stats", "cli.group-people" },
		{ "section", "cli.group-town" }, { "review", "cli.group-review" },   { "account", "cli.group-account" },
		{ "log", "cli.group-store" },    { "help", "cli.group-program" },
	};

	for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
		if (begins(commands[i], groups[g].first) && !(i && begins(commands[i - 1], groups[g].first)))
			buf_printf(out, "\n%s\n", msg_label(style->lang, groups[g].heading));
}

void help_overview(struct buf *out, const struct help_style *style)
{
	term_words(out, text_of(msg_label(style->lang, "cli.about")), 0, style->width);
	for (size_t i = 0; i < n_commands; i++) {
		heading(out, style, i);
		line(out, commands[i]->words, msg_label(style->lang, commands[i]->summary), style->width);
	}
	buf_puts(out, "\n");
	term_words(out, text_of(msg_label(style->lang, "cli.overview-end")), 0, style->width);
}

bool help_group(struct buf *out, const struct help_style *style, const char *first)
{
	bool any = false;

	for (size_t i = 0; i < n_commands; i++)
		if (begins(commands[i], first)) {
			line(out, commands[i]->words, msg_label(style->lang, commands[i]->summary), style->width);
			any = true;
		}
	return any;
}

static void option_line(struct buf *out, const struct help_style *style, const struct option *o)
{
	struct buf label = { 0 };

	buf_printf(&label, "--%s", o->name);
	if (o->type != OPTION_FLAG)
		buf_printf(&label, " %s", o->value);
	line(out, label.p, msg_label(style->lang, o->help), style->width);
	buf_clear(&label);
}

/* Whether an option that every command takes does anything here. --store is taken everywhere, so that a script may give
 * it to all its commands, and named only where a store is opened. */
static bool uses(const struct command *command, const struct option *common)
{
	return strcmp(common->name, "store") != 0 || command->needs & (NEEDS_STORE | OPENS_STORE);
}

void help_command(struct buf *out, const struct help_style *style, const struct command *command)
{
	usage(out, command, style->width);
	buf_puts(out, "\n\n");
	term_words(out, text_of(msg_label(style->lang, command->summary)), 0, style->width);
	buf_puts(out, "\n");
	if (command->details) {
		term_words(out, text_of(msg_label(style->lang, command->details)), 0, style->width);
		buf_puts(out, "\n");
	}
	for (const struct option *o = command->options; o && o->name; o++)
		option_line(out, style, o);
	if (command->needs & NEEDS_PLAN)
		option_line(out, style, &plan_option);
	if (account_option(command))
		option_line(out, style, account_option(command));
	for (const struct option *o = common_options; o->name; o++)
		if (uses(command, o))
			option_line(out, style, o);
}

/* Text for roff: backslashes and leading dots lose their meaning, a dash stays the dash that can be copied. */
static void roff(struct buf *out, const char *s)
{
	bool begin = true;

	for (; *s; s++) {
		if (begin && (*s == '.' || *s == '\''))
			buf_puts(out, "\\&");
		if (*s == '\\')
			buf_puts(out, "\\e");
		else if (*s == '-')
			buf_puts(out, "\\-");
		else
			buf_add(out, s, 1);
		begin = *s == '\n';
	}
}

static void roff_option(struct buf *out, const struct option *o)
{
	buf_puts(out, ".TP\n.B ");
	roff(out, "--");
	roff(out, o->name);
	if (o->type != OPTION_FLAG) {
		buf_puts(out, " \\fI");
		roff(out, o->value);
		buf_puts(out, "\\fR");
	}
	buf_puts(out, "\n");
	roff(out, msg_label(LANG_EN, o->help));
	buf_puts(out, "\n");
}

static void roff_command(struct buf *out, const struct command *command)
{
	struct buf line = { 0 };

	usage(&line, command, 0);
	buf_puts(out, ".SS ");
	roff(out, command->words);
	buf_puts(out, "\n.B ");
	roff(out, line.p);
	buf_puts(out, "\n.PP\n");
	roff(out, msg_label(LANG_EN, command->summary));
	buf_puts(out, "\n");
	if (command->details) {
		buf_puts(out, ".PP\n");
		roff(out, msg_label(LANG_EN, command->details));
		buf_puts(out, "\n");
	}
	for (const struct option *o = command->options; o && o->name; o++)
		roff_option(out, o);
	if (command->needs & NEEDS_PLAN)
		roff_option(out, &plan_option);
	if (account_option(command))
		roff_option(out, account_option(command));
	buf_clear(&line);
}

static void roff_section(struct buf *out, const char *heading, const char *id)
{
	buf_printf(out, ".SH %s\n", heading);
	roff(out, msg_label(LANG_EN, id));
	buf_puts(out, "\n");
}

void help_manual(struct buf *out)
{
	buf_printf(out, ".\\\" Made by `sosei help --man` from the table of commands.\n.TH SOSEI 1 \"\" \"sosei %s\"\n",
		   SOSEI_VERSION);
	buf_puts(out, ".SH NAME\nsosei \\- ");
	roff(out, msg_label(LANG_EN, "cli.about"));
	buf_puts(out, "\n.SH SYNOPSIS\n.B sosei\n.I command\n[\\fIargument\\fR ...] [\\fB\\-\\-option\\fR "
		      "\\fIvalue\\fR ...]\n");
	roff_section(out, "DESCRIPTION", "cli.man-description");
	buf_puts(out, ".SH OPTIONS OF EVERY COMMAND\n");
	for (const struct option *o = common_options; o->name; o++)
		roff_option(out, o);
	buf_puts(out, ".SH COMMANDS\n");
	for (size_t i = 0; i < n_commands; i++)
		roff_command(out, commands[i]);
	roff_section(out, "EXIT STATUS", "cli.man-exit");
	roff_section(out, "ENVIRONMENT", "cli.man-environment");
	roff_section(out, "FILES", "cli.man-files");
}

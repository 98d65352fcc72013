/* Help and the manual page, from the table and nothing else. */
#include <string.h>

#include "cli/command.h"

enum { HELP_COLUMN = 34 };

void command_usage(struct buf *out, const struct command *command)
{
	buf_printf(out, "sosei %s", command->words);
	for (size_t i = 0; i < ARGUMENTS_MAX && command->arguments[i]; i++)
		buf_printf(out, " %s", command->arguments[i]);
	for (const struct option *o = command->options; o && o->name; o++) {
		const char *open = o->required ? "" : "[", *close = o->required ? "" : "]";

		if (o->type == OPTION_FLAG)
			buf_printf(out, " %s--%s%s", open, o->name, close);
		else
			buf_printf(out, " %s--%s %s%s", open, o->name, o->value, close);
	}
}

/* The label in a column of its own, the sentence behind it; below it where the label is long. */
static void line(struct buf *out, const char *label, const char *sentence)
{
	size_t width = text_width(text_of(label)) + 2;

	buf_printf(out, "  %s", label);
	if (width + 2 > HELP_COLUMN) {
		buf_puts(out, "\n");
		width = 0;
	}
	for (; width < HELP_COLUMN; width++)
		buf_puts(out, " ");
	buf_printf(out, "%s\n", sentence);
}

void help_overview(struct buf *out, enum lang lang)
{
	buf_printf(out, "%s\n\n", msg_label(lang, "cli.about"));
	for (size_t i = 0; i < n_commands; i++)
		line(out, commands[i]->words, msg_label(lang, commands[i]->summary));
	buf_printf(out, "\n%s\n", msg_label(lang, "cli.overview-end"));
}

static void option_line(struct buf *out, enum lang lang, const struct option *o)
{
	struct buf label = { 0 };

	buf_printf(&label, "--%s", o->name);
	if (o->type != OPTION_FLAG)
		buf_printf(&label, " %s", o->value);
	line(out, label.p, msg_label(lang, o->help));
	buf_clear(&label);
}

void help_command(struct buf *out, enum lang lang, const struct command *command)
{
	command_usage(out, command);
	buf_printf(out, "\n\n%s\n\n", msg_label(lang, command->summary));
	if (command->details)
		buf_printf(out, "%s\n\n", msg_label(lang, command->details));
	for (const struct option *o = command->options; o && o->name; o++)
		option_line(out, lang, o);
	if (command->needs & NEEDS_PLAN)
		option_line(out, lang, &plan_option);
	if (takes_as(command))
		option_line(out, lang, &as_option);
	for (const struct option *o = common_options; o->name; o++)
		option_line(out, lang, o);
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
	struct buf usage = { 0 };

	command_usage(&usage, command);
	buf_puts(out, ".SS ");
	roff(out, command->words);
	buf_puts(out, "\n.B ");
	roff(out, usage.p);
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
	if (takes_as(command))
		roff_option(out, &as_option);
	buf_clear(&usage);
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

#include "cli/command.h"

static bool unknown(struct call *c, const char *words, struct err *err)
{
	const char *near = nearest_command(c->arena, words);

	if (near)
		return err_set(err, ERR_USAGE, "cli.unknown-command-near", "command", words, "near", near, NULL);
	return err_set(err, ERR_USAGE, "cli.unknown-command", "command", words, NULL);
}

/* Of what the arguments name: a command, or the first word of several. */
static bool named(struct call *c, struct buf *text, const struct help_style *style, struct err *err)
{
	char **argv = arena_array(c->arena, c->n_arguments, sizeof *argv);
	const struct command *command;
	struct buf words = { 0 };
	int n = 0;
	bool ok = true;

	for (size_t i = 0; i < c->n_arguments; i++) {
		argv[i] = text_z(c->arena, c->arguments[i]);
		buf_printf(&words, "%s%s", i ? " " : "", argv[i]);
	}
	command = command_find(argv, (int)c->n_arguments, &n);
	if (command && (size_t)n == c->n_arguments)
		help_command(text, style, command);
	else if (c->n_arguments > 1 || !help_group(text, style, argv[0]))
		ok = unknown(c, words.p, err);
	buf_clear(&words);
	return ok;
}

static bool run(struct call *c, struct err *err)
{
	struct help_style style = { c->lang, call_width(c) };
	struct buf text = { 0 };
	bool ok = true;

	if (c->n_arguments)
		ok = named(c, &text, &style, err);
	else if (call_has(c, "man"))
		help_manual(&text);
	else
		help_overview(&text, &style);
	if (ok && c->json)
		c->answer = json_pack("{s:o}", "help", json_text(buf_view(&text)));
	else if (ok)
		buf_text(&c->out, buf_view(&text));
	buf_clear(&text);
	return ok;
}

const struct command command_help = {
	.words = "help",
	.arguments = { "[COMMAND...]" },
	.summary = "cli.help",
	.options = (const struct option[]){ { "man", NULL, "cli.help-man", OPTION_FLAG }, { 0 } },
	.run = run,
};

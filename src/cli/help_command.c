#include "cli/command.h"

static bool run(struct call *c, struct err *err)
{
	struct buf text = { 0 };
	struct buf words = { 0 };
	const struct command *command = NULL;
	char **argv = arena_array(c->arena, c->n_arguments + 1, sizeof *argv);
	int n = 0;
	bool ok = true;

	for (size_t i = 0; i < c->n_arguments; i++) {
		argv[i] = text_z(c->arena, c->arguments[i]);
		buf_printf(&words, "%s%s", i ? " " : "", argv[i]);
	}
	if (c->n_arguments)
		command = command_find(argv, (int)c->n_arguments, &n);
	if (c->n_arguments && (!command || (size_t)n != c->n_arguments)) {
		const char *near = nearest_command(c->arena, words.p);

		ok = near ? err_set(err, ERR_USAGE, "cli.unknown-command-near", "command", words.p, "near", near, NULL)
			  : err_set(err, ERR_USAGE, "cli.unknown-command", "command", words.p, NULL);
	} else if (call_has(c, "man")) {
		help_manual(&text);
	} else if (command) {
		help_command(&text, c->lang, command);
	} else {
		help_overview(&text, c->lang);
	}
	if (ok && c->json)
		c->answer = json_pack("{s:o}", "help", json_text(buf_view(&text)));
	else if (ok)
		buf_text(&c->out, buf_view(&text));
	buf_clear(&words);
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

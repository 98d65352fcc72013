/* Several files are several imports: one that is refused does not undo those before it. */
#include "cli/command.h"

#include "cli/stats_result.h"

static bool run(struct call *c, struct err *err)
{
	struct stats_request q = { .as = call_text(c, "as"),
				   .published = call_option(c, "published")->date,
				   .source = text_trim(call_text(c, "source")),
				   .licence = text_trim(call_text(c, "licence")),
				   .url = call_text(c, "url"),
				   .status = call_text(c, "status"),
				   .accept_partial = call_has(c, "accept-partial"),
				   .no_links = call_has(c, "no-links") };
	json_t *files = c->json ? json_array() : NULL;

	for (size_t i = 0; i < c->n_arguments; i++) {
		struct stats_result r;

		q.path = text_z(c->arena, c->arguments[i]);
		if (!stats_import(&r, &c->context, &q, err)) {
			struct msg left = msg_make(c->arena, "cli.stats-import-left", "file", q.path, "n",
						   NUM((int64_t)(c->n_arguments - i - 1)), NULL);
			struct err also;

			/* What was taken before stands in the log: it is said before the failure is. */
			(void)!call_flush(c, &also);
			if (i + 1 < c->n_arguments)
				call_note(c, &left);
			json_decref(files);
			return false;
		}
		c->no = c->no || r.refused;
		if (c->json)
			json_array_append_new(files, stats_result_json(&r));
		else
			stats_result_say(c, &r);
	}
	if (c->json)
		c->answer = json_pack("{s:o}", "files", files);
	return true;
}

const struct command command_stats_import = {
	.words = "stats import",
	.arguments = { "FILE..." },
	.summary = "cli.stats-import",
	.details = "cli.stats-import-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "as", "LAYOUT", "cli.stats-import-as", OPTION_TEXT },
					    { "published", "DATE", "cli.stats-import-published", OPTION_DATE },
					    { "source", "TEXT", "cli.stats-import-source", OPTION_TEXT },
					    { "licence", "TEXT", "cli.stats-import-licence", OPTION_TEXT },
					    { "url", "URL", "cli.record-url", OPTION_TEXT },
					    { "status", "preliminary|provisional|final|projection",
					      "cli.stats-import-status", OPTION_CHOICE },
					    { "accept-partial", NULL, "cli.stats-import-partial", OPTION_FLAG },
					    { "no-links", NULL, "cli.stats-import-no-links", OPTION_FLAG },
					    { 0 } },
	.run = run,
};

/* As stats import, with the file fetched first: the same options, the same answer. */
#include "cli/command.h"

#include <stdlib.h>

#include "cli/stats_result.h"
#include "usecase/stats_fetch.h"

static bool run(struct call *c, struct err *err)
{
	const int64_t seconds = call_option(c, "timeout")->number;
	struct fetch_request q = { .id = text_trim(call_text(c, "id")),
				   .app_id = text_trim(call_text(c, "app-id")),
				   .area = call_text(c, "area"),
				   .select = call_text(c, "select"),
				   .base_url = call_z(c, "base-url"),
				   .seconds = (int)seconds,
				   .import = { .status = call_text(c, "status"),
					       .accept_partial = call_has(c, "accept-partial"),
					       .no_links = call_has(c, "no-links") } };
	struct stats_result r;

	if (call_has(c, "timeout") && (seconds < 1 || seconds > 3600))
		return err_set(err, ERR_USAGE, "cli.bad-timeout", NULL);
	if (!q.app_id.n)
		q.app_id = text_trim(text_of(getenv("SOSEI_ESTAT_APP_ID")));
	if (!stats_fetch(&r, &c->context, &q, err))
		return false;
	c->no = r.refused;
	if (c->json) {
		c->answer = stats_result_json(&r);
		return true;
	}
	stats_result_say(c, &r);
	call_say(c, "cli.stats-fetch-credit", NULL);
	return true;
}

const struct command command_stats_fetch = {
	.words = "stats fetch",
	.summary = "cli.stats-fetch",
	.details = "cli.stats-fetch-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "id", "TABLE", "cli.stats-fetch-id", OPTION_TEXT, true },
					    { "app-id", "ID", "cli.stats-fetch-app-id", OPTION_TEXT },
					    { "area", "AREA", "cli.stats-fetch-area", OPTION_TEXT },
					    { "select", "CONDITIONS", "cli.stats-fetch-select", OPTION_TEXT },
					    { "status", "preliminary|provisional|final|projection",
					      "cli.stats-import-status", OPTION_CHOICE },
					    { "accept-partial", NULL, "cli.stats-import-partial", OPTION_FLAG },
					    { "no-links", NULL, "cli.stats-import-no-links", OPTION_FLAG },
					    { "timeout", "SECONDS", "cli.stats-fetch-timeout", OPTION_INT },
					    { "base-url", "URL", "cli.stats-fetch-base-url", OPTION_TEXT },
					    { 0 } },
	.run = run,
};

/* What a file is, or a mapping to fill in: printed as the YAML that `stats import --as` reads. */
#include "cli/command.h"

#include "usecase/stats.h"

static json_t *answer(const struct stats_explained *x)
{
	return json_pack("{s:o,s:I,s:I,s:o}", "layout", json_opt(x->layout), "rows", (json_int_t)x->rows, "faults",
			 (json_int_t)x->faults, "mapping", x->mapping ? json_incref(x->mapping) : json_null());
}

static bool run(struct call *c, struct err *err)
{
	struct stats_explained x;
	struct msg hint;

	if (!stats_explain(&x, c->arena, text_z(c->arena, c->arguments[0]), err))
		return false;
	if (c->json)
		c->answer = answer(&x);
	else if (x.layout)
		call_say(c, "cli.stats-explained", "file", x.name, "layout", x.layout, "rows", NUM(x.rows), "faults",
			 NUM(x.faults), "source", x.source, NULL);
	else {
		hint = msg_make(c->arena, "cli.stats-proposed", "file", text_z(c->arena, c->arguments[0]), NULL);
		call_note(c, &hint); /* not among the YAML, which people write into a file */
		call_put(c, x.yaml);
	}
	json_decref(x.mapping);
	return true;
}

const struct command command_stats_explain = {
	.words = "stats explain",
	.arguments = { "FILE" },
	.summary = "cli.stats-explain",
	.details = "cli.stats-explain-details",
	.run = run,
};

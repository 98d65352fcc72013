#include "cli/command.h"
#include "usecase/copy.h"

static bool run(struct call *c, struct err *err)
{
	const char *from = text_z(c->arena, c->arguments[0]), *to = text_z(c->arena, c->arguments[1]);
	struct store_copied made;

	if (!copy_store(&made, from, to, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I,s:I,s:I,s:I,s:s,s:s}", "events", (json_int_t)made.events, "private_values",
				      (json_int_t)made.private_values, "blobs", (json_int_t)made.blobs, "kept_rows",
				      (json_int_t)made.kept_rows, "root", HEX(&made.root), "digest", HEX(&made.digest));
	else
		call_say(c, "cli.store-copied", "events", NUM(made.events), "private", NUM(made.private_values),
			 "blobs", NUM(made.blobs), "kept", NUM(made.kept_rows), "root", HEX(&made.root), NULL);
	return true;
}

const struct command command_store_copy = {
	.words = "store copy",
	.arguments = { "FROM", "TO" },
	.summary = "cli.store-copy",
	.details = "cli.store-copy-details",
	.run = run,
};

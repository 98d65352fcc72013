#include "cli/command.h"
#include "usecase/version.h"

static bool run(struct call *c, struct err *err)
{
	struct version_info v;

	(void)err;
	version_read(&v);
	if (c->json) {
		c->answer =
			json_pack("{s:s,s:s,s:s,s:b,s:i,s:s}", "version", v.version, "sqlite", v.sqlite, "postgresql",
				  v.postgresql, "seccomp", v.seccomp, "landlock", v.landlock, "jansson", v.jansson);
		return true;
	}
	buf_printf(&c->out, "sosei %s\n", v.version);
	call_say(c, "cli.version-stores", "sqlite", v.sqlite, "postgresql", v.postgresql, NULL);
	call_say(c, v.seccomp ? "cli.version-seccomp" : "cli.version-no-seccomp", NULL);
	if (v.landlock)
		call_say(c, "cli.version-landlock", "abi", NUM(v.landlock), NULL);
	else
		call_say(c, "cli.version-no-landlock", NULL);
	return true;
}

const struct command command_version = { .words = "version", .summary = "cli.version", .run = run };

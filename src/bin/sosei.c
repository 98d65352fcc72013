#include "cli/command.h"
#include "web/serve.h"

static bool serve(const char *store, struct text plan, const char *listen,
		  void (*ready)(void *context, const char *url), void *context, struct err *err)
{
	struct web_options o = {
		.store = store, .plan = plan, .listen = listen, .ready = ready, .ready_context = context
	};

	return web_serve(&o, err);
}

int main(int argc, char *argv[])
{
	return cli_main(argc, argv, &(struct cli_parts){ .serve = serve });
}

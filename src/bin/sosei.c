#include "cli/command.h"
#include "web/serve.h"

static bool serve(const struct serve_request *q, struct err *err)
{
	struct web_options o = { .store = q->store,
				 .plan = q->plan,
				 .listen = q->listen,
				 .certificate = q->certificate,
				 .key = q->key,
				 .site = q->url,
				 .behind_proxy = q->behind_proxy,
				 .ready = q->ready,
				 .ready_context = q->context };

	return web_serve(&o, err);
}

int main(int argc, char *argv[])
{
	return cli_main(argc, argv, &(struct cli_parts){ .serve = serve });
}

/* tests/unit/web_world.h - a server on a store of its own, with accounts of every role. */
#ifndef TESTS_WEB_WORLD_H
#define TESTS_WEB_WORLD_H

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "markup.h"
#include "../ok.h"
#include "usecase/init.h"
#include "usecase/session.h"
#include "web/page.h"
#include "web/serve.h"
#include "web_client.h"

/* Every account's. */
extern const char world_password[];

struct world {
	struct arena arena;
	char folder[64], store[256]; /* the store's path or address */
	struct web *web;
	struct client client;
};

/* Runs the tests as cmocka does, on stores of the kind that argv[1] names ("sqlite", the default, or "postgresql",
 * whose server it starts; reported as skipped where none is installed). The accounts: admin, planner, section (of
 * "kikaku"), expert, auditor, none (without a role). The store is sample-city's. */
int world_run(int argc, char **argv, const struct CMUnitTest *tests, size_t n);
/* cmocka's setup and teardown: a copy of that store, served. */
int world_set_up(void **state);
int world_tear_down(void **state);
/* The same on an empty store without accounts. */
int world_set_up_empty(void **state);
/* With other options: .listen and .store are filled in. */
void world_serve(struct world *w, struct web_options o);

struct client *world_visitor(void **state);
/* Signed in by the form. */
struct client *world_client(void **state, const char *login);
/* The header with which a program comes in: a new token of that account, for a day. */
const char *world_bearer(void **state, const char *login, unsigned scopes);
/* The store, opened beside the server for looking in. */
struct store *world_store(void **state);
void world_well_formed(struct client *c);

#endif

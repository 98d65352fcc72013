/* cli/outlook.h - projections of areas from the store, as JSON, CSV and table: for people project --area and --all. */
#ifndef CLI_OUTLOOK_H
#define CLI_OUTLOOK_H

#include "cli/command.h"

/* Reads --area or --all, --from and --to of the call and answers. */
MUST_CHECK bool outlook_run(struct call *c, struct err *err);

/* {"id","ja","en"} of a reason without values. */
json_t *reason_json(const char *id);

#endif

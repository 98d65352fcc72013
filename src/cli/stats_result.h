/* cli/stats_result.h - what an import of statistics did, for people and as JSON. */
#ifndef CLI_STATS_RESULT_H
#define CLI_STATS_RESULT_H

#include "cli/command.h"
#include "usecase/stats.h"

json_t *stats_result_json(const struct stats_result *r);
void stats_result_say(struct call *c, const struct stats_result *r);

#endif

/* cli/link_result.h - the values that a KPI got from its series, for people and as JSON. */
#ifndef CLI_LINK_RESULT_H
#define CLI_LINK_RESULT_H

#include "cli/command.h"
#include "usecase/value_link.h"

json_t *link_result_json(const struct link_result *r);
/* `head` is the id of the first line: that it was linked, or that values arrived. */
void link_result_say(struct call *c, const struct link_result *r, const char *head);

#endif

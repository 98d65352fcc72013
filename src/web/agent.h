/* web/agent.h - which browser on which system a User-Agent header names, for a person who looks whether a session is
 * his. */
#ifndef WEB_AGENT_H
#define WEB_AGENT_H

#include "base/arena.h"
#include "base/msg.h"
#include "base/text.h"

/* "Edge（Windows）"; a program by its own word ("curl"); what is unknown is said to be. */
struct text agent_said(struct arena *a, enum lang lang, struct text agent);

#endif

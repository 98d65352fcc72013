/* publish/log_words.h - an event of the log in words: "KPI：イ1、期間：2024年". */
#ifndef PUBLISH_LOG_WORDS_H
#define PUBLISH_LOG_WORDS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/msg.h"

/* What a section of that key is called; the key itself where it is unknown. */
struct log_names {
	struct text (*section)(void *context, struct text key);
	void *context;
};
/* The body of an event of that kind. Digests of files are left out, since they say nothing to people; a field that the
 * table does not know is said by its own name, so that nothing is hidden. */
struct text log_words(struct arena *a, enum lang lang, struct text kind, const json_t *body,
		      const struct log_names *names);
/* Whether the table has that field of that kind. */
bool log_words_know(struct text kind, struct text field);

#endif

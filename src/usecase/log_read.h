/* usecase/log_read.h - the log as people read it: newest first, with its actors. */
#ifndef USECASE_LOG_READ_H
#define USECASE_LOG_READ_H

#include "base/list.h"
#include "usecase/context.h"

struct log_line {
	int64_t number, at;
	struct text actor;            /* p == NULL: removed */
	struct text kind, body;       /* body: canonical JSON */
	struct text said[LANG_COUNT]; /* the body in words (publish/log_words.h) */
};
typedef LIST(struct log_line) log_line_list;

/* Those below number `before` (0: all), at most `most`. RIGHT_READ_LOG. */
MUST_CHECK bool log_lines(log_line_list *out, struct context *c, int64_t before, int64_t most, struct err *err);

#endif

/* cli/progress.h - one line on a terminal that says how far long work has come. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/msg.h"
#include "base/progress.h"

struct progress_line {
	struct progress progress; /* what the work is given */
	enum lang lang;
	bool on;       /* stderr is a terminal */
	bool drawn;    /* something stands in the line */
	int64_t last;  /* when it was drawn, ms */
	int64_t began; /* ms */
};

/* Draws on stderr, and only where that is a terminal: pipes, logs and --json's stdout see nothing of it. */
void progress_line_begin(struct progress_line *p, enum lang lang);
/* Leaves the line empty: at the end of the work, and before anything else is said. A further step draws it again. */
void progress_line_hide(struct progress_line *p);

#endif

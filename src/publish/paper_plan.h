/* publish/paper_plan.h - what of a plan is put on paper. */
#ifndef PUBLISH_PAPER_PLAN_H
#define PUBLISH_PAPER_PLAN_H

#include "publish/paper.h"
#include "publish/report.h"

enum paper_of {
	PAPER_VERDICTS, /* the first page: what was promised, and where it stands */
	PAPER_PLAN,     /* the plan as certified, with its versions */
	PAPER_YEAR,     /* all pages of the site, each a chapter, with cover and contents */
	PAPER_OF_COUNT
};

/* "verdicts", "plan", "year". */
const char *paper_of_name(enum paper_of of);

/* The paper of a report; the same documents as the site's pages. */
struct paper *paper_of_plan(struct arena *a, const struct plan_report *r, enum lang lang, enum paper_of of);

#endif

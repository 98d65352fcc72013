/* usecase/review_paper.h - the papers of the review year, as document trees: what experts take along, what the council
 * gets, what one section hands to another.
 *
 * They are made from what review_load gave to the person who asks, so that paper shows nothing that a page would hide:
 * closed first grades stay closed, an item of which he declared an interest is named and no more.
 */
#ifndef USECASE_REVIEW_PAPER_H
#define USECASE_REVIEW_PAPER_H

#include "publish/paper.h"
#include "usecase/review.h"

enum review_paper_of {
	REVIEW_PACKET, /* the experts' materials: the numbers as frozen, verdicts, charts, self-assessments */
	REVIEW_REPORT, /* to the council: grades, opinions, findings with dissent, answers, decisions */
	REVIEW_PAPER_COUNT
};
const char *review_paper_name(enum review_paper_of of); /* "packet", "report" */

/* Of a review from review_load_papers: a chapter that says what the review is and where it stands, then one for each
 * KPI and project. ERR_CONFLICT: the packet before the freeze, the report before the first grades are shown; both say
 * what is missing. */
MUST_CHECK bool review_paper(struct paper **out, struct context *c, const struct review *r, enum review_paper_of of,
			     enum lang lang, struct err *err);

/* What a section owns: KPIs with their last value, source and definition, projects with their costs; when a person
 * moves post or a section ends. ERR_INPUT: no such section. */
MUST_CHECK bool hand_over_paper(struct paper **out, struct context *c, struct text section, enum lang lang,
				struct err *err);

#endif

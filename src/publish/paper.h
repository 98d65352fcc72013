/* publish/paper.h - documents bound into one paper: what stands on it besides their trees.
 *
 * One document gives a paper that begins with its title; several, each a chapter, give a cover and a table of contents.
 * Links between chapters stay links; links to pages that are not in the paper become plain words. Paper knows no clock:
 * its dates are those that are handed in.
 */
#ifndef PUBLISH_PAPER_H
#define PUBLISH_PAPER_H

#include "base/calendar.h"
#include "base/list.h"
#include "publish/doc.h"
#include "publish/doc_json.h"

struct paper_chapter {
	const struct doc *doc;
	struct text address; /* as links name it: "kpi/a1.html"; empty where nothing links to it */
};

struct paper {
	struct arena *arena;
	enum lang lang;
	struct text title;           /* of the paper, in the file's properties and on the cover */
	struct text plan;            /* the plan's name, Japanese: above every page; may be empty */
	struct text owner;           /* who publishes it: 例示市; may be empty */
	struct text edition;         /* "2022年9月30日現在": above every page and on the cover */
	struct text banner;          /* "invented example ...": above every page; may be empty */
	struct text source, licence; /* below each table of a workbook; may be empty */
	struct date as_of;           /* the file's dates of creation and change */
	LIST(struct paper_chapter) chapters;
};

/* A paper of no chapters yet. */
struct paper *paper_begin(struct arena *a, enum lang lang, struct text title, struct date as_of);
void paper_chapter(struct paper *p, const struct doc *d, struct text address);

/* The caller decrefs. */
json_t *paper_to_json(const struct paper *p);
MUST_CHECK bool paper_from_json(struct arena *a, struct paper **p, const json_t *j, struct err *err);

#endif

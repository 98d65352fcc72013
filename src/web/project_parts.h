/* web/project_parts.h - what the pages of the projects share: reading them, and how one is shown. Private to
 * web/page_project*.c.
 */
#ifndef WEB_PROJECT_PARTS_H
#define WEB_PROJECT_PARTS_H

#include "usecase/projects.h"
#include "web/app.h"

struct seen_projects {
	const struct plan_version *plan;
	project_list all;
	section_list sections;
};

/* The projects of the plan in force today. */
MUST_CHECK bool projects_of_page(struct seen_projects *s, struct request *q, struct err *err);
/* The project of the field `item`; NULL with *err where there is none. */
const struct project *project_of_page(const struct seen_projects *s, const struct request *q, struct err *err);
/* For programs: the plan and that project. */
MUST_CHECK bool data_project(struct request *q, json_t **data, struct err *err);

/* "/projects/cost?item=project%3A..." in the language of the request. */
struct text project_link(const struct request *q, const char *page, struct text key);

struct text project_year_words(struct doc *d, int16_t year);
struct text project_yen_words(struct doc *d, bool has, int64_t yen);
struct text project_status_label(struct doc *d, enum project_status status);
struct text project_kpis_text(struct arena *a, const struct project *p, const char *between);
/* The heads of columns of amounts stand to the right, as the amounts do; before: columns in front of them. */
void project_amounts_head(struct node *table, size_t before);
void put_project_facts(struct doc *d, struct node *parent, const struct seen_projects *s, const struct project *p);
/* The title of a page about one project: its key and name, and which page (a message). */
void project_title(struct doc *d, const char *page, const struct project *p);

#endif

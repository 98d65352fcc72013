/* usecase/scenario.h - scenarios as a file: what of the future is to be otherwise than the past.
 *
 *   name: 工場の立地            shown with the result; or in two languages: { ja: 工場の立地, en: A factory }
 *   children:                  one of:
 *     factor: 1.2                the child-woman ratio times that of the last five years
 *     child_woman_ratio: 0.25    children aged 0-4 for each woman aged 15-49
 *     tfr: 1.8                   children in a woman's life
 *     by: 2040                 reached in equal parts by that year; left out: at once
 *   migration:                 one rule, or a list of them:
 *     - scale: 0.5               net migration rates times this
 *       ages: 15-24              or a list, 65+; groups of five years. Left out: all ages
 *       sex: F                   or M; left out: both
 *       by: 2030
 *     - per_year: 300            additional net migrants a year; below 0: fewer
 *       ages: [0-9, 20-39]       left out: these, young families
 *       from: 2025               after that year; left out: from the base year
 *       by: 2030                 in full by then
 *     - balance: true            as many more as bring net migration to nil (ages as of per_year)
 *       by: 2035
 *   events:                    counts of people who come, or go (below 0), at once
 *     - year: 2028
 *       people: 1500
 *       ages: 20-39              left out: young families
 *
 * or several of them to be shown side by side, in their order:
 *
 *   scenarios:
 *     - name: すう勢
 *     - name: ...
 *
 * docs/methods/scenario.md says what each rule does.
 */
#ifndef USECASE_SCENARIO_H
#define USECASE_SCENARIO_H

#include "base/err.h"
#include "base/list.h"
#include "people/scenario.h"

struct named_scenario {
	struct text name[LANG_COUNT]; /* empty where the file gives none; of a name in one language both are it */
	struct scenario s;
};
typedef LIST(struct named_scenario) scenario_list;

enum { SCENARIOS_MAX = 12 };

/* Reads a file of one scenario or of several. ERR_INPUT names file, line and what to write instead: an unknown key, no
 * number or one out of bounds (a factor or rate below 0 or above 10, a year outside 1900-2999), ages that are no groups
 * of five years or overlap, none or two of the keys of which one is wanted, more than SCENARIO_RULES rules or events,
 * more than SCENARIOS_MAX scenarios. */
MUST_CHECK bool scenario_read(struct arena *a, scenario_list *out, const char *path, struct err *err);
/* The same from text; `where` is the name that errors give it. */
MUST_CHECK bool scenario_parse(struct arena *a, scenario_list *out, struct text bytes, const char *where,
			       struct err *err);
/* The set that ships (data/scenarios.yaml): as in the past, more births, balanced migration, both. */
void scenario_standard(struct arena *a, scenario_list *out);

#endif

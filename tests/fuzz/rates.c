/* Whatever the eight files of rates hold (one behind the other, a line of four equals signs between): they are refused
 * with a sentence, or the people of every step are possible and the flows balance. */
#include "fuzz.h"

#include <math.h>

#include "files/sheet_build.h"
#include "usecase/project_rates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct rates_request request = { .first_year = 2020, .years = size % 2 ? 5 : 1 };
	struct text rest = { (const char *)data, size };
	const struct sheet *sheets[RATE_FILES];
	struct book books[RATE_FILES];
	struct projection *p = NULL;
	struct arena a = { 0 };
	struct err err = { 0 };

	for (int i = 0; i < RATE_FILES; i++) {
		size_t cut = text_find(rest, TEXT("\n====\n"));

		/* In this process: the fuzzer has to see what sosei-reader does. */
		if (!sheet_read(&a, &books[i], text_slice(rest, 0, cut), "fuzz", NULL)) {
			arena_clear(&a);
			return 0;
		}
		sheets[i] = &books[i].sheets.at[0];
		rest = cut == SIZE_MAX ? (struct text){ "", 0 } : text_slice(rest, cut + 6, rest.n);
	}
	if (!project_rates_of(&a, &p, sheets, &request, &err)) {
		MUST(err.kind != ERR_NONE && *msg_say(&a, LANG_JA, &err.msg));
		arena_clear(&a);
		return 0;
	}
	for (int i = 1; i <= p->n_steps; i++) {
		double before = population_total(&p->at[i - 1]), after = population_total(&p->at[i]), change = 0;
		double size_of_it = fmax(1, fmax(before, after));

		MUST(population_check(&p->at[i], NULL));
		for (int s = 0; s < SEX_COUNT; s++) {
			const struct flows *f = &p->flows[i];

			change += f->births[s] - f->deaths[s] + f->migrants[s];
			size_of_it = fmax(size_of_it, fabs(f->births[s]) + fabs(f->deaths[s]) + fabs(f->migrants[s]));
		}
		MUST(fabs(before + change - after) <= 1e-9 * size_of_it);
	}
	arena_clear(&a);
	return 0;
}

/* Whatever a table of statistics holds: what is taken from it is well formed, what is not has its line, and a proposal
 * is refused or read, never believed. Behind a line of four equals signs stands a mapping. */
#include "fuzz.h"

#include "base/calendar.h"
#include "base/decimal.h"
#include "files/sheet_build.h"
#include "files/stats_mapping.h"
#include "files/yaml.h"

static void check_row(const struct observation *o)
{
	struct text numbers = o->numbers;
	struct decimal d;
	struct period p;
	struct date day;
	size_t n = 0;

	MUST(o->series.n && text_find(o->series, TEXT("\t")) == SIZE_MAX &&
	     text_find(o->series, TEXT("\n")) == SIZE_MAX);
	MUST(o->area.n == 5 && o->line >= 1);
	MUST(period_parse(&p, o->period, NULL));
	MUST(text_is(o->sex, "T") || text_is(o->sex, "M") || text_is(o->sex, "F"));
	MUST(!o->published.n || date_parse(&day, o->published, NULL));
	while (numbers.n || !n) {
		size_t space = text_find(numbers, TEXT(" "));

		MUST(decimal_parse(&d, text_slice(numbers, 0, space), NULL));
		numbers = space == SIZE_MAX ? (struct text){ 0 } : text_slice(numbers, space + 1, numbers.n);
		n++;
	}
	MUST(n == (text_is(o->ages, AGES_TOTAL) ? 1 : AGES_5_90_GROUPS + (text_is(o->ages, AGES_5_90) ? 1u : 2u)));
	MUST(n < AGES_5_90_GROUPS + 2 || text_is(o->ages, AGES_5_90_UNKNOWN));
}

static void check(struct arena *a, bool ok, const struct stats_table *t, const struct err *err)
{
	if (!ok) {
		MUST(err->kind != ERR_NONE && *msg_say(a, LANG_JA, &err->msg));
		return;
	}
	MUST(t->rows.n || t->faults.n);
	for (size_t i = 0; i < t->rows.n; i++)
		check_row(&t->rows.at[i]);
	for (size_t i = 0; i < t->faults.n; i++)
		MUST(t->faults.at[i].line >= 1 && *msg_say(a, LANG_EN, &t->faults.at[i].what));
}

static void propose(struct arena *a, const struct book *book)
{
	struct stats_table t = { 0 };
	struct err err = { 0 };
	struct buf yaml = { 0 };
	json_t *mapping;

	if (!stats_propose(a, &mapping, book, &err))
		return;
	yaml_write(&yaml, mapping);
	/* Its series are empty: only a person can name them. */
	MUST(!stats_read_mapped(a, &t, book, buf_view(&yaml), "proposed", &err));
	json_decref(mapping);
	buf_clear(&yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct text all = { (const char *)data, size }, csv;
	size_t cut = text_find(all, TEXT("\n====\n"));
	struct stats_table t = { 0 };
	struct book book;
	struct err err = { 0 };

	csv = text_slice(all, 0, cut);
	/* In this process: the fuzzer has to see what sosei-reader does. */
	if (sheet_read(&a, &book, csv, "fuzz", NULL)) {
		check(&a, stats_read(&a, &t, &book, (struct text){ 0 }, &err), &t, &err);
		propose(&a, &book);
		if (cut != SIZE_MAX)
			check(&a, stats_read_mapped(&a, &t, &book, text_slice(all, cut + 6, all.n), "mapping", &err),
			      &t, &err);
	}
	arena_clear(&a);
	return 0;
}

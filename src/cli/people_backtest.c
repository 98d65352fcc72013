/* Errors by size as sentences, JSON or the lines of data/backtest.csv. */
#include "cli/command.h"
#include "cli/outlook.h"
#include "usecase/people_areas.h"

#include <math.h>

static json_t *share_json(double share)
{
	return isnan(share) ? json_null() : json_real(share);
}

static json_t *sizes_json(const struct backtest *b)
{
	json_t *list = json_array();

	for (int i = 0; i < BACKTEST_SIZES; i++) {
		const struct backtest_size *s = &b->by_size[i];
		bool open = i + 1 == BACKTEST_SIZES;

		json_array_append_new(list, json_pack("{s:f,s:o,s:I,s:o,s:o}", "from", backtest_edges[i], "below",
						      open ? json_null() : json_real(backtest_edges[i + 1]), "n",
						      (json_int_t)s->n, "median", share_json(s->median), "p90",
						      share_json(s->p90)));
	}
	return list;
}

static json_t *flagged_json(const struct backtest *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->n + b->n_flagged; i++) {
		const struct backtest_area *a = &b->areas[i];

		if (a->flag)
			json_array_append_new(list,
					      json_pack("{s:o,s:o,s:o}", "code", json_text(a->area->code), "name",
							json_text(a->area->name), "reason", reason_json(a->flag)));
	}
	return list;
}

static json_t *areas_json(const struct backtest *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->n + b->n_flagged; i++) {
		const struct backtest_area *a = &b->areas[i];

		if (!a->flag)
			json_array_append_new(list,
					      json_pack("{s:o,s:o,s:f,s:f,s:f,s:f}", "code", json_text(a->area->code),
							"name", json_text(a->area->name), "base", a->base, "projected",
							a->projected, "counted", a->counted, "error", a->error));
	}
	return list;
}

/* The institute's error and ours over the same areas; null where it has no projection that begins there. */
static json_t *beside_json(struct call *c, const struct backtest *b)
{
	struct beside beside[1 + BACKTEST_SIZES];

	people_beside(c->arena, beside, b);
	if (!beside[0].n)
		return json_null();
	return json_pack("{s:I,s:o,s:o,s:o,s:o}", "n", (json_int_t)beside[0].n, "median",
			 share_json(beside[0].ipss_median), "p90", share_json(beside[0].ipss_p90), "our_median",
			 share_json(beside[0].median), "our_p90", share_json(beside[0].p90));
}

static json_t *backtest_json(struct call *c, const struct backtest *b)
{
	json_t *answer = json_pack("{s:i,s:i,s:I,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "from", b->from, "to", b->to, "n",
				   (json_int_t)b->n, "median", share_json(b->median), "p90", share_json(b->p90),
				   "median_signed", share_json(b->median_signed), "by_size", sizes_json(b),
				   "coverage80", share_json(b->coverage80), "coverage95", share_json(b->coverage95),
				   "flagged", flagged_json(b), "ipss", beside_json(c, b));

	if (call_has(c, "all"))
		json_object_set_new(answer, "areas", areas_json(b));
	return answer;
}

static const char *percent(struct arena *a, double share)
{
	return isnan(share) ? "-" : arena_printf(a, "%.2f %%", 100 * share);
}

static void put_share(struct buf *out, double share)
{
	if (isnan(share))
		buf_puts(out, ",");
	else
		buf_printf(out, ",%.6f", share);
}

/* A line for all sizes and one for each: what data/backtest.csv keeps. */
static void write_csv(struct call *c, const struct backtest *b)
{
	struct beside beside[1 + BACKTEST_SIZES];

	people_beside(c->arena, beside, b);
	buf_puts(&c->out,
		 "from,to,size_from,size_below,n,median,p90,median_signed,coverage80,coverage95,same_n,same_median,"
		 "same_p90,ipss_median,ipss_p90\n");
	for (int i = 0; i <= BACKTEST_SIZES; i++) {
		const struct backtest_size *size = i ? &b->by_size[i - 1] : NULL;

		buf_printf(&c->out, "%d,%d,", b->from, b->to);
		if (size)
			buf_printf(&c->out, "%.0f,", backtest_edges[i - 1]);
		if (size && i < BACKTEST_SIZES)
			buf_printf(&c->out, "%.0f", backtest_edges[i]);
		buf_printf(&c->out, "%s,%zu", size ? "" : ",", size ? size->n : b->n);
		put_share(&c->out, size ? size->median : b->median);
		put_share(&c->out, size ? size->p90 : b->p90);
		put_share(&c->out, size ? NAN : b->median_signed);
		put_share(&c->out, size ? NAN : b->coverage80);
		put_share(&c->out, size ? NAN : b->coverage95);
		buf_printf(&c->out, ",%zu", beside[i].n);
		put_share(&c->out, beside[i].median);
		put_share(&c->out, beside[i].p90);
		put_share(&c->out, beside[i].ipss_median);
		put_share(&c->out, beside[i].ipss_p90);
		buf_puts(&c->out, "\n");
	}
}

static void write_beside(struct call *c, const struct backtest *b)
{
	struct beside beside[1 + BACKTEST_SIZES];

	people_beside(c->arena, beside, b);
	if (beside[0].n)
		call_say(c, "cli.backtest-ipss", "n", people_text(c->arena, (double)beside[0].n), "median",
			 percent(c->arena, beside[0].median), "p90", percent(c->arena, beside[0].p90), "ipss_median",
			 percent(c->arena, beside[0].ipss_median), "ipss_p90", percent(c->arena, beside[0].ipss_p90),
			 NULL);
}

static void write_size(struct call *c, const struct backtest_size *s, int i)
{
	const bool last = i + 1 == BACKTEST_SIZES;
	const char *id = !i ? "cli.backtest-size-first" : last ? "cli.backtest-size-last" : "cli.backtest-size";

	call_say(c, id, "from", people_text(c->arena, backtest_edges[i]), "below",
		 last ? "" : people_text(c->arena, backtest_edges[i + 1]), "n", people_text(c->arena, (double)s->n),
		 "median", percent(c->arena, s->median), "p90", percent(c->arena, s->p90), NULL);
}

static void write_text(struct call *c, const struct backtest *b)
{
	call_say(c, "cli.backtest-errors", "from", NUM(b->from), "to", NUM(b->to), "n",
		 people_text(c->arena, (double)b->n), "median", percent(c->arena, b->median), "p90",
		 percent(c->arena, b->p90), "signed", arena_printf(c->arena, "%+.2f %%", 100 * b->median_signed), NULL);
	for (int i = 0; i < BACKTEST_SIZES; i++)
		write_size(c, &b->by_size[i], i);
	if (b->n_learned)
		call_say(c, "cli.backtest-coverage", "eighty", percent(c->arena, b->coverage80), "ninetyfive",
			 percent(c->arena, b->coverage95), "learned", NUM(b->n_learned), NULL);
	else
		call_say(c, "cli.backtest-no-coverage", NULL);
	write_beside(c, b);
	for (size_t i = 0; i < b->n + b->n_flagged; i++) {
		const struct backtest_area *a = &b->areas[i];

		if (a->flag)
			call_say(c, "cli.backtest-flagged", "code", text_z(c->arena, a->area->code), "name",
				 text_z(c->arena, a->area->name), "reason", call_label(c, a->flag), NULL);
	}
}

static bool run(struct call *c, struct err *err)
{
	int64_t from = call_option(c, "from")->number, to = call_option(c, "to")->number;
	struct figures_request q = { 0 };
	struct backtest b;

	if (from < 1900 || to > 2999 || to <= from || (to - from) % PROJECT_YEARS)
		return err_set(err, ERR_USAGE, "cli.backtest-years", "from", NUM(from), "to", NUM(to), NULL);
	if (!backtest_all(&b, &c->context, (int)from, (int)to, &q, err))
		return false;
	if (c->json)
		c->answer = backtest_json(c, &b);
	else if (call_has(c, "csv"))
		write_csv(c, &b);
	else
		write_text(c, &b);
	return true;
}

const struct command command_people_backtest = {
	.words = "people backtest",
	.summary = "cli.people-backtest",
	.details = "cli.people-backtest-details",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "from", "YEAR", "cli.people-backtest-from", OPTION_YEAR, true },
					    { "to", "YEAR", "cli.people-backtest-to", OPTION_YEAR, true },
					    { "all", NULL, "cli.people-backtest-all", OPTION_FLAG },
					    { "csv", NULL, "cli.people-backtest-csv", OPTION_FLAG },
					    { 0 } },
	.run = run,
};

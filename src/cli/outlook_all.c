/* The answer for all municipalities is long: with trajectories in steps of one year some 700 MB. It is therefore put
 * into words by the threads that project, and given part by part; with --json an area is a line, so that the answer can
 * be read in lines as well as whole. */
#include <stdlib.h>
#include <string.h>

#include "cli/outlook.h"

enum { OTHERS_SHOWN = 10 };

struct answer {
	struct call *c;
	bool csv;
	const struct outlook_brief *first; /* the first that has a future; of it are the years of the head */
	struct buf waiting;                /* areas without one that stand before it */
	size_t n_given;
	int64_t left_out, other_year; /* areas without a row in the CSV */
	const char *others;           /* codes of some of the latter */
};

static void write_json(struct arena *scratch, struct buf *out, const struct outlook *o)
{
	json_t *area = outlook_json(scratch, o);
	char *s = json_dumps(area, JSON_COMPACT | JSON_REAL_PRECISION(15));

	if (!s) {
		/* A number that JSON does not have; people/path.h makes none. */
		buf_puts(out, "null");
		json_decref(area);
		return;
	}
	/* Its brace follows. */
	buf_add(out, s, strlen(s) - 1);
	buf_puts(out, ",\"trajectories\":");
	if (o->fan && !o->flag)
		outlook_fan(scratch, out, o);
	else
		buf_puts(out, "null");
	buf_puts(out, "}");
	free(s);
	json_decref(area);
}

static void write_line(enum lang lang, struct arena *scratch, struct buf *out, const struct outlook *o)
{
	struct arena *a = scratch;

	buf_printf(out, "%-6s", text_z(a, o->code));
	if (o->flag)
		buf_printf(out, "  %s", msg_label(lang, o->flag));
	else
		buf_printf(out, "  %d %11s  %d %11s", o->p.base_year, people_text(a, population_total(&o->p.at[0])),
			   o->path.base_year + o->path.n_steps * o->path.years,
			   people_text(a, population_total(&o->path.at[o->path.n_steps])));
	buf_puts(out, "  ");
	buf_words(out, o->name);
	buf_puts(out, "\n");
}

static void write_area(const void *context, struct arena *scratch, struct buf *out, const struct outlook *o)
{
	const struct answer *a = context;

	if (a->c->json)
		write_json(scratch, out, o);
	else if (!a->csv)
		write_line(a->c->lang, scratch, out, o);
	else if (!o->flag)
		outlook_csv(scratch, out, o, true);
}

/* Without a first one no area has a future: their reasons are the answer. */
static void begin(struct answer *a, const struct outlook_brief *first)
{
	if (first) {
		struct outlook_brief *kept = NEW(a->c->arena, struct outlook_brief);

		*kept = *first;
		a->first = kept;
	}
	if (a->c->json)
		buf_puts(&a->c->out, "{\"areas\": [\n");
	else if (a->csv)
		outlook_csv_head(&a->c->out, first->base_year, first->years, first->n_steps, true);
	else
		buf_printf(&a->c->out, "%s\n", call_label(a->c, "cli.outlook-all-columns"));
	buf_text(&a->c->out, buf_view(&a->waiting));
	buf_reset(&a->waiting);
}

/* The columns are the years of most areas: one that begins in another year has no place in them. */
static void note_other_year(struct answer *a, const struct outlook_brief *brief)
{
	if (a->other_year < OTHERS_SHOWN)
		a->others = arena_printf(a->c->arena, "%s%s%s (%d)", a->others ? a->others : "", a->others ? ", " : "",
					 brief->code, brief->base_year);
	else if (a->other_year == OTHERS_SHOWN)
		a->others = arena_printf(a->c->arena, "%s, …", a->others);
	a->other_year++;
}

static bool take(void *context, const struct outlook_brief *brief, struct text words, struct err *err)
{
	struct answer *a = context;
	struct buf *to;

	if (a->csv && brief->other_year) {
		note_other_year(a, brief);
		return true;
	}
	a->left_out += brief->flagged;
	if (!brief->flagged && !a->first)
		begin(a, brief);
	to = a->first ? &a->c->out : &a->waiting;
	if (a->c->json && a->n_given++)
		buf_puts(to, ",\n");
	buf_text(to, words);
	return !a->first || call_give(a->c, err);
}

/* Which areas have no rows is said beside the answer. */
static void note_left_out(struct answer *a)
{
	struct msg flagged = msg_make(a->c->arena, "cli.outlook-left-out", "n", NUM(a->left_out), NULL);
	struct msg other = msg_make(a->c->arena, "cli.outlook-other-year", "n", NUM(a->other_year), "year",
				    NUM(a->first->base_year), "areas", a->others ? a->others : "", NULL);

	if (a->left_out)
		call_note(a->c, &flagged);
	if (a->other_year)
		call_note(a->c, &other);
}

static bool end(struct answer *a, struct err *err)
{
	if (!a->first && !a->left_out)
		return err_set(err, ERR_INPUT, "people.flag-no-count", NULL);
	if (!a->first && a->csv)
		return err_set(err, ERR_INPUT, "cli.outlook-all-flagged", "n", NUM(a->left_out), NULL);
	if (!a->first) {
		begin(a, NULL);
		a->c->no = true;
	}
	if (a->c->json)
		buf_puts(&a->c->out, "\n]}\n");
	else if (a->csv)
		note_left_out(a);
	return call_give(a->c, err);
}

bool outlook_answer_all(struct call *c, const struct outlook_request *q, struct err *err)
{
	struct answer a = { .c = c, .csv = !c->json && call_has(c, "csv") };
	const struct outlook_taker taker = { .write = write_area, .take = take, .context = &a };
	bool ok = outlook_all(&taker, &c->context, q, err);

	/* Another rank gives the answer. */
	if (ok && q->ranks && q->ranks->rank != 0)
		c->given = true;
	else
		ok = ok && end(&a, err);
	buf_clear(&a.waiting);
	return ok;
}

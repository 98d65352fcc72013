/* The answer for all municipalities is long: with trajectories in steps of one year some 700 MB. It is therefore put
 * into words by the threads that project, and given part by part; with --json an area is a line, so that the answer can
 * be read in lines as well as whole. */
#include <stdlib.h>
#include <string.h>

#include "cli/outlook.h"

struct answer {
	struct call *c;
	bool csv;
	const struct outlook_brief *first; /* the first that has a future; of it are the years of the head */
	struct buf waiting;                /* areas without one that stand before it */
	size_t n_given;
	int64_t left_out;
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

static void write_line(enum lang lang, struct buf *out, const struct outlook *o)
{
	buf_words(out, o->code);
	if (o->flag)
		buf_printf(out, "  %s", msg_label(lang, o->flag));
	else
		buf_printf(out, "  %d %11.0f  %d %11.0f", o->p.base_year, population_total(&o->p.at[0]),
			   o->path.base_year + o->path.n_steps * o->path.years,
			   population_total(&o->path.at[o->path.n_steps]));
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
		write_line(a->c->lang, out, o);
	else if (!o->flag)
		outlook_csv(scratch, out, o, true);
}

static void begin(struct answer *a, const struct outlook_brief *first)
{
	struct outlook_brief *kept = NEW(a->c->arena, struct outlook_brief);

	*kept = *first;
	a->first = kept;
	if (a->c->json)
		buf_puts(&a->c->out, "{\"areas\": [\n");
	else if (a->csv)
		outlook_csv_head(&a->c->out, first->base_year, first->years, first->n_steps, true);
	buf_text(&a->c->out, buf_view(&a->waiting));
	buf_reset(&a->waiting);
}

static bool take(void *context, const struct outlook_brief *brief, struct text words, struct err *err)
{
	struct answer *a = context;
	struct buf *to;

	a->left_out += brief->flagged;
	if (!brief->flagged && !a->first)
		begin(a, brief);
	if (a->csv && !brief->flagged && brief->base_year != a->first->base_year)
		return err_set(err, ERR_INPUT, "people.base-years-differ", "code", brief->code, "year",
			       NUM(brief->base_year), "first", NUM(a->first->base_year), NULL);
	to = a->first ? &a->c->out : &a->waiting;
	if (a->c->json && a->n_given++)
		buf_puts(to, ",\n");
	buf_text(to, words);
	return !a->first || call_give(a->c, err);
}

static bool end(struct answer *a, struct err *err)
{
	if (!a->first)
		return err_set(err, ERR_INPUT, "people.flag-no-count", NULL);
	if (a->c->json)
		buf_puts(&a->c->out, "\n]}\n");
	else if (a->csv && a->left_out) {
		/* Areas without a future have no rows; how many they are is said beside the answer. */
		struct msg m = msg_make(a->c->arena, "cli.outlook-left-out", "n", NUM(a->left_out), NULL);

		call_note(a->c, &m);
	}
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

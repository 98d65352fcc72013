#include "web/source_store.h"

#include <stdlib.h>
#include <string.h>

#include "usecase/evaluate.h"
#include "usecase/people_report.h"
#include "usecase/review_report.h"

struct from_store {
	struct arena arena;
	struct store *store; /* NULL: to be opened again */
	char *where;
	struct text plan;
};

static bool is_open(struct from_store *f, struct err *err)
{
	return f->store || store_open(&f->store, f->where, STORE_READ, err);
}

static bool head(void *context, int64_t *number, struct err *err)
{
	struct from_store *f = context;

	if (is_open(f, err) && log_head(f->store, number, err))
		return true;
	store_close(&f->store);
	return false;
}

static bool report(void *context, struct arena *a, struct date known_at, const struct plan_report **r, struct err *err)
{
	struct from_store *f = context;
	struct evaluate_request q = { .plan = f->plan, .known_at = known_at };
	struct context c = { .arena = a };
	struct plan_report *made = NEW(a, struct plan_report);

	if (!is_open(f, err) || !context_now(&c.now, err))
		return false;
	c.store = f->store;
	/* Up to this event and no further, whoever writes meanwhile. */
	if (!log_head(f->store, &q.at_event, err) || !evaluate(made, &c, &q, err) ||
	    !people_report(made, &c, known_at, err) || !review_report(made, &c, known_at, err)) {
		store_close(&f->store);
		return false;
	}
	*r = made;
	return true;
}

bool source_store_open(struct web_source *source, const char *store, struct text plan, struct err *err)
{
	struct from_store *f = calloc(1, sizeof *f);

	if (!f)
		return err_set(err, ERR_SYSTEM, "web.no-memory", NULL);
	f->where = arena_strdup(&f->arena, store);
	f->plan = text_dup(&f->arena, plan);
	*source = (struct web_source){ .context = f, .head = head, .report = report };
	if (is_open(f, err))
		return true;
	source_store_close(source);
	return false;
}

void source_store_close(struct web_source *source)
{
	struct from_store *f = source->context;

	if (!f)
		return;
	store_close(&f->store);
	arena_clear(&f->arena);
	free(f);
	source->context = NULL;
}

/* A driver between the store and its own, that passes everything on. */
#include "store_count.h"

#include "store/driver.h"

static struct store_count count;
static const struct driver *real;
static struct driver counting;

static bool count_next(struct rows *r, struct err *err)
{
	const bool there = real->next(r, err);

	count.rows += there;
	return there;
}

static bool count_run(struct rows **r, struct db *db, size_t id, const struct value *values, size_t n, struct err *err)
{
	count.questions++;
	if (!real->run(r, db, id, values, n, err))
		return false;
	(*r)->driver = &counting;
	return true;
}

static bool count_commit(struct db *db, struct err *err)
{
	count.commits++;
	return real->commit(db, err);
}

void store_count_begin(struct store *s)
{
	real = s->driver;
	counting = *real;
	counting.run = count_run;
	counting.next = count_next;
	counting.commit = count_commit;
	s->driver = &counting;
	count = (struct store_count){ 0 };
}

struct store_count store_count_end(struct store *s)
{
	s->driver = real;
	return count;
}

/* The file's rows and the stored ones come in one order and are laid side by side: what is new, what is changed and
 * what stood there falls out of one pass a series. Rejected: a query for every row (43,000 for the census). The event
 * holds only what is new or changed, and the file's own bytes. */
#include <stdlib.h>
#include <string.h>

#include "files/stats_mapping.h"
#include "files/yaml.h"
#include "usecase/permit.h"
#include "usecase/said.h"
#include "usecase/stats.h"
#include "usecase/stats_check.h"

/* ---- the order of rows, which is also that of the stored ones ---- */

static int by_key(const struct observation *a, const struct observation *b)
{
	int order = text_cmp(a->series, b->series);

	if (!order)
		order = text_cmp(a->area, b->area);
	if (!order)
		order = text_cmp(a->period, b->period);
	if (!order)
		order = text_cmp(a->sex, b->sex);
	return order ? order : text_cmp(a->ages, b->ages);
}

static int by_key_and_line(const void *x, const void *y)
{
	const struct observation *a = x, *b = y;
	int order = by_key(a, b);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* An observation about the same as an earlier line's. */
struct repeated {
	struct observation o;
	uint32_t first;
};
typedef LIST(struct repeated) repeated_list;

static int by_lines(const void *x, const void *y)
{
	const struct repeated *a = x, *b = y;
	int order = (a->o.line > b->o.line) - (a->o.line < b->o.line);

	if (!order)
		order = (a->first > b->first) - (a->first < b->first);
	return order ? order : by_key(&a->o, &b->o);
}

/* What the observations from r[0] to r[n - 1] are of: "census.population M, 1980-10-01 - 2015-10-01". */
static const char *what_of(struct arena *a, const struct repeated *r, size_t n)
{
	const struct observation *first = &r[0].o, *last = &r[n - 1].o;
	const char *series = text_z(a, first->series), *period = text_z(a, first->period);

	if (!text_eq(first->series, last->series))
		return arena_printf(a, "%s - %s", series, text_z(a, last->series));
	if (!text_eq(first->period, last->period))
		period = arena_printf(a, "%s - %s", period, text_z(a, last->period));
	return arena_printf(a, "%s %.*s, %s", series, (int)first->sex.n, first->sex.p, period);
}

/* A row of the file is one fault, however many years or series it has. */
static void note_repeated(struct arena *a, struct stats_table *t, repeated_list *list)
{
	size_t n;

	if (list->n)
		qsort(list->at, list->n, sizeof *list->at, by_lines);
	for (size_t i = 0; i < list->n; i += n) {
		const struct repeated *r = &list->at[i];

		for (n = 1; i + n < list->n && r[n].o.line == r->o.line && r[n].first == r->first; n++)
			;
		stats_fault(a, t, r->o.line, 0,
			    msg_make(a, "stats.row-twice", "area", text_z(a, r->o.area), "first", NUM(r->first), "what",
				     what_of(a, r, n), "n", NUM((int64_t)n), NULL));
	}
}

/* Sorts; of two rows about the same, the second is a fault. */
static void sort_rows(struct arena *a, struct stats_table *t)
{
	repeated_list repeated = { 0 };
	size_t n = 0;

	if (t->rows.n)
		qsort(t->rows.at, t->rows.n, sizeof *t->rows.at, by_key_and_line);
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct observation *o = &t->rows.at[i];

		if (n && by_key(&t->rows.at[n - 1], o) == 0)
			*LIST_ADD(a, &repeated) = (struct repeated){ *o, t->rows.at[n - 1].line };
		else
			t->rows.at[n++] = *o;
	}
	t->rows.n = n;
	note_repeated(a, t, &repeated);
}

/* ---- what is new ---- */

/* The file: its bytes, which are kept, and its cells. */
struct given {
	struct text bytes;
	const char *name;
	struct book book;
};

/* bytes empty: of the file there. */
static bool read_given(struct arena *a, struct given *file, const char *path, struct text bytes, struct err *err)
{
	*file = (struct given){ .bytes = bytes, .name = path };
	return (bytes.n || source_bytes(a, &file->bytes, &file->name, path, err)) &&
	       sheet_read_bytes(a, &file->book, NULL, file->bytes, file->name, err);
}

struct work {
	struct context *c;
	struct stats_result *result;
	struct text status, mapping; /* mapping: the YAML by which it was read; empty: a layout's */
	struct buf *table;           /* the lines of what is new or changed */
	int64_t lines;
	struct date given; /* the day of publication, year 0: not given */
};

static void write_line(struct work *w, const struct observation *o)
{
	const struct text fields[] = { o->series, o->area, o->period, o->sex, o->ages, o->numbers, o->published };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		buf_puts(w->table, i ? "\t" : "");
		buf_text(w->table, fields[i]);
	}
	buf_puts(w->table, "\n");
	w->lines++;
}

/* A stored row, borrowed until the next one is read. */
struct standing {
	struct observation o;
	struct text status;
	int64_t event;
	bool there;
};

static bool next_standing(struct standing *s, struct rows *r, struct text series, struct err *err)
{
	*s = (struct standing){ 0 };
	if (!rows_next(r, err))
		return false;
	s->there = true;
	s->o = (struct observation){ .series = series,
				     .area = rows_text(r, 0),
				     .period = rows_text(r, 1),
				     .sex = rows_text(r, 2),
				     .ages = rows_text(r, 3),
				     .numbers = rows_text(r, 4),
				     .published = rows_text(r, 6) };
	s->status = rows_text(r, 5);
	s->event = rows_int(r, 7);
	return true;
}

static struct text first_number(struct text numbers)
{
	const char *space = memchr(numbers.p, ' ', numbers.n);

	return text_slice(numbers, 0, space ? (size_t)(space - numbers.p) : numbers.n);
}

/* A total that stands there as the total of a row with ages says nothing new. */
struct detailed {
	struct observation o; /* copies */
	bool there;
};

static void remember(struct detailed *d, struct arena *a, const struct standing *s)
{
	if (text_is(s->o.ages, AGES_TOTAL))
		return;
	d->there = true;
	d->o = (struct observation){ .area = text_dup(a, s->o.area),
				     .period = text_dup(a, s->o.period),
				     .sex = text_dup(a, s->o.sex),
				     .numbers = text_dup(a, first_number(s->o.numbers)) };
}

static bool says_the_same(const struct detailed *d, const struct observation *o)
{
	return d->there && text_is(o->ages, AGES_TOTAL) && text_eq(d->o.area, o->area) &&
	       text_eq(d->o.period, o->period) && text_eq(d->o.sex, o->sex) && text_eq(d->o.numbers, o->numbers);
}

/* What was out in that month was the earlier figure: the revision came out on the day given, if that is later, or is
 * known from today. */
static void date_revision(struct work *w, struct observation *o)
{
	const struct date today = date_in_japan(w->c->now);
	struct date before;
	const bool later =
		w->given.year && date_parse(&before, o->published, NULL) && date_cmp(w->given, date_last(before)) > 0;
	char room[DATE_TEXT_SIZE];

	w->result->usual -= o->usual;
	w->result->undated += !later;
	o->published = text_of(arena_strdup(w->c->arena, date_text(room, later ? w->given : today)));
}

static void change(struct work *w, const struct observation *o, const struct standing *s)
{
	struct stats_change *change = LIST_ADD(w->c->arena, &w->result->changed);
	bool numbers = !text_eq(o->numbers, s->o.numbers);

	*change = (struct stats_change){ *o, text_dup(w->c->arena, numbers ? s->o.numbers : s->status), s->event };
	if (numbers && o->published.n && text_eq(o->published, s->o.published))
		date_revision(w, &change->now);
	write_line(w, &change->now);
}

/* Lays the file's rows of one series, from..to, beside the stored ones: both come in one order. */
static bool compare_series(struct work *w, const observation_list *rows, size_t from, size_t to, struct err *err)
{
	struct text series = rows->at[from].series;
	struct value key = V_TEXT(series);
	struct detailed detailed = { 0 };
	struct err failed = { 0 };
	struct standing s;
	struct rows *r = NULL;
	bool more;

	if (!query_run(&r, w->c->store, "observations_standing", &key, 1, err))
		return false;
	more = next_standing(&s, r, series, &failed);
	for (size_t i = from; i < to; i++) {
		const struct observation *o = &rows->at[i];

		progress_step(w->c->progress, "progress.compare", (int64_t)i, (int64_t)rows->n);
		for (; more && by_key(&s.o, o) < 0; more = next_standing(&s, r, series, &failed))
			remember(&detailed, w->c->arena, &s);
		if (more && by_key(&s.o, o) == 0) {
			if (text_eq(s.o.numbers, o->numbers) && text_eq(s.status, w->status))
				w->result->same++;
			else
				change(w, o, &s);
		} else if (says_the_same(&detailed, o)) {
			w->result->same++;
		} else {
			w->result->added++;
			write_line(w, o);
		}
	}
	return rows_end(&r, &failed, err);
}

static bool compare(struct work *w, struct err *err)
{
	const observation_list *rows = &w->result->table.rows;
	size_t to;

	for (size_t from = 0; from < rows->n; from = to) {
		for (to = from + 1; to < rows->n && text_eq(rows->at[to].series, rows->at[from].series);)
			to++;
		if (!compare_series(w, rows, from, to, err))
			return false;
	}
	return true;
}

/* ---- the import ---- */

static bool known_file(int64_t *event, struct context *c, const struct hash *hash, struct err *err)
{
	struct value key = V_Z(HEX(hash));
	struct err failed = { 0 };
	struct rows *r = NULL;

	*event = 0;
	if (!query_run(&r, c->store, "stats_file_by_hash", &key, 1, err))
		return false;
	while (rows_next(r, &failed))
		*event = rows_int(r, 0);
	return rows_end(&r, &failed, err);
}

/* A given day of publication is better than the month in which such a statistic usually comes out. */
static void date_rows(const struct stats_request *q, struct stats_result *r, struct date today)
{
	for (size_t i = 0; i < r->table.rows.n; i++) {
		struct observation *o = &r->table.rows.at[i];
		struct date d;

		/* A file at hand is out, also where its like usually comes later. */
		if (o->usual &&
		    (q->published.year || !date_parse(&d, o->published, NULL) || date_cmp(date_last(d), today) > 0))
			o->published = (struct text){ 0 };
		if (o->published.n ? o->usual : !q->published.year)
			*(o->published.n ? &r->usual : &r->undated) += 1;
	}
}

static bool sound(struct context *c, const struct stats_request *q, struct err *err)
{
	struct date today = date_in_japan(c->now);

	if (q->status.n && !text_is(q->status, "final") && !text_is(q->status, "preliminary") &&
	    !text_is(q->status, "provisional") && !text_is(q->status, "projection"))
		return err_set(err, ERR_USAGE, "stats.bad-status", "status", text_z(c->arena, q->status), NULL);
	if (q->published.year && date_cmp(q->published, today) > 0)
		return err_set(err, ERR_INPUT, "usecase.published-later", "published", DATE(q->published), "today",
			       DATE(today), NULL);
	return !q->url.n || web_address(q->url, err);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void set(json_t *object, const char *key, struct text value)
{
	if (value.n)
		json_object_set_new(object, key, json_text(value));
}

static struct text one_line(struct arena *a, struct text t)
{
	char *p = text_z(a, t);

	for (char *at = p; *at; at++)
		if (*at == '\t' || *at == '\n' || *at == '\r')
			*at = ' ';
	return text_of(p);
}

/* A line a series. */
static bool put_definitions(struct txn *tx, const struct work *w, json_t *body, struct err *err)
{
	const struct stats_table *t = &w->result->table;
	struct buf lines = { 0 };
	struct hash hash;
	bool ok;

	if (!t->definitions.n)
		return true;
	for (size_t i = 0; i < t->definitions.n; i++) {
		buf_text(&lines, t->definitions.at[i].series);
		buf_puts(&lines, "\t");
		buf_text(&lines, one_line(w->c->arena, t->definitions.at[i].text));
		buf_puts(&lines, "\n");
	}
	ok = blob_put(tx, buf_view(&lines), &hash, err);
	buf_clear(&lines);
	if (ok)
		json_object_set_new(body, "definitions", json_string(HEX(&hash)));
	return ok;
}

static bool append(struct txn *tx, const struct work *w, const struct stats_request *q, const struct given *file,
		   struct err *err)
{
	struct event_draft draft = { .kind = "stats_imported", .actor = w->c->actor, .at = w->c->now };
	struct hash bytes, table;
	bool ok;

	if (!blob_put(tx, file->bytes, &bytes, err) || !blob_put(tx, buf_view(w->table), &table, err))
		return false;
	draft.body =
		json_pack("{s:s,s:s,s:s,s:s,s:o,s:o,s:I}", "file", HEX(&bytes), "table", HEX(&table), "name",
			  w->result->name, "layout", w->result->table.layout, "source", json_text(w->result->source),
			  "status", json_text(w->status), "rows", (json_int_t)w->lines);
	set(draft.body, "licence", w->result->licence);
	set(draft.body, "url", q->url);
	set(draft.body, "mapping", w->mapping);
	if (q->published.year)
		json_object_set_new(draft.body, "published", json_string(DATE(q->published)));
	ok = put_definitions(tx, w, draft.body, err) && event_append(tx, &draft, &w->result->event, err);
	json_decref(draft.body);
	return ok;
}

/* Under the lock: is the file known, what is new, and in with it. */
static bool take(struct work *w, const struct stats_request *q, const struct given *file, struct err *err)
{
	struct hash hash = hash_bytes(file->bytes.p, file->bytes.n);
	struct txn *tx = NULL;
	bool ok = false;

	if (!txn_begin(&tx, w->c->store, err) || !known_file(&w->result->event, w->c, &hash, err))
		goto done;
	w->result->known_file = w->result->event != 0;
	if (w->result->known_file) {
		ok = true;
		goto done;
	}
	/* Asked for only now: a file that is known needs no more. */
	if (!sound(w->c, q, err) || !compare(w, err))
		goto done;
	ok = !w->lines || (append(tx, w, q, file, err) &&
			   (q->no_links || links_arrive(tx, &w->result->links, w->c, w->result->event, err)) &&
			   txn_commit(&tx, err));
done:
	txn_rollback(&tx);
	return ok;
}

static bool is_mapping(struct text as)
{
	return text_ends(as, TEXT(".yaml")) || text_ends(as, TEXT(".yml"));
}

static bool read_table(struct work *w, const struct stats_request *q, const struct given *file, struct err *err)
{
	struct arena *a = w->c->arena;
	struct source_file mapping;

	if (!is_mapping(q->as))
		return stats_read(a, &w->result->table, &file->book, q->as, err);
	if (!source_read(a, &mapping, text_z(a, q->as), err))
		return false;
	w->mapping = mapping.utf8;
	return stats_read_mapped(a, &w->result->table, &file->book, mapping.utf8, mapping.name, err);
}

bool stats_import(struct stats_result *out, struct context *c, const struct stats_request *q, struct err *err)
{
	struct stats_result made = { 0 };
	struct buf table = { 0 };
	struct work w = { .c = c, .result = &made, .status = q->status, .table = &table, .given = q->published };
	struct given file;
	bool ok;

	if (!permit(c, RIGHT_PLAN, err) || !read_given(c->arena, &file, q->path, q->bytes, err) ||
	    !read_table(&w, q, &file, err))
		return false;
	made.name = base_name(file.name);
	made.source = q->source.n ? q->source : text_of(made.table.source);
	if (!made.source.n)
		return err_set(err, ERR_USAGE, "stats.source-needed", "file", made.name, NULL);
	made.licence = q->licence.n ? q->licence : text_of(made.table.licence);
	if (!w.status.n)
		w.status = text_of(made.table.status);
	sort_rows(c->arena, &made.table);
	stats_check_days(c->arena, &made.table, w.status, date_in_japan(c->now));
	stats_check_places(c->arena, &made);
	stats_order_faults(c->arena, &made.table);
	date_rows(q, &made, date_in_japan(c->now));
	made.refused = made.table.faults.n && !q->accept_partial;
	if (made.refused) {
		*out = made;
		return true;
	}
	ok = take(&w, q, &file, err);
	buf_clear(&table);
	if (ok)
		*out = made;
	return ok;
}

bool stats_explain(struct stats_explained *out, struct arena *a, const char *path, struct err *err)
{
	struct stats_explained made = { 0 };
	struct stats_table t;
	struct given file;
	struct err why = { 0 };
	struct buf yaml = { 0 };

	if (!read_given(a, &file, path, (struct text){ 0 }, err))
		return false;
	made.name = base_name(file.name);
	if (stats_read(a, &t, &file.book, (struct text){ 0 }, &why)) {
		made.layout = t.layout;
		made.source = t.source;
		made.rows = (int64_t)t.rows.n;
		made.faults = (int64_t)t.faults.n;
		*out = made;
		return true;
	}
	if (strcmp(why.msg.id, "stats.unknown-layout") != 0) {
		err_copy(err, &why);
		return false;
	}
	if (!stats_propose(a, &made.mapping, &file.book, err))
		return false;
	yaml_write(&yaml, made.mapping);
	made.yaml = text_dup(a, buf_view(&yaml));
	buf_clear(&yaml);
	*out = made;
	return true;
}

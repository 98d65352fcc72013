/* The log: appending, blobs, private fields, reading in order, roots and proofs. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "store/apply.h"

enum { PAGE = 512, SALT_SIZE = 32, FIELDS_MAX = 16 };

/* The one row of a query that has at most one; false with err->kind == ERR_NONE where there is none. */
static bool one_row(struct rows **r, struct store *s, const char *name, const struct value *values, size_t n,
		    struct err *err)
{
	if (!query_run(r, s, name, values, n, err))
		return false;
	if (rows_next(*r, err))
		return true;
	rows_close(r);
	return false;
}

static bool column_hash(struct hash *h, const struct rows *r, int column)
{
	struct text t = rows_text(r, column);

	if (t.n != HASH_SIZE)
		return false;
	memcpy(h->bytes, t.p, HASH_SIZE);
	return true;
}

static bool damaged(struct store *s, const char *why, struct err *err)
{
	return err_set(err, ERR_STORE, "store.damaged", "store", store_name(s), "why", why, NULL);
}

static bool need_hasher(struct store *s, struct err *err)
{
	return s->hasher || hasher_new(&s->hasher, err);
}

/* ---- head and tree ---- */

/* Number and subtree hash of the last event; 0 in an empty log. */
static bool head_get(struct store *s, int64_t *number, struct hash *subtree, struct err *err)
{
	struct err mine; /* not zeroed: it is large, and every append comes here */
	struct rows *r = NULL;
	bool ok;

	mine.kind = ERR_NONE;
	*number = 0;
	if (!one_row(&r, s, "head", NULL, 0, &mine))
		return mine.kind == ERR_NONE || err_pass(err, &mine);
	*number = rows_int(r, 0);
	ok = column_hash(subtree, r, 1);
	rows_close(&r);
	return ok || damaged(s, "event", err);
}

static bool stored_node(void *context, int64_t end, bool leaf, struct hash *out, struct err *err)
{
	struct store *s = context;
	struct value number = V_INT(end);
	struct err mine = { 0 };
	struct rows *r = NULL;
	bool ok;

	if (!one_row(&r, s, "event_node", &number, 1, &mine)) {
		if (mine.kind == ERR_NONE)
			return err_set(err, ERR_STORE, "store.event-missing", "event", NUM(end), NULL);
		return err_pass(err, &mine);
	}
	ok = column_hash(out, r, leaf ? 0 : 1);
	rows_close(&r);
	return ok || damaged(s, "event", err);
}

static struct merkle_source source(struct store *s)
{
	return (struct merkle_source){ stored_node, s };
}

/* Makes s->frontier that of the log as it stands, which ends with this event. Under the lock. */
static bool catch_up(struct store *s, int64_t number, const struct hash *subtree, struct err *err)
{
	struct merkle_source from;

	if (!need_hasher(s, err))
		return false;
	if (s->frontier.n == number && (number == 0 || hash_eq(&s->last, subtree)))
		return true;
	from = source(s);
	s->frontier.n = -1;
	return merkle_frontier(&s->frontier, &from, number, err);
}

bool log_head(struct store *s, int64_t *number, struct err *err)
{
	struct hash subtree;

	return head_get(s, number, &subtree, err);
}

static bool in_log(struct store *s, int64_t number, struct err *err)
{
	int64_t last;

	if (!log_head(s, &last, err))
		return false;
	if (number >= 0 && number <= last)
		return true;
	return err_set(err, ERR_INPUT, "store.no-such-event", "event", NUM(number), "last", NUM(last), NULL);
}

bool log_root(struct store *s, int64_t number, struct hash *root, struct err *err)
{
	struct merkle_source from;
	bool ok;

	if (!read_begin(s, err))
		return false;
	from = source(s);
	ok = in_log(s, number, err) && merkle_root(root, &from, number, err);
	read_end(s);
	return ok;
}

/* Gives the proof that `make` writes, in the arena. */
static bool proof(struct store *s, int64_t first, int64_t second, struct arena *a, struct hash **path, size_t *n,
		  bool (*make)(struct hash *, size_t *, const struct merkle_source *, int64_t, int64_t, struct err *),
		  struct err *err)
{
	struct hash room[MERKLE_PATH_MAX];
	struct merkle_source from;
	size_t found = 0;
	bool ok;

	if (first < 1 || first > second)
		return err_set(err, ERR_INPUT, "store.no-such-event", "event", NUM(first), "last", NUM(second), NULL);
	if (!read_begin(s, err))
		return false;
	from = source(s);
	ok = in_log(s, second, err) && make(room, &found, &from, first, second, err);
	read_end(s);
	if (!ok)
		return false;
	*path = arena_array(a, found, sizeof **path);
	if (found)
		memcpy(*path, room, found * sizeof *room);
	*n = found;
	return true;
}

bool log_inclusion(struct store *s, int64_t number, int64_t size, struct arena *a, struct hash **path, size_t *n,
		   struct err *err)
{
	return proof(s, number, size, a, path, n, merkle_inclusion, err);
}

bool log_consistency(struct store *s, int64_t from, int64_t to, struct arena *a, struct hash **path, size_t *n,
		     struct err *err)
{
	return proof(s, from, to, a, path, n, merkle_consistency, err);
}

/* ---- appending ---- */

struct sealed {
	const char *field;
	struct text value;
	uint8_t salt[SALT_SIZE];
	struct hash hash;
};

static void seal(struct store *s, struct sealed *f, const char *field, struct text value)
{
	*f = (struct sealed){ .field = field, .value = value };
	random_bytes(f->salt, sizeof f->salt);
	hasher_start(s->hasher);
	hasher_add(s->hasher, f->salt, sizeof f->salt);
	hasher_add(s->hasher, value.p, value.n);
	f->hash = hasher_end(s->hasher);
}

/* The event's JSON; the caller decrefs. The body is a copy with the hashes of its private fields. */
static json_t *compose(const struct event_draft *e, int64_t number, const struct sealed *sealed, size_t n)
{
	json_t *body = json_copy(e->body), *event = json_object();

	for (size_t i = 1; i < n; i++)
		json_object_set_new(body, sealed[i].field, json_string(HEX(&sealed[i].hash)));
	json_object_set_new(event, "actor", json_string(HEX(&sealed[0].hash)));
	json_object_set_new(event, "at", json_string(time_text((char[TIME_TEXT_SIZE]){ 0 }, e->at)));
	json_object_set_new(event, "body", body);
	json_object_set_new(event, "kind", json_string(e->kind));
	json_object_set_new(event, "n", json_integer(number));
	return event;
}

static bool keep_event(struct store *s, int64_t number, struct text bytes, struct err *err)
{
	const struct hash leaf = merkle_leaf(s->hasher, bytes);

	s->last = frontier_add(&s->frontier, &leaf);

	const struct value row[] = { V_INT(number), V_BLOB(bytes), V_HASH(&leaf), V_HASH(&s->last) };

	return query_do(s, "event_add", row, 4, err);
}

static bool keep_private(struct store *s, int64_t number, const struct sealed *sealed, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct value row[] = { V_INT(number), V_Z(sealed[i].field),
					     V_BLOB(((struct text){ (const char *)sealed[i].salt, SALT_SIZE })),
					     V_BLOB(sealed[i].value) };

		if (!query_do(s, "private_add", row, 4, err))
			return false;
	}
	return true;
}

/* What an event private_removed says: hashes stay valid. */
static bool remove_private(struct store *s, const struct applied *e, struct err *err)
{
	const int64_t event = json_get_int(e->body, "event", 0);
	const struct text field = json_get_text(e->body, "field");
	const struct value key[] = { V_INT(event), V_TEXT(field) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!one_row(&r, s, "private_get", key, 2, &mine)) {
		if (mine.kind == ERR_NONE)
			err_set(&mine, ERR_INPUT, "store.no-private-field", "event", NUM(event), "field",
				json_string_value(json_object_get(e->body, "field")), NULL);
		return err_pass(err, &mine);
	}
	rows_close(&r);
	return query_do(s, "private_remove", key, 2, err);
}

static bool append(struct txn *tx, const struct event_draft *e, int64_t *number, struct err *err)
{
	struct store *s = tx->store;
	struct sealed sealed[1 + FIELDS_MAX];
	const size_t n = e->n_fields + 1;
	struct applied applied = { .at = e->at, .kind = text_of(e->kind) };
	struct buf bytes = { 0 };
	struct hash subtree;
	int64_t last;
	json_t *event;
	bool ok;

	if (!head_get(s, &last, &subtree, err) || !catch_up(s, last, &subtree, err))
		return false;
	seal(s, &sealed[0], "actor", e->actor);
	for (size_t i = 1; i < n; i++)
		seal(s, &sealed[i], e->fields[i - 1].field, e->fields[i - 1].value);
	event = compose(e, last + 1, sealed, n);
	applied.number = last + 1;
	applied.body = json_object_get(event, "body");
	ok = json_canonical(&bytes, event, err) && keep_event(s, last + 1, buf_view(&bytes), err) &&
	     keep_private(s, last + 1, sealed, n, err) && apply_event(s, &applied, err);
	if (ok && text_is(applied.kind, "private_removed"))
		ok = remove_private(s, &applied, err);
	if (ok && number)
		*number = last + 1;
	buf_clear(&bytes);
	json_decref(event);
	return ok;
}

bool event_append(struct txn *tx, const struct event_draft *e, int64_t *number, struct err *err)
{
	assert(e->n_fields <= FIELDS_MAX && json_is_object(e->body));
	if (!tx->failed && append(tx, e, number, err))
		return true;
	if (tx->failed)
		return err_set(err, ERR_STORE, "store.half-written", "store", store_name(tx->store), NULL);
	tx->failed = true;
	return false;
}

/* ---- blobs and private fields ---- */

bool blob_put(struct txn *tx, struct text bytes, struct hash *hash, struct err *err)
{
	struct hash h = hash_bytes(bytes.p ? bytes.p : "", bytes.n);
	char hex[HASH_HEX_SIZE];
	const struct value row[] = { V_Z(hash_hex(hex, &h)), V_BLOB(bytes) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (one_row(&r, tx->store, "blob_known", row, 1, &mine)) {
		rows_close(&r);
	} else if (mine.kind != ERR_NONE) {
		tx->failed = true;
		return err_pass(err, &mine);
	} else if (!query_do(tx->store, "blob_add", row, 2, err)) {
		tx->failed = true;
		return false;
	}
	*hash = h;
	return true;
}

bool blob_get(struct store *s, const struct hash *hash, struct arena *a, struct text *bytes, struct err *err)
{
	struct value key = V_Z(HEX(hash));
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (one_row(&r, s, "blob_get", &key, 1, &mine)) {
		*bytes = text_dup(a, rows_text(r, 0));
		rows_close(&r);
		return true;
	}
	if (mine.kind == ERR_NONE)
		return err_set(err, ERR_STORE, "store.blob-missing", "hash", HEX(hash), NULL);
	return err_pass(err, &mine);
}

bool private_get(struct store *s, int64_t event, const char *field, struct arena *a, struct text *value,
		 struct err *err)
{
	const struct value key[] = { V_INT(event), V_Z(field) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (one_row(&r, s, "private_get", key, 2, &mine)) {
		*value = text_dup(a, rows_text(r, 1));
		rows_close(&r);
		return true;
	}
	*value = (struct text){ 0 };
	return mine.kind == ERR_NONE || err_pass(err, &mine);
}

/* ---- reading ---- */

/* One page from number `from`; *next is the number behind it, 0 at the end. */
static bool each_of_page(struct store *s, int64_t from, int64_t to, int64_t *next, event_fn *each, void *context,
			 struct err *err)
{
	const struct value range[] = { V_INT(from), V_INT(to), V_INT(PAGE) };
	struct err mine = { 0 };
	struct rows *r = NULL;
	int64_t seen = 0;
	bool ok = true;

	if (!query_run(&r, s, "event_page", range, 3, err))
		return false;
	*next = 0;
	while (ok && rows_next(r, &mine)) {
		struct event e = { .number = rows_int(r, 0), .bytes = rows_text(r, 1), .actor = rows_text(r, 3) };

		if (!column_hash(&e.leaf, r, 2))
			memset(&e.leaf, 0, sizeof e.leaf); /* of another length: no hash, and verify says so */
		if (++seen == PAGE)
			*next = e.number + 1;
		ok = each(context, &e, err);
	}
	return rows_end(&r, &mine, err) && ok;
}

bool event_read(json_t **event, const struct event *e, struct err *err)
{
	return json_parse_canonical(event, e->bytes, NULL) ||
	       err_set(err, ERR_STORE, "store.event-damaged", "event", NUM(e->number), NULL);
}

bool log_each(struct store *s, int64_t from, int64_t to, event_fn *each, void *context, struct err *err)
{
	int64_t at = from > 0 ? from : 1, last = to > 0 ? to : EVENT_LATEST;
	bool ok;

	if (!read_begin(s, err))
		return false;
	do
		ok = each_of_page(s, at, last, &at, each, context, err);
	while (ok && at != 0);
	read_end(s);
	return ok;
}

/* Verifying a log.
 *
 * It streams the events and, beside them, their private fields, both in order of number. Each event costs three
 * hashes: its leaf, on average one node of the tree, its actor. A fault is reported where it lies and then stepped
 * over: the tree goes on from the stored hash, so that one flipped byte is one fault and not a cascade up to the root.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/apply.h"

enum { PAGE = 4096, FAULTS_MAX = 1000 };

/* ---- reading a long table page by page: memory stays small on PostgreSQL, which sends whole results ---- */

struct pager {
	struct store *s;
	const char *query; /* $1: rows behind this key; $2: at most so many */
	int64_t limit;
	bool repeats;        /* several rows may have one key: the next page begins with those of the last key again */
	struct value key;    /* of the last row given */
	int64_t given, same; /* rows of this page; rows of the last key */
	struct rows *rows;
};

static bool turn(struct pager *p, struct err *err)
{
	const struct value values[] = { p->repeats ? V_INT(p->key.i - 1) : p->key, V_INT(p->limit) };
	struct rows *r = NULL;

	rows_close(&p->rows);
	if (!query_run(&r, p->s, p->query, values, 2, err))
		return false;
	p->given = 0;
	p->rows = r;
	for (; p->repeats && p->given < p->same; p->given++)
		if (!rows_next(r, err))
			return false;
	return true;
}

/* False with err->kind == ERR_NONE: the end. */
static bool pager_next(struct pager *p, struct err *err)
{
	if ((!p->rows || p->given == p->limit) && !turn(p, err))
		return false;
	if (!p->rows->driver->next(p->rows, err))
		return false;
	p->given++;
	if (p->repeats) {
		const int64_t key = p->rows->columns[0].i;

		p->same = key == p->key.i ? p->same + 1 : 1;
		p->key.i = key;
	} else if (p->given == p->limit) {
		p->key = p->rows->columns[0];
	}
	return true;
}

/* ---- the check ---- */

struct removal {
	int64_t event;
	struct text field;
};
typedef LIST(struct removal) removal_list;

struct verifier {
	struct store *s;
	struct arena *a;
	struct log_check *check;
	struct err *err;
	struct hasher *hasher;
	struct pager private;
	bool private_there; /* a row of private is waiting */
	struct hash at[MERKLE_LEVELS];
	bool known[MERKLE_LEVELS]; /* false where a missing event left a hole */
	int64_t last;              /* the last number seen */
	int64_t fault_at;          /* of the last faulty event, by which a wrong subtree above it is explained */
	removal_list actors_missing, removals;
	char plain[64]; /* the kind of the last event whose body names nothing */
	size_t plain_n;
	struct json_shape shape; /* of the last event */
};

static bool fault(struct verifier *v, struct msg m)
{
	if (v->check->faults.n < FAULTS_MAX)
		*LIST_ADD(v->a, &v->check->faults) = m;
	else if (v->check->faults.n == FAULTS_MAX)
		*LIST_ADD(v->a, &v->check->faults) = msg_make(v->a, "store.more-faults", "n", NUM(FAULTS_MAX), NULL);
	return true;
}

static bool event_fault(struct verifier *v, const char *id, int64_t event)
{
	v->fault_at = event;
	return fault(v, msg_make(v->a, id, "event", NUM(event), NULL));
}

static void events_missing(struct verifier *v, int64_t from, int64_t to)
{
	if (from == to)
		event_fault(v, "store.event-missing", from);
	else
		fault(v, msg_make(v->a, "store.events-missing", "from", NUM(from), "to", NUM(to), NULL));
	/* The subtrees that ended there are not known any more. */
	for (int k = 0; k < MERKLE_LEVELS - 1; k++) {
		const int64_t size = (int64_t)1 << k;
		const int64_t first = (from + size - 1) / size * size; /* the next multiple, which must be an odd one */

		if ((first >> k & 1 ? first : first + size) <= to)
			v->known[k] = false;
	}
}

/* The parts of a canonical event that stand at fixed places: {"actor":"<64>","at":...,"kind":"<kind>","n":<n>}. From
 * behind, since the body may hold anything. */
static bool event_parts(struct text bytes, int64_t number, struct text *actor, struct text *kind)
{
	static const char head[] = "{\"actor\":\"", mark[] = "\"kind\":\"", tail[] = "\",\"n\":";
	const size_t least = sizeof head + 64 + sizeof mark + sizeof tail;
	size_t at, from;
	int64_t n = 0, unit = 1;

	if (bytes.n < least || memcmp(bytes.p, head, sizeof head - 1) != 0 || bytes.p[bytes.n - 1] != '}')
		return false;
	for (at = bytes.n - 1; unit < INT64_MAX / 100 && bytes.p[at - 1] >= '0' && bytes.p[at - 1] <= '9';
	     at--, unit *= 10)
		n += (bytes.p[at - 1] - '0') * unit;
	at -= sizeof tail - 1;
	if (n != number || memcmp(bytes.p + at, tail, sizeof tail - 1) != 0)
		return false;
	for (from = at; from > sizeof head + 64 && bytes.p[from - 1] != '"'; from--)
		;
	if (memcmp(bytes.p + from - (sizeof mark - 1), mark, sizeof mark - 1) != 0)
		return false;
	*actor = (struct text){ bytes.p + sizeof head - 1, 64 };
	*kind = (struct text){ bytes.p + from, at - from };
	return true;
}

static void check_subtree(struct verifier *v, int64_t number, const struct hash *leaf, struct text stored)
{
	const int levels = __builtin_ctzll((unsigned long long)number);
	struct hash top = *leaf;
	bool known = true;

	for (int k = 0; k < levels; k++) {
		known = known && v->known[k];
		if (known)
			top = merkle_node(&v->at[k], &top);
	}
	if (!known || stored.n != HASH_SIZE || memcmp(stored.p, top.bytes, HASH_SIZE) != 0) {
		const bool explained = !known || v->fault_at > number - ((int64_t)1 << levels);

		if (!explained)
			event_fault(v, "store.subtree-changed", number);
		else if (stored.n == HASH_SIZE)
			memcpy(top.bytes, stored.p, HASH_SIZE);
	}
	v->at[levels] = top;
	v->known[levels] = true;
}

/* ---- private fields ---- */

static bool private_advance(struct verifier *v)
{
	struct err mine; /* not zeroed: it is large, and this runs once an event */

	mine.kind = ERR_NONE;
	v->private_there = pager_next(&v->private, &mine);
	return mine.kind == ERR_NONE || err_pass(v->err, &mine);
}

static bool same_hex(const struct hash *h, struct text hex)
{
	char mine[HASH_HEX_SIZE];

	return hex.n == HASH_HEX_SIZE - 1 && memcmp(hash_hex(mine, h), hex.p, hex.n) == 0;
}

/* What the body says under that field; *root, for the caller to decref, holds it. */
static struct text body_field(struct text bytes, const char *field, json_t **root)
{
	if (!*root && !json_parse_canonical(root, bytes, NULL))
		return (struct text){ 0 };
	return json_get_text(json_object_get(*root, "body"), field);
}

static struct hash salted(struct verifier *v, struct text salt, struct text value)
{
	uint8_t room[256 + HASH_PAD];

	if (salt.n + value.n <= 256) {
		memcpy(room, salt.p, salt.n);
		memcpy(room + salt.n, value.p, value.n);
		return hash_in_place(room, salt.n + value.n);
	}
	hasher_start(v->hasher);
	hasher_add(v->hasher, salt.p, salt.n);
	hasher_add(v->hasher, value.p, value.n);
	return hasher_end(v->hasher);
}

/* One private row: does the event hold its hash? A row of no event is a fault too. */
static void check_private_row(struct verifier *v, const struct rows *r, int64_t number, struct text bytes,
			      struct text actor, json_t **root)
{
	const struct text field = r->columns[1].t, salt = r->columns[2].t, value = r->columns[3].t;
	const struct hash h = salted(v, salt, value);

	if (r->columns[0].i == number &&
	    same_hex(&h, text_eq(field, TEXT("actor")) ? actor : body_field(bytes, text_z(v->a, field), root)))
		return;
	fault(v, msg_make(v->a, "store.private-changed", "event", NUM(rows_int(r, 0)), "field", text_z(v->a, field),
			  NULL));
}

/* The private rows up to this event. Those of an event that was itself changed prove nothing. */
static bool check_private(struct verifier *v, int64_t number, struct text bytes, struct text actor)
{
	const bool changed = v->fault_at == number;
	bool has_actor = false, ok = true;
	json_t *root = NULL;

	while (ok && v->private_there && v->private.rows->columns[0].i <= number) {
		const struct rows *r = v->private.rows;
		const bool own = r->columns[0].i == number;

		has_actor |= own && text_eq(r->columns[1].t, TEXT("actor"));
		if (!(own && changed))
			check_private_row(v, r, number, bytes, actor, &root);
		ok = private_advance(v);
	}
	json_decref(root);
	if (ok && !has_actor)
		*LIST_ADD(v->a, &v->actors_missing) = (struct removal){ number, TEXT("actor") };
	return ok;
}

static bool stored_private(struct verifier *v, int64_t event, struct text field, bool *there)
{
	const struct value key[] = { V_INT(event), V_TEXT(field) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, v->s, "private_get", key, 2, v->err))
		return false;
	*there = rows_next(r, &mine);
	return rows_end(&r, &mine, v->err);
}

static int by_event(const void *a, const void *b)
{
	const struct removal *x = a, *y = b;

	if (x->event != y->event)
		return x->event < y->event ? -1 : 1;
	return text_cmp(x->field, y->field);
}

/* What the log says was removed must be gone, and nothing else: an actor's name that is gone without an event is a
 * fault. */
static bool check_removals(struct verifier *v)
{
	struct removal *said = v->removals.at;
	size_t n = v->removals.n;

	if (n > 0)
		qsort(said, n, sizeof *said, by_event);
	for (size_t i = 0; i < n; i++) {
		bool there;

		if (i > 0 && by_event(&said[i - 1], &said[i]) == 0)
			continue;
		if (!stored_private(v, said[i].event, said[i].field, &there))
			return false;
		if (there)
			fault(v, msg_make(v->a, "store.private-not-removed", "event", NUM(said[i].event), "field",
					  text_z(v->a, said[i].field), NULL));
		else
			v->check->private_removed++;
	}
	for (size_t i = 0; i < v->actors_missing.n; i++) {
		const struct removal *gone = &v->actors_missing.at[i];

		if (n == 0 || !bsearch(gone, said, n, sizeof *said, by_event))
			fault(v, msg_make(v->a, "store.private-missing", "event", NUM(gone->event), "field", "actor",
					  NULL));
	}
	return true;
}

/* ---- blobs ---- */

/* A kind that names blobs, or a removal: the few events whose body is read. */
static bool check_body(struct verifier *v, int64_t number, struct text kind, struct text bytes)
{
	const char *const *blobs = kind_blobs(kind);
	const bool removes = text_is(kind, "private_removed");
	const json_t *body;
	json_t *root = NULL;
	bool ok = true;

	if (!*blobs && !removes) {
		v->plain_n = kind.n < sizeof v->plain ? kind.n : 0;
		if (v->plain_n)
			memcpy(v->plain, kind.p, v->plain_n);
		return true;
	}
	if (!json_parse_canonical(&root, bytes, NULL))
		return true;
	body = json_object_get(root, "body");
	if (removes)
		*LIST_ADD(v->a, &v->removals) = (struct removal){ json_get_int(body, "event", 0),
								  text_dup(v->a, json_get_text(body, "field")) };
	for (; ok && *blobs; blobs++) {
		const struct text hash = json_get_text(body, *blobs);
		const struct value key = V_TEXT(hash);
		struct err mine = { 0 };
		struct rows *r = NULL;

		if (!hash.p)
			continue;
		ok = query_run(&r, v->s, "blob_known", &key, 1, v->err);
		if (ok && !rows_next(r, &mine) && mine.kind == ERR_NONE)
			fault(v, msg_make(v->a, "store.event-blob-missing", "event", NUM(number), "hash",
					  text_z(v->a, hash), NULL));
		ok = rows_end(&r, &mine, v->err) && ok;
	}
	json_decref(root);
	return ok;
}

static bool check_blobs(struct verifier *v)
{
	struct pager p = { v->s, "blob_page", .limit = 1, .key = V_Z("") };
	struct err mine = { 0 };
	char last[HASH_HEX_SIZE];

	while (pager_next(&p, &mine)) {
		const struct text name = rows_text(p.rows, 0), bytes = rows_text(p.rows, 1);
		const struct hash h = hash_bytes(bytes.p, bytes.n);

		if (!same_hex(&h, name))
			fault(v, msg_make(v->a, "store.blob-changed", "hash", text_z(v->a, name), NULL));
		/* The next page is asked for after these rows are gone. */
		memcpy(last, name.p, name.n < sizeof last ? name.n : sizeof last);
		p.key.t.p = last;
	}
	return rows_end(&p.rows, &mine, v->err);
}

/* ---- events ---- */

static bool check_event(struct verifier *v, const struct rows *r)
{
	const int64_t number = r->columns[0].i;
	const struct text bytes = r->columns[1].t, stored = r->columns[2].t;
	const struct hash leaf = merkle_leaf(v->hasher, bytes);
	struct text actor = { 0 }, kind = { 0 };

	if (number != v->last + 1)
		events_missing(v, v->last + 1, number - 1);
	v->last = number;
	v->check->events++;
	if (stored.n != HASH_SIZE || memcmp(stored.p, leaf.bytes, HASH_SIZE) != 0)
		event_fault(v, "store.event-changed", number);
	else if (!event_parts(bytes, number, &actor, &kind) || !json_is_canonical(&v->shape, bytes))
		event_fault(v, "store.event-not-canonical", number);
	if (!check_private(v, number, bytes, actor))
		return false;
	check_subtree(v, number, &leaf, r->columns[3].t);
	return (kind.n > 0 && text_eq(kind, (struct text){ v->plain, v->plain_n })) ||
	       check_body(v, number, kind, bytes);
}

static bool check_events(struct verifier *v)
{
	struct pager p = { v->s, "event_verify_page", .limit = PAGE, .key = V_INT(0) };
	struct err mine = { 0 };
	bool ok = true;

	while (ok && pager_next(&p, &mine))
		ok = check_event(v, p.rows);
	return rows_end(&p.rows, &mine, v->err) && ok;
}

/* What else speaks of events that are not there: a log that lost its end. */
static bool check_end(struct verifier *v)
{
	struct frontier f = { .n = v->last };
	struct err mine = { 0 };
	struct rows *r = NULL;
	int64_t last = v->last;

	if (!query_run(&r, v->s, "derived_last", NULL, 0, v->err))
		return false;
	if (rows_next(r, &mine) && rows_int(r, 0) > last)
		last = rows_int(r, 0);
	if (!rows_end(&r, &mine, v->err))
		return false;
	while (v->private_there) {
		if (rows_int(v->private.rows, 0) > last)
			last = rows_int(v->private.rows, 0);
		if (!private_advance(v))
			return false;
	}
	memcpy(f.at, v->at, sizeof f.at);
	v->check->root = frontier_root(&f);
	if (last > v->last)
		events_missing(v, v->last + 1, last);
	return true;
}

bool log_verify(struct store *s, struct arena *a, struct log_check *check, struct err *err)
{
	struct verifier v = { .s = s, .a = a, .check = check, .err = err };
	bool ok = false;

	*check = (struct log_check){ .root = merkle_empty() };
	v.private = (struct pager){ s, "private_page", .limit = PAGE, .repeats = true, .key = V_INT(0) };
	if (!hasher_new(&v.hasher, err))
		return false;
	s->driver->read_all(s->db, true);
	if (read_begin(s, err)) {
		ok = private_advance(&v) && check_events(&v) && check_end(&v) && check_removals(&v) && check_blobs(&v);
		rows_close(&v.private.rows);
		read_end(s);
	}
	s->driver->read_all(s->db, false);
	hasher_free(&v.hasher);
	return ok;
}

/* The store's contract, the same on every database: `store_test sqlite`, `store_test postgresql`. */
#include "store_place.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/calendar.h"
#include "store/apply.h"
#include "store/driver.h"

#define DIGEST_OF_HISTORY "3882d535a1d2ccfcb3e2ce172a907dd5893e253d94e7a60bf6b3f0cd2919c9a3"

/* A plan adopted: its bytes and its JSON are blobs. */
static json_t *plan_body(struct txn *tx, const char *plan, int64_t version, const char *certified, const char *to)
{
	struct hash source, read;
	json_t *body;

	OK(blob_put(tx, TEXT("第１号様式 地域再生計画"), &source, &err));
	OK(blob_put(tx, TEXT("{\"title\":\"例示市まち・ひと・しごと創生推進計画\"}"), &read, &err));
	body = json_pack("{s:s,s:I,s:s,s:s,s:s,s:s,s:[{s:s,s:s,s:s},{s:s,s:s,s:s}]}", "plan", plan, "version",
			 (json_int_t)version, "version_kind", version == 1 ? "certified" : "change", "title",
			 "例示市まち・ひと・しごと創生推進計画", "source", HEX(&source), "read", HEX(&read), "kpis",
			 "key", "ア1", "name", "市内総生産額", "unit", "億円", "key", "イ1", "name", "出生数", "unit",
			 "人");
	if (certified)
		json_object_set_new(body, "certified", json_string(certified));
	if (to)
		json_object_set_new(body, "period_to", json_string(to));
	return body;
}

static int64_t adopt(struct store *s, const char *plan, int64_t version, const char *certified, const char *to)
{
	struct txn *tx = NULL;
	struct event_draft d;
	int64_t number = 0;
	json_t *body;

	OK(txn_begin(&tx, s, &err));
	body = plan_body(tx, plan, version, certified, to);
	d = place_draft("plan_adopted", body);
	OK(event_append(tx, &d, &number, &err));
	OK(txn_commit(&tx, &err));
	json_decref(body);
	return number;
}

static struct hash digest(struct store *s)
{
	struct hash h;

	OK(store_digest(s, &h, &err));
	return h;
}

static void rebuild_changes_nothing(struct store *s)
{
	struct hash before = digest(s), after;
	struct rebuilt made;

	OK(store_rebuild(s, &made, &err));
	assert_int_equal(made.events, place_head(s));
	assert_true(made.same);
	after = digest(s);
	assert_true(hash_eq(&made.digest, &after));
	assert_true(hash_eq(&before, &after));
}

static void refused(struct store *s, const char *kind, json_t *body, enum err_kind expected, const char *id)
{
	struct event_draft d = place_draft(kind, body);
	const int64_t before = place_head(s);
	struct txn *tx = NULL;

	OK(txn_begin(&tx, s, &err));
	REFUSED(event_append(tx, &d, NULL, &err), expected, id);
	REFUSED(txn_commit(&tx, &err), ERR_STORE, "store.half-written");
	assert_null(tx);
	assert_int_equal(place_head(s), before);
	json_decref(body);
}

/* What stands of a kind of act in a review; 0: nothing. */
static int64_t act_of(struct store *s, const char *kind, const char *item, const char *who)
{
	const struct value key[] = { V_Z("2021-08"), V_Z(kind), V_Z(item), V_Z(who), V_INT(0) };
	struct rows *r = NULL;
	struct err end = { 0 };
	int64_t event = 0;

	OK(query_run(&r, s, "act_standing", key, 5, &err));
	if (rows_next(r, &end))
		event = rows_int(r, 0);
	rows_close(&r);
	return event;
}

static json_t *withdrawal(int64_t value, const char *kpi)
{
	return json_pack("{s:s,s:s,s:I,s:s}", "plan", "rei", "kpi", kpi, "withdraws", (json_int_t)value, "because",
			 "対象年の誤り");
}

/* The year of a review: a value taken back, sections, a project, a member, and one act of each rule. */
static void review_history(struct store *s)
{
	int64_t first;

	first = place_append(s, "value_recorded", value_body("ア1", "FY2019", "1", NULL, 0));
	place_append(s, "value_withdrawn", withdrawal(first, "ア1"));
	place_append(s, "section_set",
		     json_pack("{s:s,s:s,s:i}", "section", "kikaku", "name", "企画課", "planning", 1));
	place_append(s, "section_set", json_pack("{s:s,s:s}", "section", "kikaku", "name", "企画政策課"));
	place_append(s, "project_set",
		     json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i}", "plan", "rei", "project", "ア(1)", "name", "創業支援",
			       "section", "kikaku", "status", "running", "kpis", "ア1", "donation", 1));
	place_append(s, "project_cost",
		     json_pack("{s:s,s:s,s:s,s:s,s:I}", "plan", "rei", "project", "ア(1)", "year", "FY2020", "what",
			       "budget", "yen", (json_int_t)9000000000));
	place_append(s, "value_absent",
		     json_pack("{s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", "イ1", "period", "CY2020", "because",
			       "調査は５年ごと"));
	place_append(s, "member_set",
		     json_pack("{s:s,s:s,s:s,s:s}", "member", "m1", "field", "academia", "from", "2021-04-01", "to",
			       "2023-03-31"));
	place_append(s, "review_opened",
		     json_pack("{s:s,s:s,s:s,s:s}", "review", "2021-08", "plan", "rei", "held", "2021-08", "about",
			       "FY2020"));
	place_append(s, "review_set",
		     json_pack("{s:s,s:s,s:s}", "review", "2021-08", "item", "names", "value", "shown"));
	place_append(s, "review_set",
		     json_pack("{s:s,s:s,s:s}", "review", "2021-08", "item", "names", "value", "hidden"));
	first = place_append(
		s, "review_assessed",
		json_pack("{s:s,s:s,s:s}", "review", "2021-08", "item", "kpi:ア1", "direction", "continue"));
	place_append(s, "review_assessed",
		     json_pack("{s:s,s:s,s:s,s:I,s:s}", "review", "2021-08", "item", "kpi:ア1", "direction", "improve",
			       "corrects", (json_int_t)first, "because", "転記誤り"));
	place_append(s, "review_commented",
		     json_pack("{s:s,s:s,s:s,s:s}", "review", "2021-08", "item", "kpi:ア1", "who", "m1", "text",
			       "意見\n二行目"));
	place_append(
		s, "review_commented",
		json_pack("{s:s,s:s,s:s,s:s}", "review", "2021-08", "item", "kpi:ア1", "who", "m1", "text", "意見"));
	first = place_append(s, "act_drafted", json_pack("{s:s,s:s}", "what", "freeze", "request", "{}"));
	place_append(s, "act_settled", json_pack("{s:s,s:I}", "result", "approved", "draft", (json_int_t)first));
}

static void an_act_stands_once_and_only_what_stands_is_corrected(void **state)
{
	struct store *s = place_create(*state);
	int64_t first, second, draft;

	review_history(s);
	second = act_of(s, "review_assessed", "kpi:ア1", "");
	first = second - 1;
	assert_true(second > 0);
	refused(s, "review_assessed",
		json_pack("{s:s,s:s,s:s}", "review", "2021-08", "item", "kpi:ア1", "direction", "end"), ERR_CONFLICT,
		"store.act-stands");
	refused(s, "review_assessed",
		json_pack("{s:s,s:s,s:s,s:I}", "review", "2021-08", "item", "kpi:ア1", "direction", "end", "corrects",
			  (json_int_t)first),
		ERR_CONFLICT, "store.act-stands");
	refused(s, "review_assessed",
		json_pack("{s:s,s:s,s:s,s:I}", "review", "2021-08", "item", "kpi:イ1", "direction", "end", "corrects",
			  (json_int_t)second),
		ERR_CONFLICT, "store.corrects-no-act");
	refused(s, "review_assessed", json_pack("{s:s,s:s}", "review", "2021-08", "item", "kpi:ア1"), ERR_INPUT,
		"store.event-field");
	/* A draft is settled once. */
	draft = place_head(s) - 1;
	refused(s, "act_settled", json_pack("{s:s,s:I}", "result", "rejected", "draft", (json_int_t)draft),
		ERR_CONFLICT, "store.no-draft");
	refused(s, "act_settled", json_pack("{s:s,s:I}", "result", "rejected", "draft", (json_int_t)first),
		ERR_CONFLICT, "store.no-draft");
	refused(s, "review_opened",
		json_pack("{s:s,s:s,s:s,s:s}", "review", "2021-08", "plan", "rei", "held", "2021-08", "about",
			  "FY2020"),
		ERR_CONFLICT, "store.conflict");
	rebuild_changes_nothing(s);
	store_close(&s);
}

/* A history with every kind of event, the same bytes of the derived tables every time. */
static void history(struct store *s)
{
	int64_t first;

	adopt(s, "rei", 1, "2020-03-31", "2024-03-31");
	adopt(s, "rei2", 1, NULL, NULL);
	first = place_append(s, "value_recorded", value_body("ア1", "FY2021", "2496", "2022-09", 0));
	place_append(s, "value_recorded", value_body("ア1", "FY2021", "2497", "2023-01-15", first));
	place_append(s, "value_recorded", value_body("イ1", "CY2021", "6093", NULL, 0));
	place_append(s, "kpi_set",
		     json_pack("{s:s,s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", "イ1", "setting", "better", "value", "up",
			       "because", "多いほどよい"));
	place_append(s, "kpi_set",
		     json_pack("{s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", "イ1", "setting", "noise", "value", "5"));
	place_append(s, "kpi_set",
		     json_pack("{s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", "イ1", "setting", "noise", "value", ""));
	place_append(s, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "sabc"));
	place_append(s, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "national4"));
	adopt(s, "rei", 2, "2022-10", "2025-03-31");
}

/* ---- the log ---- */

static void numbers_run_from_one_without_a_gap(void **state)
{
	struct store *s = place_create(*state);

	assert_int_equal(place_head(s), 0);
	assert_int_equal(place_verify(s), 0);
	for (int i = 1; i <= 40; i++)
		assert_int_equal(place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, i - 1)), i);
	assert_int_equal(place_head(s), 40);
	assert_int_equal(place_verify(s), 40);
	store_close(&s);
}

static bool same_as_written(void *context, const struct event *e, struct err *err)
{
	static const char before[] =
		"\",\"at\":\"2023-11-14T22:13:20Z\",\"body\":{\"kpi\":\"ア1\",\"period\":\"FY2021\",\"plan\":\"rei\","
		"\"source\":\"例示市統計書\",\"state\":\"final\",\"value\":\"1\"},\"kind\":\"value_recorded\",\"n\":1}";
	struct hash leaf;
	struct hasher *h = NULL;

	(void)err;
	assert_int_equal(e->number, 1);
	assert_true(text_is(e->actor, "例示 太郎"));
	assert_memory_equal(e->bytes.p, "{\"actor\":\"", 10);
	assert_true(text_is(text_slice(e->bytes, 74, e->bytes.n), before));
	assert_true(hasher_new(&h, NULL));
	leaf = merkle_leaf(h, e->bytes);
	hasher_free(&h);
	assert_true(hash_eq(&leaf, &e->leaf));
	++*(int *)context;
	return true;
}

static void an_event_is_the_canonical_json_that_the_page_says(void **state)
{
	struct store *s = place_create(*state);
	int seen = 0;

	place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0));
	OK(log_each(s, 1, 0, same_as_written, &seen, &err));
	assert_int_equal(seen, 1);
	store_close(&s);
}

static bool count(void *context, const struct event *e, struct err *err)
{
	int64_t *seen = context;

	seen[0]++;
	if (seen[1] == 0)
		seen[1] = e->number;
	seen[2] = e->number;
	return e->number < 1400 || err_set(err, ERR_NO, "store.no-such-event", "event", "1", "last", "1", NULL);
}

static void events_are_read_in_order_from_any_to_any(void **state)
{
	struct store *s = place_create(*state);
	struct txn *tx = NULL;
	int64_t seen[3] = { 0 };

	OK(txn_begin(&tx, s, &err));
	for (int i = 1; i <= 1500; i++) {
		json_t *body = value_body("ア1", "FY2021", "1", NULL, i - 1);
		struct event_draft d = place_draft("value_recorded", body);

		OK(event_append(tx, &d, NULL, &err));
		json_decref(body);
	}
	OK(txn_commit(&tx, &err));
	OK(log_each(s, 100, 1300, count, seen, &err));
	assert_int_equal(seen[0], 1201);
	assert_int_equal(seen[1], 100);
	assert_int_equal(seen[2], 1300);
	memset(seen, 0, sizeof seen);
	REFUSED(log_each(s, 1, 0, count, seen, &err), ERR_NO, "store.no-such-event");
	assert_int_equal(seen[2], 1400);
	assert_int_equal(place_verify(s), 1500);
	rebuild_changes_nothing(s);
	store_close(&s);
}

static void a_rollback_leaves_nothing(void **state)
{
	struct store *s = place_create(*state);
	json_t *body = value_body("ア1", "FY2021", "1", "2022-09", 0);
	struct event_draft d = place_draft("value_recorded", body);
	struct txn *tx = NULL;
	struct hash blob, before;

	place_append(s, "value_recorded", value_body("ア2", "FY2021", "5", NULL, 0));
	before = digest(s);
	OK(txn_begin(&tx, s, &err));
	OK(blob_put(tx, TEXT("bytes"), &blob, &err));
	OK(event_append(tx, &d, NULL, &err));
	assert_int_equal(place_head(s), 2);
	txn_rollback(&tx);
	txn_rollback(&tx);
	assert_int_equal(place_head(s), 1);
	struct hash after = digest(s);
	assert_true(hash_eq(&before, &after));
	REFUSED(blob_get(s, &blob, NULL, NULL, &err), ERR_STORE, "store.blob-missing");
	assert_int_equal(place_append(s, "value_recorded", body), 2);
	assert_int_equal(place_verify(s), 2);
	store_close(&s);
}

static void what_contradicts_or_is_malformed_is_refused_and_nothing_is_written(void **state)
{
	struct store *s = place_create(*state);
	struct hash before;

	place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", "2022-09", 0));
	before = digest(s);
	refused(s, "value_recorded", value_body("ア1", "FY2021", "2", "2022-10", 0), ERR_CONFLICT,
		"store.value-stands");
	refused(s, "value_recorded", value_body("ア1", "FY2022", "2", "2022-10", 1), ERR_CONFLICT,
		"store.corrects-nothing");
	refused(s, "value_recorded", value_body("ア1", "FY2021", "2", "2022-10", 7), ERR_CONFLICT,
		"store.corrects-nothing");
	refused(s, "value_recorded", value_body("ア1", "FY2022", "2", "昨年", 0), ERR_INPUT, "date.bad");
	refused(s, "value_recorded", json_pack("{s:s}", "plan", "rei"), ERR_INPUT, "store.event-field");
	refused(s, "plan_adopted", json_pack("{s:s}", "plan", "rei"), ERR_INPUT, "store.event-field");
	refused(s, "kpi_set", json_pack("{s:s}", "plan", "rei"), ERR_INPUT, "store.event-field");
	refused(s, "rubric_chosen", json_pack("{s:s}", "plan", "rei"), ERR_INPUT, "store.event-field");
	refused(s, "private_removed", json_pack("{s:I}", "event", (json_int_t)1), ERR_INPUT, "store.event-field");
	refused(s, "private_removed", json_pack("{s:I,s:s}", "event", (json_int_t)1, "field", "contact"), ERR_INPUT,
		"store.no-private-field");
	refused(s, "surprise", json_object(), ERR_INPUT, "store.unknown-kind");
	refused(s, "kpi_set", json_pack("{s:f}", "plan", 1.5), ERR_INPUT, "json.not-canonical-type");
	struct hash after = digest(s);
	assert_true(hash_eq(&before, &after));
	assert_int_equal(place_verify(s), 1);
	store_close(&s);
}

/* ---- private fields ---- */

static int64_t append_with_contact(struct store *s, const char *contact)
{
	const struct private_field fields[] = { { "contact", text_of(contact) } };
	json_t *body = value_body("ウ1", "FY2021", "1", NULL, 0);
	struct event_draft d = place_draft("value_recorded", body);
	struct txn *tx = NULL;
	int64_t number = 0;

	d.fields = fields;
	d.n_fields = 1;
	OK(txn_begin(&tx, s, &err));
	OK(event_append(tx, &d, &number, &err));
	OK(txn_commit(&tx, &err));
	json_decref(body);
	return number;
}

static bool actor_is_gone(void *context, const struct event *e, struct err *err)
{
	(void)err;
	if (e->number == *(int64_t *)context)
		assert_null(e->actor.p);
	else
		assert_true(text_is(e->actor, "例示 太郎"));
	assert_null(memmem(e->bytes.p, e->bytes.n, "例示 太郎", strlen("例示 太郎")));
	assert_null(memmem(e->bytes.p, e->bytes.n, "花子", strlen("花子")));
	return true;
}

static struct text private_value(struct store *s, struct arena *a, int64_t event, const char *field)
{
	struct text value;

	OK(private_get(s, event, field, a, &value, &err));
	return value;
}

static void a_private_field_is_removed_and_the_log_still_verifies_and_rebuilds(void **state)
{
	struct store *s = place_create(*state);
	struct hash root, again;
	struct arena a = { 0 };
	struct log_check check;
	int64_t n;

	history(s);
	n = append_with_contact(s, "例示 花子");
	OK(log_root(s, n, &root, &err));
	assert_true(text_is(private_value(s, &a, n, "contact"), "例示 花子"));
	place_append(s, "private_removed",
		     json_pack("{s:I,s:s,s:s}", "event", (json_int_t)n, "field", "contact", "because", "本人の申出"));
	place_append(s, "private_removed",
		     json_pack("{s:I,s:s,s:s}", "event", (json_int_t)n, "field", "actor", "because", "本人の申出"));
	assert_null(private_value(s, &a, n, "contact").p);
	OK(log_root(s, n, &again, &err));
	assert_true(hash_eq(&root, &again));
	assert_int_equal(place_verify(s), n + 2);
	OK(log_verify(s, &a, &check, &err));
	assert_int_equal(check.private_removed, 2);
	OK(log_each(s, 1, 0, actor_is_gone, &n, &err));
	rebuild_changes_nothing(s);
	assert_int_equal(place_verify(s), n + 2);
	arena_clear(&a);
	store_close(&s);
}

static void the_same_private_value_twice_has_two_hashes(void **state)
{
	struct store *s = place_create(*state);
	struct value one = V_INT(1), two = V_INT(2);
	struct rows *a = NULL, *b = NULL;

	place_append(s, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "sabc"));
	place_append(s, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "sabc"));
	const struct value p[] = { one, one, one }, q[] = { two, two, one };
	/* Two readers of the same query at once. */
	OK(query_run(&a, s, "event_page", p, 3, &err));
	OK(query_run(&b, s, "event_page", q, 3, &err));
	assert_true(rows_next(a, NULL) && rows_next(b, NULL));
	assert_memory_not_equal(rows_text(a, 1).p, rows_text(b, 1).p, 74);
	assert_false(rows_next(a, NULL) || rows_next(b, NULL) || rows_next(a, NULL));
	rows_close(&a);
	rows_close(&b);
	store_close(&s);
}

/* ---- what verify finds ---- */

/* Exactly one fault, of that id, about that event (0: none named). */
static void one_fault(const struct place *p, const char *id, int64_t event)
{
	struct store *s = place_open(p, STORE_READ);
	struct arena a = { 0 };
	struct log_check check;
	char number[24];

	OK(log_verify(s, &a, &check, &err));
	for (size_t i = 1; i < check.faults.n; i++)
		print_message("# also: %s\n", msg_say(&a, LANG_EN, &check.faults.at[i]));
	assert_int_equal(check.faults.n, 1);
	assert_string_equal(check.faults.at[0].id, id);
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		assert_null(strchr(msg_say(&a, lang, &check.faults.at[0]), '{'));
	if (event > 0)
		assert_string_equal(msg_arg(&check.faults.at[0], "event"), msg_num(number, event));
	arena_clear(&a);
	store_close(&s);
}

static void flip_and_find(const struct place *p, const char *table, const char *column, const char *where, int offset,
			  const char *id, int64_t event)
{
	place_flip(p, table, column, where, offset);
	one_fault(p, id, event);
	place_flip(p, table, column, where, offset);
}

static void a_flipped_byte_anywhere_is_found_and_named(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);

	history(s);
	append_with_contact(s, "例示 花子");
	store_close(&s);
	for (int event = 1; event <= 12; event++) {
		char where[32];

		snprintf(where, sizeof where, "number = %d", event);
		flip_and_find(p, "event", "bytes", where, 3 * event, "store.event-changed", event);
		flip_and_find(p, "event", "leaf", where, event, "store.event-changed", event);
		flip_and_find(p, "event", "subtree", where, event, "store.subtree-changed", event);
	}
	flip_and_find(p, "private", "value", "event = 5 AND field = 'actor'", 1, "store.private-changed", 5);
	flip_and_find(p, "private", "salt", "event = 12 AND field = 'actor'", 31, "store.private-changed", 12);
	flip_and_find(p, "private", "value", "event = 12 AND field = 'contact'", 0, "store.private-changed", 12);
	flip_and_find(p, "blob", "bytes", "hash = (SELECT min(hash) FROM blob)", 7, "store.blob-changed", 0);
	s = place_open(p, STORE_READ);
	assert_int_equal(place_verify(s), 12);
	store_close(&s);
}

static bool keep_bytes(void *context, const struct event *e, struct err *err)
{
	(void)err;
	buf_text(context, e->bytes);
	return true;
}

static void put_hex(struct buf *sql, const struct place *p, struct text bytes)
{
	buf_puts(sql, p->postgresql ? "'\\x" : "X'");
	for (size_t i = 0; i < bytes.n; i++)
		buf_printf(sql, "%02x", (unsigned char)bytes.p[i]);
	buf_puts(sql, "'");
}

/* Who writes hashes can make them right; one event has one form all the same, or it could be said in two ways. */
static void an_event_in_another_form_is_found_though_its_hash_is_right(void **state)
{
	static const char body[] = "\"body\":{";
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct buf bytes = { 0 }, other = { 0 }, sql = { 0 };
	struct hasher *h;
	struct hash leaf;
	size_t at;

	place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0));
	OK(log_each(s, 1, 1, keep_bytes, &bytes, &err));
	store_close(&s);
	at = text_find(buf_view(&bytes), TEXT(body)) + strlen(body);
	buf_text(&other, text_slice(buf_view(&bytes), 0, at));
	buf_char(&other, ' ');
	buf_text(&other, text_slice(buf_view(&bytes), at, bytes.n));
	OK(hasher_new(&h, &err));
	leaf = merkle_leaf(h, buf_view(&other));
	hasher_free(&h);
	buf_puts(&sql, "UPDATE event SET bytes = ");
	put_hex(&sql, p, buf_view(&other));
	for (int i = 0; i < 2; i++) {
		buf_puts(&sql, i ? ", subtree = " : ", leaf = ");
		put_hex(&sql, p, (struct text){ (const char *)leaf.bytes, HASH_SIZE });
	}
	place_sql(p, sql.p);
	one_fault(p, "store.event-not-canonical", 1);
	buf_clear(&bytes);
	buf_clear(&other);
	buf_clear(&sql);
}

static void what_is_missing_is_found_and_named(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);

	history(s);
	store_close(&s);
	/* The last event: its private field and what was derived from it still speak of it. */
	place_sql(p, "DELETE FROM event WHERE number = 11");
	one_fault(p, "store.event-missing", 11);
	place_sql(p, "DELETE FROM private WHERE event = 11");
	one_fault(p, "store.event-missing", 11);
	place_sql(p, "DELETE FROM plan_version WHERE event = 11");
	place_sql(p, "DELETE FROM private WHERE event = 10");
	one_fault(p, "store.private-missing", 10);
	place_sql(p, "DELETE FROM event WHERE number IN (9, 10)");
	one_fault(p, "store.events-missing", 0);
	place_sql(p, "DELETE FROM private WHERE event = 9");
	place_sql(p, "DELETE FROM plan_rubric");
	s = place_open(p, STORE_READ);
	assert_int_equal(place_verify(s), 8);
	store_close(&s);
	/* One from the middle: what is above it in the tree is not blamed. */
	place_sql(p, "DELETE FROM private WHERE event = 3");
	place_sql(p, "DELETE FROM event WHERE number = 3");
	one_fault(p, "store.event-missing", 3);
	place_sql(p, "DELETE FROM event WHERE number = 1");
	place_sql(p, "DELETE FROM private WHERE event = 1");
	s = place_open(p, STORE_READ);
	struct arena a = { 0 };
	struct log_check check;

	OK(log_verify(s, &a, &check, &err));
	assert_int_equal(check.faults.n, 2);
	arena_clear(&a);
	store_close(&s);
}

static void a_missing_blob_is_found_and_named(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct arena a = { 0 };
	struct log_check check;

	history(s);
	store_close(&s);
	place_sql(p, "DELETE FROM blob WHERE hash = (SELECT max(hash) FROM blob)");
	s = place_open(p, STORE_READ);
	OK(log_verify(s, &a, &check, &err));
	assert_int_equal(check.faults.n, 3); /* three adoptions name it */
	assert_string_equal(check.faults.at[0].id, "store.event-blob-missing");
	arena_clear(&a);
	store_close(&s);
}

static void a_removal_that_was_not_done_is_found(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	int64_t n;

	n = append_with_contact(s, "例示 花子");
	place_append(s, "private_removed", json_pack("{s:I,s:s}", "event", (json_int_t)n, "field", "contact"));
	store_close(&s);
	place_sql(p, p->postgresql ? "INSERT INTO private VALUES (1, 'contact', '', '')"
				   : "INSERT INTO private VALUES (1, 'contact', x'', x'')");
	s = place_open(p, STORE_READ);
	struct arena a = { 0 };
	struct log_check check;

	OK(log_verify(s, &a, &check, &err));
	assert_int_equal(check.faults.n, 2);
	assert_string_equal(check.faults.at[0].id, "store.private-changed");
	assert_string_equal(check.faults.at[1].id, "store.private-not-removed");
	arena_clear(&a);
	store_close(&s);
}

/* Verifying reads page by page; here a page ends between two private fields of one event. */
static void a_long_log_with_many_private_fields_verifies(void **state)
{
	struct store *s = place_create(*state);
	const struct private_field contact = { "contact", TEXT("例示 花子") };
	struct txn *tx = NULL;

	OK(txn_begin(&tx, s, &err));
	for (int i = 0; i < 4200; i++) {
		json_t *body = value_body("ウ1", "FY2021", "1", NULL, i);
		struct event_draft d = place_draft("value_recorded", body);

		d.fields = &contact;
		d.n_fields = i > 0;
		OK(event_append(tx, &d, NULL, &err));
		json_decref(body);
	}
	OK(txn_commit(&tx, &err));
	assert_int_equal(place_verify(s), 4200);
	store_close(&s);
}

/* ---- roots and proofs ---- */

static void every_event_is_proved_in_the_log_and_the_log_to_have_grown(void **state)
{
	struct store *s = place_create(*state);
	struct arena a = { 0 };
	struct hash *path, roots[14], leaf = { 0 };
	size_t n;

	history(s);
	for (int i = 0; i <= 11; i++)
		OK(log_root(s, i, &roots[i], &err));
	for (int size = 1; size <= 11; size++)
		for (int i = 1; i <= size; i++) {
			struct rows *r = NULL;
			struct value number = V_INT(i);

			OK(query_run(&r, s, "event_node", &number, 1, &err));
			assert_true(rows_next(r, NULL));
			memcpy(leaf.bytes, rows_text(r, 0).p, HASH_SIZE);
			rows_close(&r);
			OK(log_inclusion(s, i, size, &a, &path, &n, &err));
			assert_true(merkle_inclusion_holds(&leaf, i, size, path, n, &roots[size]));
			OK(log_consistency(s, i, size, &a, &path, &n, &err));
			assert_true(merkle_consistency_holds(i, size, path, n, &roots[i], &roots[size]));
		}
	REFUSED(log_root(s, 12, &roots[0], &err), ERR_INPUT, "store.no-such-event");
	REFUSED(log_inclusion(s, 3, 12, &a, &path, &n, &err), ERR_INPUT, "store.no-such-event");
	REFUSED(log_inclusion(s, 0, 3, &a, &path, &n, &err), ERR_INPUT, "store.no-such-event");
	REFUSED(log_consistency(s, 5, 4, &a, &path, &n, &err), ERR_INPUT, "store.no-such-event");
	arena_clear(&a);
	store_close(&s);
}

/* ---- derived tables ---- */

/* The named query's rows as "a|b|c", a line each; NULL as "-". */
static char *ask(struct store *s, const char *query, const struct value *values, size_t n, int columns)
{
	struct buf b = { 0 };
	struct rows *r = NULL;

	buf_puts(&b, "");
	OK(query_run(&r, s, query, values, n, &err));
	while (rows_next(r, NULL)) {
		for (int i = 0; i < columns; i++) {
			const struct value *v = rows_value(r, i);

			buf_puts(&b, i ? "|" : "");
			if (v->kind == VALUE_INT)
				buf_printf(&b, "%lld", (long long)v->i);
			else if (v->kind == VALUE_NULL)
				buf_puts(&b, "-");
			else
				buf_text(&b, v->t);
		}
		buf_puts(&b, "\n");
	}
	rows_close(&r);
	return b.p ? b.p : strdup("");
}

#define ASK(expected, query, columns, ...)                                                  \
	do {                                                                                \
		const struct value values[] = { __VA_ARGS__ };                              \
		char *got = ask(s, query, values, sizeof values / sizeof *values, columns); \
		assert_string_equal(got, expected);                                         \
		free(got);                                                                  \
	} while (0)

static void a_store_holds_several_plans_and_their_versions(void **state)
{
	struct store *s = place_create(*state);

	history(s);
	ASK("rei|1|certified|2020-03-31\nrei|2|change|2022-10\nrei2|1|certified|-\n", "plan_versions_all", 4,
	    V_INT(EVENT_LATEST));
	ASK("rei|1|certified|2020-03-31\nrei2|1|certified|-\n", "plan_versions_all", 4, V_INT(10));
	ASK("rei|1|certified|2020-03-31\n", "plan_versions_all", 4, V_INT(1));
	ASK("ア1|市内総生産額|億円\nイ1|出生数|人\n", "plan_kpis", 3, V_Z("rei"), V_INT(2));
	ASK("", "plan_kpis", 3, V_Z("rei"), V_INT(3));
	/* The same version again is a contradiction. */
	struct txn *tx = NULL;
	struct event_draft d;
	json_t *body;

	OK(txn_begin(&tx, s, &err));
	body = plan_body(tx, "rei", 2, NULL, NULL);
	d = place_draft("plan_adopted", body);
	REFUSED(event_append(tx, &d, NULL, &err), ERR_CONFLICT, "store.conflict");
	txn_rollback(&tx);
	json_decref(body);
	store_close(&s);
}

static void a_value_is_known_from_the_day_of_its_publication(void **state)
{
	struct store *s = place_create(*state);

	history(s);
	ASK("", "kpi_values_of", 6, V_Z("rei"), V_Z("2022-09-29"), V_INT(EVENT_LATEST), V_Z("ア1"));
	ASK("3|rei|ア1|FY2021|final|2496|2022-09|例示市統計書|-|-|-|-\n", "kpi_values_of", 12, V_Z("rei"),
	    V_Z("2022-09-30"), V_INT(EVENT_LATEST), V_Z("ア1"));
	ASK("3|rei|ア1|FY2021|final|2496|2022-09|例示市統計書|-|-|-|4\n4|rei|ア1|FY2021|final|2497|2023-01-15|"
	    "例示市統計書|-|3|-|-\n",
	    "kpi_values_of", 12, V_Z("rei"), V_Z("2023-01-15"), V_INT(EVENT_LATEST), V_Z("ア1"));
	/* Known on that day, but not yet recorded here by event 3. */
	ASK("3|rei|ア1|FY2021|final|2496|2022-09|例示市統計書|-|-|-|-\n", "kpi_values_of", 12, V_Z("rei"),
	    V_Z("2023-01-15"), V_INT(3), V_Z("ア1"));
	/* Without a day of publication: known on the day it was recorded, in Japan. */
	ASK("3\n4\n", "kpi_values", 1, V_Z("rei"), V_Z("2023-11-14"), V_INT(EVENT_LATEST));
	ASK("3\n4\n5\n", "kpi_values", 1, V_Z("rei"), V_Z("2023-11-15"), V_INT(EVENT_LATEST));
	store_close(&s);
}

static void a_correction_supersedes_the_value_that_it_names_and_no_other(void **state)
{
	struct store *s = place_create(*state);

	/* The statements of this test have $2 before $1: parameters are bound by number, not by place. */
	history(s);
	ASK("4|rei|ア1|FY2021|final|2497\n", "value_in_force", 6, V_Z("rei"), V_Z("ア1"), V_Z("FY2021"), V_Z("final"),
	    V_INT(EVENT_LATEST));
	ASK("3|rei|ア1|FY2021|final|2496\n", "value_in_force", 6, V_Z("rei"), V_Z("ア1"), V_Z("FY2021"), V_Z("final"),
	    V_INT(3));
	ASK("", "value_in_force", 6, V_Z("rei"), V_Z("ア1"), V_Z("FY2021"), V_Z("provisional"), V_INT(EVENT_LATEST));
	ASK("3|rei|ア1|FY2021|final|2496|2022-09|例示市統計書|-|-|-|4\n", "value_get", 12, V_INT(3));
	store_close(&s);
}

static void a_value_that_was_taken_back_is_known_until_then_and_its_place_is_free(void **state)
{
	struct store *s = place_create(*state);

	place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", "2022-09", 0));
	place_append(s, "value_recorded", value_body("ア1", "FY2021", "2", "2022-10", 1));
	refused(s, "value_withdrawn", withdrawal(1, "ア1"), ERR_CONFLICT, "store.withdraws-nothing");
	refused(s, "value_withdrawn", withdrawal(2, "ア2"), ERR_CONFLICT, "store.withdraws-nothing");
	refused(s, "value_withdrawn", withdrawal(9, "ア1"), ERR_CONFLICT, "store.withdraws-nothing");
	refused(s, "value_withdrawn",
		json_pack("{s:s,s:s,s:I}", "plan", "rei", "kpi", "ア1", "withdraws", (json_int_t)2), ERR_INPUT,
		"store.event-field");
	assert_int_equal(place_append(s, "value_withdrawn", withdrawal(2, "ア1")), 3);
	refused(s, "value_withdrawn", withdrawal(2, "ア1"), ERR_CONFLICT, "store.withdraws-nothing");
	refused(s, "value_withdrawn", withdrawal(3, "ア1"), ERR_CONFLICT, "store.withdraws-nothing");
	refused(s, "value_recorded", value_body("ア1", "FY2021", "2", "2022-10", 2), ERR_CONFLICT,
		"store.corrects-nothing");
	ASK("", "value_in_force", 6, V_Z("rei"), V_Z("ア1"), V_Z("FY2021"), V_Z("final"), V_INT(EVENT_LATEST));
	ASK("", "values_standing", 6, V_Z("rei"), V_Z("ア1"), V_Z("FY2021"));
	ASK("2|rei|ア1|FY2021|final|2|2022-10|例示市統計書|-|1|-|3|対象年の誤り\n", "value_of_event", 13, V_Z("rei"),
	    V_INT(2));
	/* The clock of these tests stands at 15 November 2023 in Japan. */
	ASK("1|rei|ア1|FY2021|final|1|2022-09|例示市統計書|-|-|-|2|-\n2|rei|ア1|FY2021|final|2|2022-10|例示市統計書|-|"
	    "1|-|-|-\n",
	    "kpi_values", 13, V_Z("rei"), V_Z("2023-11-14"), V_INT(EVENT_LATEST));
	ASK("1|rei|ア1|FY2021|final|1|2022-09|例示市統計書|-|-|-|2|-\n2|rei|ア1|FY2021|final|2|2022-10|例示市統計書|-|"
	    "1|-|-|-\n",
	    "kpi_values", 13, V_Z("rei"), V_Z("2023-11-15"), V_INT(2));
	ASK("1|rei|ア1|FY2021|final|1|2022-09|例示市統計書|-|-|-|2|-\n"
	    "2|rei|ア1|FY2021|final|2|2022-10|例示市統計書|-|1|-|3|対象年の誤り\n",
	    "kpi_values_of", 13, V_Z("rei"), V_Z("2023-11-15"), V_INT(EVENT_LATEST), V_Z("ア1"));
	/* The same again. It is out before 2022-11, and then takes the place of the second, as a correction would. */
	assert_int_equal(place_append(s, "value_recorded", value_body("ア1", "FY2021", "2", "2022-11", 0)), 4);
	ASK("1|rei|ア1|FY2021|final|1|2022-09|例示市統計書|-|-|-|2|-\n2|rei|ア1|FY2021|final|2|2022-10|例示市統計書|-|"
	    "1|-|4|-\n"
	    "4|rei|ア1|FY2021|final|2|2022-11|例示市統計書|-|-|-|-|-\n",
	    "kpi_values", 13, V_Z("rei"), V_Z("2022-11-30"), V_INT(EVENT_LATEST));
	rebuild_changes_nothing(s);
	store_close(&s);
}

static void settings_and_rubrics_hold_until_the_next(void **state)
{
	struct store *s = place_create(*state);

	history(s);
	ASK("イ1|better|up|多いほどよい|6\n", "kpi_settings", 5, V_Z("rei"), V_INT(EVENT_LATEST));
	ASK("イ1|better|up|多いほどよい|6\nイ1|noise|5|-|7\n", "kpi_settings", 5, V_Z("rei"), V_INT(7));
	ASK("", "kpi_settings", 5, V_Z("rei"), V_INT(5));
	ASK("national4|-|10\n", "rubric_in_force", 3, V_Z("rei"), V_INT(EVENT_LATEST));
	ASK("sabc|-|9\n", "rubric_in_force", 3, V_Z("rei"), V_INT(9));
	ASK("", "rubric_in_force", 3, V_Z("rei"), V_INT(8));
	store_close(&s);
}

static void lists_are_sorted_by_bytes(void **state)
{
	static const char *const kpis[] = { "b", "B", "a", "あ", "ア", "ａ", "é", "z", "_", "1", "10", "9", "亜" };
	static const char sorted[] = "1\n10\n9\nB\n_\na\nb\nz\né\nあ\nア\n亜\nａ\n";
	struct store *s = place_create(*state);
	struct buf b = { 0 };
	struct rows *r = NULL;
	const struct value values[] = { V_Z("rei"), V_Z("2999-12-31"), V_INT(EVENT_LATEST) };

	for (size_t i = 0; i < sizeof kpis / sizeof *kpis; i++)
		place_append(s, "value_recorded", value_body(kpis[i], "FY2021", "1", NULL, 0));
	OK(query_run(&r, s, "kpi_values", values, 3, &err));
	while (rows_next(r, NULL)) {
		buf_text(&b, rows_text(r, 2));
		buf_puts(&b, "\n");
	}
	rows_close(&r);
	assert_string_equal(b.p, sorted);
	buf_clear(&b);
	store_close(&s);
}

static void the_derived_tables_have_the_same_digest_on_every_database(void **state)
{
	struct store *s = place_create(*state);
	struct hash h;

	history(s);
	review_history(s);
	rebuild_changes_nothing(s);
	h = digest(s);
	/* Both drivers must give this one; it changes only with the derived tables themselves. */
	assert_string_equal(HEX(&h), DIGEST_OF_HISTORY);
	place_append(s, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "sabc"));
	h = digest(s);
	assert_string_not_equal(HEX(&h), DIGEST_OF_HISTORY);
	store_close(&s);
}

static void a_rebuild_mends_derived_rows_and_leaves_kept_ones(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct hash before, after;
	struct arena a = { 0 };
	struct rebuilt made;

	history(s);
	before = digest(s);
	place_sql(p, "UPDATE kpi_value SET value = '9999'");
	place_sql(p, "DELETE FROM plan_kpi");
	after = digest(s);
	assert_false(hash_eq(&before, &after));
	OK(store_rebuild(s, &made, &err));
	assert_false(made.same);
	after = digest(s);
	assert_true(hash_eq(&before, &after));
	assert_true(text_is(private_value(s, &a, 1, "actor"), "例示 太郎"));
	assert_int_equal(place_verify(s), 11);
	arena_clear(&a);
	store_close(&s);
}

/* Tables made of such a log would show, as if it were the truth, what nobody recorded. */
static void a_log_that_does_not_hold_is_not_replayed(void **state)
{
	static const struct {
		const char *sql, *event;
	} harms[] = { { "DELETE FROM event WHERE number = 3", "3" },
		      { "UPDATE event SET leaf = subtree WHERE number = 2", "2" } };
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct rebuilt made;
	struct err err = { 0 };
	struct hash before, after;

	history(s);
	before = digest(s);
	for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
		place_sql(p, harms[i].sql);
		assert_false(store_rebuild(s, &made, &err));
		assert_int_equal(err.kind, ERR_STORE);
		assert_string_equal(err.msg.id, "store.rebuild-log-broken");
		assert_string_equal(msg_arg(&err.msg, "event"), harms[i].event);
		after = digest(s);
		assert_true(hash_eq(&before, &after));
	}
	store_close(&s);
}

static bool read_one(void *context, const struct event *e, struct err *err)
{
	json_t *event = NULL;
	bool ok = event_read(&event, e, err);

	*(int64_t *)context = e->number;
	json_decref(event);
	return ok;
}

/* One who lists the log is told which event it is, and that the store is at fault and not what he typed. */
static void an_event_that_cannot_be_read_is_named(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct err err = { 0 };
	int64_t last = 0;

	history(s);
	assert_true(log_each(s, 1, 0, read_one, &last, &err));
	place_sql(p, "UPDATE event SET bytes = leaf WHERE number = 3");
	assert_false(log_each(s, 1, 0, read_one, &last, &err));
	assert_int_equal(last, 3);
	assert_int_equal(err.kind, ERR_STORE);
	assert_string_equal(err.msg.id, "store.event-damaged");
	assert_string_equal(msg_arg(&err.msg, "event"), "3");
	store_close(&s);
}

/* ---- blobs and bulk ---- */

static void a_blob_comes_back_as_it_was(void **state)
{
	struct store *s = place_create(*state);
	struct hash empty, large, again;
	struct arena a = { 0 };
	struct txn *tx = NULL;
	struct text bytes;
	char *mine = malloc(3000001);

	for (size_t i = 0; i < 3000001; i++)
		mine[i] = (char)(i * i >> 3);
	OK(txn_begin(&tx, s, &err));
	OK(blob_put(tx, (struct text){ mine, 3000001 }, &large, &err));
	OK(blob_put(tx, (struct text){ mine, 3000001 }, &again, &err));
	OK(blob_put(tx, (struct text){ NULL, 0 }, &empty, &err));
	OK(txn_commit(&tx, &err));
	assert_true(hash_eq(&large, &again));
	OK(blob_get(s, &large, &a, &bytes, &err));
	assert_int_equal(bytes.n, 3000001);
	assert_memory_equal(bytes.p, mine, bytes.n);
	OK(blob_get(s, &empty, &a, &bytes, &err));
	assert_int_equal(bytes.n, 0);
	assert_int_equal(place_verify(s), 0);
	free(mine);
	arena_clear(&a);
	store_close(&s);
}

static const char *const rubric_columns[] = { "event", "plan", "rubric", "definition", "superseded_by" };

static void many_rows_go_in_at_once(void **state)
{
	struct store *s = place_create(*state);
	struct txn *tx = NULL;
	struct bulk *b = NULL;

	OK(txn_begin(&tx, s, &err));
	OK(bulk_begin(&b, tx, "plan_rubric", rubric_columns, 5, &err));
	for (int i = 1; i <= 20000; i++) {
		const struct value row[] = { V_INT(i), V_Z("改行\n\t\\N"), V_Z(""), V_NULL, V_INT(i + 1) };

		OK(bulk_add(b, row, &err));
	}
	OK(bulk_end(&b, tx, &err));
	OK(txn_commit(&tx, &err));
	ASK("|-|20000\n", "rubric_in_force", 3, V_Z("改行\n\t\\N"), V_INT(20000));
	store_close(&s);
}

static void a_bulk_that_is_given_up_leaves_only_a_rollback(void **state)
{
	struct store *s = place_create(*state);
	const struct value row[] = { V_INT(1), V_Z("p"), V_Z("r"), V_NULL, V_NULL };
	struct txn *tx = NULL;
	struct bulk *b = NULL;

	OK(txn_begin(&tx, s, &err));
	OK(bulk_begin(&b, tx, "plan_rubric", rubric_columns, 5, &err));
	OK(bulk_add(b, row, &err));
	bulk_cancel(&b);
	bulk_cancel(&b);
	REFUSED(txn_commit(&tx, &err), ERR_STORE, "store.half-written");
	ASK("", "rubric_in_force", 3, V_Z("p"), V_INT(EVENT_LATEST));
	/* Two rows with one key: the database refuses at the end, or before. */
	OK(txn_begin(&tx, s, &err));
	OK(bulk_begin(&b, tx, "plan_rubric", rubric_columns, 5, &err));
	OK(bulk_add(b, row, &err));
	struct err err = { 0 };
	assert_false(bulk_add(b, row, &err) && bulk_end(&b, tx, &err));
	assert_string_equal(err.msg.id, "store.conflict");
	bulk_cancel(&b);
	txn_rollback(&tx);
	ASK("", "rubric_in_force", 3, V_Z("p"), V_INT(EVENT_LATEST));
	store_close(&s);
}

/* ---- many writers ---- */

enum { WRITERS = 4, EACH = 25 };

struct writer {
	const struct place *place;
	int id;
	bool ok;
};

static bool record(struct store *s, const char *kpi, int i, struct err *err)
{
	json_t *body = json_pack("{s:s,s:s,s:o,s:s,s:s}", "plan", "rei", "kpi", kpi, "period",
				 json_sprintf("FY%d", 1900 + i), "state", "final", "value", "1");
	struct event_draft d = place_draft("value_recorded", body);
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, s, err) && event_append(tx, &d, NULL, err) && txn_commit(&tx, err);

	txn_rollback(&tx);
	json_decref(body);
	return ok;
}

static void *write_some(void *context)
{
	struct writer *w = context;
	struct store *s = NULL;
	struct arena a = { 0 };
	struct err err = { 0 };
	char kpi[16];

	snprintf(kpi, sizeof kpi, "w%d", w->id);
	w->ok = store_open(&s, w->place->where, STORE_WRITE, &err);
	for (int i = 0; w->ok && i < EACH; i++)
		w->ok = record(s, kpi, i, &err);
	if (!w->ok)
		fprintf(stderr, "# %s\n", msg_say(&a, LANG_EN, &err.msg));
	arena_clear(&a);
	store_close(&s);
	return NULL;
}

static int write_in_threads(const struct place *p, int process)
{
	struct writer writers[WRITERS];
	pthread_t threads[WRITERS];
	bool ok = true;

	for (int i = 0; i < WRITERS; i++) {
		writers[i] = (struct writer){ p, process * WRITERS + i, false };
		pthread_create(&threads[i], NULL, write_some, &writers[i]);
	}
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(threads[i], NULL);
		ok = ok && writers[i].ok;
	}
	return ok ? 0 : 1;
}

static void eight_writers_in_two_processes_leave_no_gap(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	pid_t children[2];

	store_close(&s);
	for (int i = 0; i < 2; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(write_in_threads(p, i));
	}
	for (int i = 0; i < 2; i++) {
		int status = -1;

		waitpid(children[i], &status, 0);
		assert_int_equal(status, 0);
	}
	s = place_open(p, STORE_WRITE);
	assert_int_equal(place_head(s), 2 * WRITERS * EACH);
	assert_int_equal(place_verify(s), 2 * WRITERS * EACH);
	rebuild_changes_nothing(s);
	store_close(&s);
}

static void a_reader_keeps_its_view_while_others_write(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p), *reader;

	place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0));
	reader = place_open(p, STORE_READ);
	OK(read_begin(reader, &err));
	assert_int_equal(place_head(reader), 1);
	place_append(s, "value_recorded", value_body("ア1", "FY2022", "1", NULL, 0));
	assert_int_equal(place_head(reader), 1);
	assert_int_equal(place_verify(reader), 1);
	read_end(reader);
	assert_int_equal(place_head(reader), 2);
	store_close(&reader);
	store_close(&s);
}

static void a_second_writer_waits_and_then_says_that_the_store_is_locked(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p), *other = place_open(p, STORE_WRITE);
	struct txn *tx = NULL, *second = NULL;

	store_wait(other, 50);
	OK(txn_begin(&tx, s, &err));
	REFUSED(txn_begin(&second, other, &err), ERR_STORE, "store.locked");
	assert_int_equal(place_head(other), 0);
	txn_rollback(&tx);
	place_append(other, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0));
	/* Its frontier is behind: it reads the tree again before it appends. */
	assert_int_equal(place_append(s, "value_recorded", value_body("ア1", "FY2022", "1", NULL, 0)), 2);
	assert_int_equal(place_verify(other), 2);
	store_close(&other);
	store_close(&s);
}

/* ---- opening ---- */

static void a_store_is_made_once(void **state)
{
	const struct place *p = *state;
	struct store *s = NULL, *again = NULL;

	REFUSED(store_open(&s, p->where, STORE_READ, &err), ERR_STORE, "store.absent");
	REFUSED(store_open(&s, p->where, STORE_WRITE, &err), ERR_STORE, "store.absent");
	s = place_create(p);
	assert_string_equal(store_driver(s), p->postgresql ? "postgresql" : "sqlite");
	REFUSED(store_open(&again, p->where, STORE_CREATE, &err), ERR_CONFLICT, "store.exists");
	assert_null(again);
	assert_int_equal(place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0)), 1);
	store_close(&s);
	store_close(&s);
	s = place_open(p, STORE_READ);
	assert_int_equal(place_head(s), 1);
	struct txn *tx = NULL;
	REFUSED(txn_begin(&tx, s, &err), ERR_STORE, "store.opened-for-reading");
	store_close(&s);
}

static void a_store_of_a_newer_version_is_left_alone(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);

	store_close(&s);
	place_sql(p, "INSERT INTO schema_version (version, name) VALUES (99, 'later')");
	REFUSED(store_open(&s, p->where, STORE_WRITE, &err), ERR_STORE, "store.newer");
	REFUSED(store_open(&s, p->where, STORE_READ, &err), ERR_STORE, "store.newer");
	REFUSED(store_open(&s, p->where, STORE_CREATE, &err), ERR_CONFLICT, "store.exists");
}

static void a_migrated_store_is_the_same_as_a_new_one(void **state)
{
	struct place *p = *state;
	struct store *s = place_create(p);
	char *fresh, *migrated;

	store_close(&s);
	fresh = place_schema(p);
	assert_non_null(strstr(fresh, "kpi_value"));
	place_tear_down(state);
	place_set_up(state);
	OK(store_create_at(&s, p->where, 1, &err));
	store_close(&s);
	migrated = place_schema(p);
	assert_null(strstr(migrated, "kpi_value"));
	free(migrated);
	REFUSED(store_open(&s, p->where, STORE_READ, &err), ERR_STORE, "store.older");
	s = place_open(p, STORE_WRITE);
	migrated = place_schema(p);
	assert_string_equal(fresh, migrated);
	history(s);
	assert_int_equal(place_verify(s), 11);
	store_close(&s);
	s = place_open(p, STORE_READ);
	store_close(&s);
	free(fresh);
	free(migrated);
}

/* ---- copying ---- */

/* Rows of every kept table, as the accounts' use cases make them. */
static void keep_some(const struct place *p)
{
	place_sql(p, "INSERT INTO account VALUES (1, 'hanako', '例示 花子', 'planner', 'kikaku', '', 'x', NULL, 0, 0, "
		     "7, 7)");
	place_sql(p, "INSERT INTO token VALUES ('abc', 1, 1, '例示', 'read', 7, 9, NULL)");
	place_sql(p, "INSERT INTO account_log VALUES (1, 7, 'hanako', 1, 'add', '', '')");
	place_sql(p, "INSERT INTO outbox VALUES (1, 7, 'a@example.jp', '件名', '本文', 0, NULL, NULL, NULL)");
}

static void a_copy_on_the_same_and_on_the_other_database_has_the_same_root_and_rows(void **state)
{
	const struct place *p = *state;
	struct place file = { .postgresql = false }, back = { .postgresql = p->postgresql };
	void *at_file = &file, *at_back = &back;
	struct store *s = place_create(p), *copy;
	struct store_copied there, again;
	struct arena a = { 0 };
	struct hash before, root;

	assert_int_equal(place_set_up(&at_file), 0);
	assert_int_equal(place_set_up(&at_back), 0);
	history(s);
	review_history(s);
	keep_some(p);
	before = digest(s);
	OK(log_root(s, place_head(s), &root, &err));
	OK(store_copy(&there, s, file.where, &err));
	assert_int_equal(there.events, place_head(s));
	assert_int_equal(there.private_values, place_head(s)); /* the actors */
	assert_int_equal(there.kept_rows, 4);
	assert_true(hash_eq(&there.root, &root));
	assert_true(hash_eq(&there.digest, &before));
	store_close(&s);
	copy = place_open(&file, STORE_READ);
	OK(store_copy(&again, copy, back.where, &err));
	store_close(&copy);
	assert_true(hash_eq(&again.root, &root));
	assert_int_equal(again.kept_rows, 4);
	copy = place_open(&back, STORE_WRITE);
	before = digest(copy);
	assert_true(hash_eq(&before, &there.digest));
	assert_true(text_is(private_value(copy, &a, 1, "actor"), "例示 太郎"));
	/* It goes on as a store of its own. */
	place_append(copy, "rubric_chosen", json_pack("{s:s,s:s}", "plan", "rei", "rubric", "sabc"));
	assert_int_equal(place_verify(copy), there.events + 1);
	rebuild_changes_nothing(copy);
	store_close(&copy);
	arena_clear(&a);
	place_tear_down(&at_file);
	place_tear_down(&at_back);
}

static void a_copy_that_would_not_hold_is_not_left_behind(void **state)
{
	const struct place *p = *state;
	struct place file = { .postgresql = false };
	void *at_file = &file;
	struct store *s = place_create(p), *none = NULL;
	struct store_copied there;

	assert_int_equal(place_set_up(&at_file), 0);
	history(s);
	append_with_contact(s, "例示 花子");
	REFUSED(store_copy(&there, s, p->where, &err), ERR_CONFLICT, "store.exists");
	place_flip(p, "private", "value", "event = 12 AND field = 'contact'", 0);
	REFUSED(store_copy(&there, s, file.where, &err), ERR_STORE, "store.copy-log");
	REFUSED(store_open(&none, file.where, STORE_READ, &err), ERR_STORE, "store.absent");
	place_flip(p, "private", "value", "event = 12 AND field = 'contact'", 0);
	place_sql(p, "UPDATE kpi_value SET value = '9999'");
	REFUSED(store_copy(&there, s, file.where, &err), ERR_STORE, "store.copy-tables");
	REFUSED(store_open(&none, file.where, STORE_READ, &err), ERR_STORE, "store.absent");
	place_flip(p, "event", "bytes", "number = 3", 120);
	REFUSED(store_copy(&there, s, file.where, &err), ERR_STORE, "store.rebuild-log-broken");
	REFUSED(store_open(&none, file.where, STORE_READ, &err), ERR_STORE, "store.absent");
	store_close(&s);
	place_tear_down(&at_file);
}

static bool is_derived(struct text table)
{
	for (size_t i = 0; i < derived_tables_n; i++)
		if (text_is(table, derived_tables[i]))
			return true;
	return text_is(table, "schema_version");
}

static void every_table_is_derived_or_copied(void **state)
{
	int tables = 0;

	(void)state;
	for (size_t i = 0; i < embed_schema.n; i++) {
		struct text sql = { (const char *)embed_schema.at[i].bytes, embed_schema.at[i].size };
		size_t at;

		while ((at = text_find(sql, TEXT("CREATE TABLE "))) != SIZE_MAX) {
			struct text name = text_slice(sql, at + strlen("CREATE TABLE "), sql.n);

			sql = name;
			name = text_slice(name, 0, text_find(name, TEXT(" ")));
			tables++;
			if (is_derived(name) == store_copies(name))
				fail_msg("%.*s: neither derived nor copied, or both", (int)name.n, name.p);
		}
	}
	assert_true(tables > 20);
}

#define COMMON                                                                                                   \
	PLACE_TEST(every_table_is_derived_or_copied), PLACE_TEST(a_copy_that_would_not_hold_is_not_left_behind), \
		PLACE_TEST(a_copy_on_the_same_and_on_the_other_database_has_the_same_root_and_rows),             \
		PLACE_TEST(an_act_stands_once_and_only_what_stands_is_corrected),                                \
		PLACE_TEST(numbers_run_from_one_without_a_gap),                                                  \
		PLACE_TEST(an_event_is_the_canonical_json_that_the_page_says),                                   \
		PLACE_TEST(events_are_read_in_order_from_any_to_any), PLACE_TEST(a_rollback_leaves_nothing),     \
		PLACE_TEST(what_contradicts_or_is_malformed_is_refused_and_nothing_is_written),                  \
		PLACE_TEST(a_private_field_is_removed_and_the_log_still_verifies_and_rebuilds),                  \
		PLACE_TEST(the_same_private_value_twice_has_two_hashes),                                         \
		PLACE_TEST(a_flipped_byte_anywhere_is_found_and_named),                                          \
		PLACE_TEST(an_event_in_another_form_is_found_though_its_hash_is_right),                          \
		PLACE_TEST(what_is_missing_is_found_and_named), PLACE_TEST(a_missing_blob_is_found_and_named),   \
		PLACE_TEST(a_removal_that_was_not_done_is_found),                                                \
		PLACE_TEST(a_long_log_with_many_private_fields_verifies),                                        \
		PLACE_TEST(every_event_is_proved_in_the_log_and_the_log_to_have_grown),                          \
		PLACE_TEST(a_store_holds_several_plans_and_their_versions),                                      \
		PLACE_TEST(a_value_is_known_from_the_day_of_its_publication),                                    \
		PLACE_TEST(a_correction_supersedes_the_value_that_it_names_and_no_other),                        \
		PLACE_TEST(a_value_that_was_taken_back_is_known_until_then_and_its_place_is_free),               \
		PLACE_TEST(settings_and_rubrics_hold_until_the_next), PLACE_TEST(lists_are_sorted_by_bytes),     \
		PLACE_TEST(the_derived_tables_have_the_same_digest_on_every_database),                           \
		PLACE_TEST(a_rebuild_mends_derived_rows_and_leaves_kept_ones),                                   \
		PLACE_TEST(a_log_that_does_not_hold_is_not_replayed),                                            \
		PLACE_TEST(an_event_that_cannot_be_read_is_named), PLACE_TEST(a_blob_comes_back_as_it_was),      \
		PLACE_TEST(many_rows_go_in_at_once), PLACE_TEST(a_bulk_that_is_given_up_leaves_only_a_rollback), \
		PLACE_TEST(eight_writers_in_two_processes_leave_no_gap),                                         \
		PLACE_TEST(a_reader_keeps_its_view_while_others_write),                                          \
		PLACE_TEST(a_second_writer_waits_and_then_says_that_the_store_is_locked),                        \
		PLACE_TEST(a_store_is_made_once), PLACE_TEST(a_store_of_a_newer_version_is_left_alone),          \
		PLACE_TEST(a_migrated_store_is_the_same_as_a_new_one)

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = { COMMON };

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}

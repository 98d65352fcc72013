/* From what was typed to what was meant - and, where that fails, a sentence for the field and the typing kept. People
 * type numbers with a Japanese keyboard: １，２３４ is 1234, and a long minus is a minus. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "usecase/said.h"
#include "web/page.h"

static int field_index(const struct page *p, const char *name)
{
	for (int i = 0; p->fields[i].name; i++)
		if (!strcmp(p->fields[i].name, name))
			return i;
	return -1;
}

const struct field_value *request_field(const struct request *q, const char *name)
{
	int i = field_index(q->page, name);

	assert(i >= 0);
	return &q->values[i];
}

struct text request_text(const struct request *q, const char *name)
{
	int i = field_index(q->page, name);

	assert(i >= 0);
	switch (q->page->fields[i].kind) {
	case FIELD_TEXT:
	case FIELD_SECRET:
	case FIELD_FILE:
		return q->values[i].text;
	default:
		return text_trim(q->values[i].text);
	}
}

bool request_has(const struct request *q, const char *name)
{
	return request_field(q, name)->present;
}

bool request_fault(struct request *q, struct err *err, const char *name, const char *id)
{
	int i = field_index(q->page, name);

	assert(i >= 0);
	q->values[i].present = false;
	q->values[i].fault = (struct msg){ .id = id };
	return err_set(err, ERR_INPUT, "web.form-faults", NULL);
}

/* ---- the address ---- */

static bool is_form_field(enum field_kind kind)
{
	return kind >= FIELD_LINE;
}

static bool read_query_field(struct request *q, struct arena *a, const struct field *f, struct field_value *v,
			     const struct pair *p, struct err *err)
{
	struct err why = { 0 };

	v->text = text_dup(a, p->value);
	if (!v->text.n)
		return true;
	if (utf8_bad_at(v->text) != SIZE_MAX)
		return err_set(err, ERR_USAGE, "web.bad-query", "field", f->name, NULL);
	if (f->kind == FIELD_IN_QUERY_DATE) {
		if (!date_said(&v->date, v->text, err))
			return false;
	} else if (f->kind == FIELD_IN_QUERY_INT) {
		struct decimal n;

		if (v->text.n > 18 || !decimal_parse(&n, v->text, &why) || n.scale || n.coefficient < 0)
			return err_set(err, ERR_USAGE, "web.bad-query", "field", f->name, NULL);
		v->number = n.coefficient;
	} else if (v->text.p[0] != '/' || text_starts(v->text, TEXT("//")) ||
		   text_find(v->text, TEXT("\\")) != SIZE_MAX || v->text.n > 500) {
		/* Not of this server: as if it were not there. A sign-in leads nobody away. */
		v->text = (struct text){ 0 };
		return true;
	}
	(void)q;
	v->present = true;
	return true;
}

bool fields_of_query(struct request *q, struct arena *a, const pair_list *query, struct err *err)
{
	for (size_t i = 0; q->page->fields[i].name; i++) {
		const struct field *f = &q->page->fields[i];
		size_t n;
		const struct pair *p = pair_of(query, f->name, &n);

		if (!p || (f->kind < FIELD_IN_QUERY_DATE))
			continue;
		if (is_form_field(f->kind)) {
			/* To begin with; what is wrong with it is said when it is sent. */
			if (f->kind != FIELD_SECRET && f->kind != FIELD_FILE && utf8_bad_at(p->value) == SIZE_MAX)
				q->values[i].text = text_dup(a, p->value);
			continue;
		}
		if (n > 1)
			return err_set(err, ERR_USAGE, "web.field-twice", "field", f->name, NULL);
		if (!read_query_field(q, a, f, &q->values[i], p, err))
			return false;
	}
	return true;
}

/* ---- the form ---- */

struct reading {
	struct request *q;
	struct arena *a;
	const struct field *f;
	struct field_value *v;
};

static void fault(struct reading *r, const char *id)
{
	if (!r->v->fault.id)
		r->v->fault = (struct msg){ .id = id };
}

static void fault_limit(struct reading *r, const char *id, size_t limit)
{
	if (!r->v->fault.id)
		r->v->fault = msg_make(r->a, id, "limit", NUM((int64_t)limit), NULL);
}

/* What a person may see again: bytes that are no UTF-8 as U+FFFD, line ends as one sign, no control characters but
 * those. */
static struct text cleaned(struct reading *r, struct text t)
{
	bool lines = r->f->kind == FIELD_TEXT;
	struct buf b = { 0 };
	struct text made;

	while (t.n) {
		bool bad = utf8_bad_at(text_slice(t, 0, 4)) == 0;
		uint32_t c = text_next(&t);

		if (bad)
			fault(r, "web.field-encoding");
		if (c == '\r' && t.n && t.p[0] == '\n')
			continue;
		if (c == '\r')
			c = '\n';
		if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7F) {
			fault(r, "web.field-control");
			c = 0xFFFD;
		}
		buf_char(&b, c);
	}
	made = text_dup(r->a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static size_t characters(struct text t)
{
	size_t n = 0;

	for (; t.n; n++)
		text_next(&t);
	return n;
}

static void read_decimal(struct reading *r)
{
	bool whole = r->f->kind == FIELD_INT;

	if (!(whole ? decimal_said(&r->v->decimal, r->v->text, NULL)
		    : figure_said(&r->v->decimal, &r->v->unit, r->v->text, NULL))) {
		fault(r, "web.field-decimal");
		return;
	}
	if (!whole)
		return;
	if (r->v->decimal.scale)
		fault(r, "web.field-integer");
	r->v->number = r->v->decimal.coefficient;
}

static void read_key(struct reading *r)
{
	struct text t = text_trim(r->v->text);

	for (size_t i = 0; i < t.n; i++)
		if (!((t.p[i] >= 'a' && t.p[i] <= 'z') || (t.p[i] >= '0' && t.p[i] <= '9') || strchr("._-", t.p[i])))
			fault(r, "web.field-key");
	r->v->text = t;
}

static bool is_choice(const struct field *f, struct text t)
{
	for (const struct field_choice *c = f->choices; c->value; c++)
		if (text_is(t, c->value))
			return true;
	return false;
}

static void read_choice(struct reading *r)
{
	if (r->f->choices && !is_choice(r->f, r->v->text))
		fault(r, "web.field-choice");
}

static void read_typed(struct reading *r)
{
	switch (r->f->kind) {
	case FIELD_INT:
	case FIELD_DECIMAL:
		read_decimal(r);
		break;
	case FIELD_DATE:
		if (!date_said(&r->v->date, r->v->text, NULL) || !r->v->date.day)
			fault(r, "web.field-date");
		break;
	case FIELD_PERIOD:
		if (!period_said(&r->v->period, text_trim(r->v->text), NULL))
			fault(r, "web.field-period");
		break;
	case FIELD_KEY:
		read_key(r);
		break;
	case FIELD_CHOICE:
		read_choice(r);
		break;
	default:
		break;
	}
}

static void read_file(struct reading *r, const struct pair *p)
{
	size_t max = r->f->max ? r->f->max : FILE_MAX_BYTES;

	r->v->text = p->value;
	r->v->file = cleaned(r, p->file);
	if (!p->is_file)
		fault(r, "web.field-file");
	if (p->value.n > max)
		fault_limit(r, "web.field-file-long", max >> 20);
}

/* Some of the choices: each was sent under the same name. */
static void read_choices(struct reading *r, const pair_list *form)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < form->n; i++) {
		struct text one;

		if (!text_is(form->at[i].name, r->f->name))
			continue;
		one = cleaned(r, form->at[i].value);
		if (text_find(one, TEXT(",")) != SIZE_MAX || (r->f->choices && !is_choice(r->f, one)))
			fault(r, "web.field-choice");
		buf_printf(&b, "%s%s", b.n ? "," : "", text_z(r->a, one));
	}
	r->v->text = text_dup(r->a, buf_view(&b));
	buf_clear(&b);
}

static void read_line(struct reading *r, const struct pair *p, size_t n)
{
	size_t max = r->f->max ? r->f->max : r->f->kind == FIELD_TEXT ? TEXT_MAX_CHARACTERS : LINE_MAX_CHARACTERS;

	r->v->text = cleaned(r, p->value);
	if (n > 1)
		fault(r, "web.field-twice-typed");
	if (characters(r->v->text) > max)
		fault_limit(r, "web.field-long", max);
	if (text_trim(r->v->text).n && !r->v->fault.id)
		read_typed(r);
}

static void read_field(struct reading *r, const pair_list *form)
{
	size_t n;
	const struct pair *p = pair_of(form, r->f->name, &n);

	if (r->f->kind == FIELD_CHOICES)
		read_choices(r, form);
	else if (p && r->f->kind == FIELD_FILE)
		read_file(r, p);
	else if (p)
		read_line(r, p, n);
	r->v->present =
		!r->v->fault.id &&
		(r->f->kind == FIELD_SECRET || r->f->kind == FIELD_FILE ? r->v->text.n : text_trim(r->v->text).n);
	if (!r->v->present && r->f->required)
		fault(r, r->f->kind == FIELD_CHOICE || r->f->kind == FIELD_CHOICES ? "web.field-choose"
			 : r->f->kind == FIELD_CHECK                               ? "web.field-tick"
			 : r->f->kind == FIELD_FILE                                ? "web.field-no-file"
										   : "web.field-empty");
}

bool fields_of_form(struct request *q, struct arena *a, const pair_list *form)
{
	bool ok = true;

	for (size_t i = 0; q->page->fields[i].name; i++) {
		struct reading r = { q, a, &q->page->fields[i], &q->values[i] };

		if (!is_form_field(r.f->kind))
			continue;
		read_field(&r, form);
		ok &= !r.v->fault.id;
	}
	return ok;
}

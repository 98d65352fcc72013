/* One table: which fields an event of each kind has, in the order in which people want to read them, what each is
 * called and how its value is said. The acts of a review have some fields in common, which stand around their own.
 * Rejected: a sentence for each kind - forty sentences with every combination of what may be left out are a hundred and
 * sixty. */
#include "publish/log_words.h"

#include <stdlib.h>
#include <string.h>

#include "publish/pages.h"
#include "publish/words.h"

enum say {
	SAY_TEXT,
	SAY_NUMBER,
	SAY_YEN,
	SAY_DATE,
	SAY_PERIOD,
	SAY_EVENT,
	SAY_FLAG,
	SAY_CODE, /* words: what its sentence's id begins with */
	SAY_STATE,
	SAY_VERDICT,
	SAY_VERSION_KIND,
	SAY_SETTING,
	SAY_SETTING_VALUE,
	SAY_REVIEW_SETTING,
	SAY_SECTION,
	SAY_ITEM,
	/* arrays */
	SAY_LIST,
	SAY_SECTIONS,
	SAY_ITEMS,
	SAY_KPIS,
	SAY_GRADES,
	SAY_DISSENT,
	SAY_MATERIALS,
	/* without words */
	SAY_PRIVATE,
	SAY_DIGEST,
};

struct said_field {
	const char *name;
	enum say say;
	const char *label, *words;
};

enum { FIELDS_OF_KIND = 16 };

static const struct said_kind {
	const char *name;
	struct said_field fields[FIELDS_OF_KIND];
} kinds[] = {
	{ "plan_adopted",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "title", SAY_TEXT, "log-field.title" },
	    { "version", SAY_NUMBER, "log-field.version" },
	    { "version_kind", SAY_VERSION_KIND, "log-field.version-kind" },
	    { "certified", SAY_DATE, "log-field.certified" },
	    { "change_of", SAY_TEXT, "log-field.change-of" },
	    { "period_from", SAY_DATE, "log-field.period-from" },
	    { "period_to", SAY_DATE, "log-field.period-to" },
	    { "source_name", SAY_TEXT, "log-field.source-name" },
	    { "format", SAY_CODE, "log-field.format", "log-format." },
	    { "kpis", SAY_KPIS, "log-field.kpis" },
	    { "invented", SAY_FLAG, "log-field.invented" },
	    { "source", SAY_DIGEST, "log-field.source" },
	    { "read", SAY_DIGEST, "log-field.source" } } },
	{ "kpi_set",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "kpi", SAY_TEXT, "log-field.kpi" },
	    { "setting", SAY_SETTING, "log-field.setting" },
	    { "value", SAY_SETTING_VALUE, "log-field.value" },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "value_recorded",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "kpi", SAY_TEXT, "log-field.kpi" },
	    { "period", SAY_PERIOD, "log-field.period" },
	    { "value", SAY_TEXT, "log-field.value" },
	    { "state", SAY_STATE, "log-field.state" },
	    { "published", SAY_DATE, "log-field.published" },
	    { "source", SAY_TEXT, "log-field.source" },
	    { "url", SAY_TEXT, "log-field.url" },
	    { "corrects", SAY_EVENT, "log-field.corrects" },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "value_withdrawn",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "kpi", SAY_TEXT, "log-field.kpi" },
	    { "withdraws", SAY_EVENT, "log-field.withdraws" },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "rubric_chosen",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "rubric", SAY_TEXT, "log-field.rubric" },
	    { "definition", SAY_DIGEST, "log-field.rubric" } } },
	{ "stats_imported",
	  { { "name", SAY_TEXT, "log-field.name" },
	    { "source", SAY_TEXT, "log-field.source" },
	    { "layout", SAY_TEXT, "log-field.layout" },
	    { "licence", SAY_TEXT, "log-field.licence" },
	    { "url", SAY_TEXT, "log-field.url" },
	    { "published", SAY_DATE, "log-field.published" },
	    { "status", SAY_CODE, "log-field.state", "log-stats." },
	    { "rows", SAY_NUMBER, "log-field.rows" },
	    { "mapping", SAY_TEXT, "log-field.mapping" },
	    { "file", SAY_DIGEST, "log-field.file" },
	    { "table", SAY_DIGEST, "log-field.file" },
	    { "definitions", SAY_DIGEST, "log-field.file" } } },
	{ "section_set",
	  { { "section", SAY_TEXT, "log-field.section" },
	    { "name", SAY_TEXT, "log-field.name" },
	    { "planning", SAY_FLAG, "log-field.planning" },
	    { "closed", SAY_FLAG, "log-field.closed" },
	    { "because", SAY_TEXT, "log-field.because" },
	    { "contact", SAY_PRIVATE, "log-field.contact" } } },
	{ "project_set",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "project", SAY_TEXT, "log-field.project" },
	    { "name", SAY_TEXT, "log-field.name" },
	    { "section", SAY_SECTION, "log-field.section" },
	    { "status", SAY_CODE, "log-field.state", "project-status." },
	    { "donation", SAY_FLAG, "log-field.donation" },
	    { "kpis", SAY_TEXT, "log-field.kpis" },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "project_cost",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "project", SAY_TEXT, "log-field.project" },
	    { "year", SAY_PERIOD, "log-field.year" },
	    { "what", SAY_CODE, "log-field.cost-what", "log-cost." },
	    { "yen", SAY_YEN, "log-field.yen" },
	    { "source", SAY_TEXT, "log-field.source" },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "value_absent",
	  { { "plan", SAY_TEXT, "log-field.plan" },
	    { "kpi", SAY_TEXT, "log-field.kpi" },
	    { "period", SAY_PERIOD, "log-field.period" },
	    { "because", SAY_TEXT, "log-field.because" },
	    { "expected", SAY_DATE, "log-field.expected" } } },
	{ "member_set",
	  { { "member", SAY_TEXT, "log-field.member" },
	    { "field", SAY_CODE, "log-field.field", "field." },
	    { "from", SAY_DATE, "log-field.from" },
	    { "to", SAY_DATE, "log-field.to" },
	    { "chair", SAY_FLAG, "log-field.chair" },
	    { "login", SAY_TEXT, "log-field.login" },
	    { "name", SAY_PRIVATE, "log-field.person" } } },
	{ "review_opened",
	  { { "review", SAY_TEXT, "log-field.review" },
	    { "plan", SAY_TEXT, "log-field.plan" },
	    { "held", SAY_DATE, "log-field.held" },
	    { "about", SAY_PERIOD, "log-field.about" },
	    { "levels", SAY_NUMBER, "log-field.levels" } } },
	{ "private_removed",
	  { { "event", SAY_EVENT, "log-field.event" },
	    { "field", SAY_CODE, "log-field.removed-field", "log-removed." },
	    { "because", SAY_TEXT, "log-field.because" } } },
	{ "review_set",
	  { { "item", SAY_REVIEW_SETTING, "log-field.review-setting" }, { "value", SAY_TEXT, "log-field.value" } } },
	{ "review_assessed",
	  { { "did", SAY_TEXT, "log-field.did" },
	    { "spent", SAY_YEN, "log-field.spent" },
	    { "analysis", SAY_TEXT, "log-field.analysis" },
	    { "direction", SAY_CODE, "log-field.direction", "direction." },
	    { "verdict", SAY_VERDICT, "log-field.verdict" },
	    { "section", SAY_SECTION, "log-field.section" } } },
	{ "review_frozen",
	  { { "frozen_at", SAY_EVENT, "log-field.frozen-at" }, { "root", SAY_DIGEST, "log-field.event" } } },
	{ "review_invited",
	  { { "member", SAY_TEXT, "log-field.member" }, { "withdrawn", SAY_FLAG, "log-field.withdrawn" } } },
	{ "review_declared",
	  { { "member", SAY_TEXT, "log-field.member" },
	    { "conflicts", SAY_ITEMS, "log-field.conflicts" },
	    { "statement", SAY_TEXT, "log-field.statement" } } },
	{ "review_graded",
	  { { "member", SAY_TEXT, "log-field.member" },
	    { "grade", SAY_PRIVATE, "log-field.grade" },
	    { "comment", SAY_PRIVATE, "log-field.comment" },
	    { "because", SAY_PRIVATE, "log-field.because" } } },
	{ "review_revealed", { { "grades", SAY_GRADES, "log-field.grades" } } },
	{ "review_revised",
	  { { "member", SAY_TEXT, "log-field.member" }, { "grade", SAY_NUMBER, "log-field.grade" } } },
	{ "review_commented",
	  { { "who", SAY_TEXT, "log-field.who" },
	    { "text", SAY_TEXT, "log-field.text" },
	    { "reply_to", SAY_EVENT, "log-field.reply-to" } } },
	{ "review_concluded",
	  { { "finding", SAY_TEXT, "log-field.finding" },
	    { "grade", SAY_NUMBER, "log-field.grade" },
	    { "direction", SAY_CODE, "log-field.direction", "direction." },
	    { "dissent", SAY_DISSENT, "log-field.dissent" } } },
	{ "review_answered",
	  { { "will", SAY_TEXT, "log-field.will" },
	    { "by", SAY_SECTION, "log-field.by" },
	    { "until", SAY_DATE, "log-field.until" },
	    { "why_not", SAY_TEXT, "log-field.why-not" } } },
	{ "promise_followed",
	  { { "promise", SAY_EVENT, "log-field.promise" },
	    { "done", SAY_CODE, "log-field.done", "log-done." },
	    { "what", SAY_TEXT, "log-field.what" } } },
	{ "review_decided",
	  { { "direction", SAY_CODE, "log-field.direction", "direction." },
	    { "from_year", SAY_PERIOD, "log-field.from-year" },
	    { "decided_by", SAY_TEXT, "log-field.decided-by" },
	    { "decided_on", SAY_DATE, "log-field.decided-on" },
	    { "budget", SAY_TEXT, "log-field.budget" },
	    { "departs", SAY_FLAG, "log-field.departs" } } },
	{ "review_published",
	  { { "edition", SAY_NUMBER, "log-field.edition" },
	    { "at_event", SAY_EVENT, "log-field.at-event" },
	    { "changes", SAY_TEXT, "log-field.changes" },
	    { "council", SAY_DATE, "log-field.council" },
	    { "root", SAY_DIGEST, "log-field.event" } } },
	{ "review_closed", { { 0 } } },
	{ "meeting_held",
	  { { "item", SAY_TEXT, "log-field.meeting" },
	    { "held", SAY_DATE, "log-field.held" },
	    { "present", SAY_LIST, "log-field.present" },
	    { "absent", SAY_LIST, "log-field.absent" },
	    { "chair", SAY_TEXT, "log-field.chair" },
	    { "quorum", SAY_NUMBER, "log-field.quorum" },
	    { "materials", SAY_MATERIALS, "log-field.materials" },
	    { "minutes", SAY_TEXT, "log-field.minutes" },
	    { "minutes_public", SAY_FLAG, "log-field.minutes-public" } } },
	{ "handed_over",
	  { { "section", SAY_SECTION, "log-field.handed-from" },
	    { "to", SAY_SECTION, "log-field.handed-to" },
	    { "items", SAY_ITEMS, "log-field.items" },
	    { "contact", SAY_PRIVATE, "log-field.contact" } } },
	{ "approval_set", { { "value", SAY_CODE, "log-field.approval", "log-switch." } } },
	{ "act_drafted",
	  { { "what", SAY_CODE, "log-field.drafted", "log-act." },
	    { "request", SAY_TEXT, "log-field.request" },
	    { "source", SAY_DIGEST, "log-field.source" } } },
	{ "act_settled",
	  { { "draft", SAY_EVENT, "log-field.draft" }, { "result", SAY_CODE, "log-field.result", "log-settled." } } },
	{ "collect_made",
	  { { "item", SAY_TEXT, "log-field.round" },
	    { "sections", SAY_SECTIONS, "log-field.sections" },
	    { "due", SAY_DATE, "log-field.due" } } },
	{ "collect_read",
	  { { "item", SAY_TEXT, "log-field.round" },
	    { "section", SAY_SECTION, "log-field.section" },
	    { "name", SAY_TEXT, "log-field.file" },
	    { "file", SAY_DIGEST, "log-field.file" } } },
};

/* Of every act: what it is about; behind its own, what it replaces and why. */
static const struct said_field before[] = { { "review", SAY_TEXT, "log-field.review" },
					    { "item", SAY_ITEM, "log-field.item" },
					    { 0 } };
static const struct said_field behind[] = { { "corrects", SAY_EVENT, "log-field.corrects" },
					    { "because", SAY_TEXT, "log-field.because" },
					    { "draft", SAY_EVENT, "log-field.draft" },
					    { 0 } };

struct saying {
	struct arena *a;
	enum lang lang;
	const json_t *body;
	const struct log_names *names;
	struct buf out;
};

static const struct said_kind *kind_of(struct text name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_is(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

static const struct said_field *field_of(const struct said_field *all, struct text name)
{
	for (; all->name; all++)
		if (text_is(name, all->name))
			return all;
	return NULL;
}

bool log_words_know(struct text kind, struct text field)
{
	const struct said_kind *k = kind_of(kind);

	return k && (field_of(k->fields, field) || field_of(before, field) || field_of(behind, field));
}

/* ---- values ---- */

static const char *with(struct saying *s, const char *id, const char *name, const char *value)
{
	struct msg m = msg_make(s->a, id, name, value, NULL);

	return msg_say(s->a, s->lang, &m);
}

static const char *as_text(struct saying *s, const json_t *v)
{
	char *dumped;
	const char *kept;

	if (json_is_string(v))
		return arena_strdup(s->a, json_string_value(v));
	dumped = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
	kept = arena_strdup(s->a, dumped ? dumped : "");
	free(dumped);
	return kept;
}

static const char *said_date(struct saying *s, const char *t)
{
	struct date d;

	return date_parse(&d, text_of(t), NULL) ? text_z(s->a, words_date(s->a, s->lang, d)) : t;
}

static const char *said_period(struct saying *s, const char *t)
{
	struct period p;

	return period_parse(&p, text_of(t), NULL) ? text_z(s->a, words_period(s->a, s->lang, p)) : t;
}

static const char *said_yen(struct saying *s, const json_t *v, const char *t)
{
	struct decimal d;

	if (!json_is_integer(v) || !decimal_parse(&d, text_of(t), NULL))
		return t;
	return with(s, "log-yen", "yen", text_z(s->a, words_decimal(s->a, d)));
}

static const char *said_code(struct saying *s, const char *prefix, const char *t)
{
	const char *id = arena_printf(s->a, "%s%s", prefix, t), *label = msg_label(s->lang, id);

	return strcmp(label, id) != 0 ? label : t;
}

static const char *said_state(struct saying *s, const char *t)
{
	enum value_state state;

	return value_state_parse(&state, text_of(t)) ? words_state(s->lang, state) : t;
}

static const char *said_verdict(struct saying *s, const char *t)
{
	for (int i = 0; i < STATUS_COUNT; i++)
		if (!strcmp(t, status_name((enum status)i)))
			return words_status(s->lang, (enum status)i);
	return t;
}

static const char *said_setting(struct saying *s, const char *t)
{
	const struct doc d = { .arena = s->a, .lang = s->lang };
	const char *label = kpi_setting_label(&d, text_of(t));

	return label ? label : t;
}

static const char *said_section(struct saying *s, const char *t)
{
	return s->names ? text_z(s->a, s->names->section(s->names->context, text_of(t))) : t;
}

/* Its value means what its setting says. */
static const char *said_setting_value(struct saying *s, const char *t)
{
	const struct doc d = { .arena = s->a, .lang = s->lang };
	struct report_setting set = { .name = json_get_text(s->body, "setting"), .value = text_of(t) };

	if (!*t)
		return msg_label(s->lang, "web.setting-of-plan");
	return text_is(set.name, "owner") ? said_section(s, t) : text_z(s->a, kpi_setting_words(&d, &set));
}

/* "names", "quorum", "due_collecting" */
static const char *said_review_setting(struct saying *s, const char *t)
{
	if (strncmp(t, "due_", 4) == 0)
		return with(s, "log-due-of", "stage", said_code(s, "stage.", t + 4));
	return said_code(s, "log-rset.", t);
}

/* "kpi:ア1", "project:ア(1)" */
static const char *said_item(struct saying *s, const char *t)
{
	if (strncmp(t, "kpi:", 4) == 0)
		return arena_printf(s->a, "KPI %s", t + 4);
	return strncmp(t, "project:", 8) == 0 ? with(s, "log-project", "key", t + 8) : t;
}

/* One of an array; NULL where the array is told by its number. */
static const char *said_member(struct saying *s, enum say how, const json_t *v)
{
	switch (how) {
	case SAY_SECTIONS:
		return said_section(s, as_text(s, v));
	case SAY_ITEMS:
		return said_item(s, as_text(s, v));
	case SAY_KPIS:
		return as_text(s, json_object_get(v, "key"));
	case SAY_MATERIALS:
		return as_text(s, json_object_get(v, "title"));
	case SAY_DISSENT:
		return arena_printf(s->a, s->lang == LANG_JA ? "%s「%s」" : "%s \"%s\"",
				    as_text(s, json_object_get(v, "member")), as_text(s, json_object_get(v, "text")));
	default:
		return as_text(s, v);
	}
}

static const char *said_list(struct saying *s, enum say how, const json_t *list)
{
	const char *made = "";

	if (!json_is_array(list))
		return as_text(s, list);
	if (how == SAY_GRADES)
		return with(s, "log-grades", "n", NUM((int64_t)json_array_size(list)));
	for (size_t i = 0; i < json_array_size(list); i++)
		made = arena_printf(s->a, "%s%s%s", made,
				    !i                   ? ""
				    : s->lang == LANG_JA ? "・"
							 : ", ",
				    said_member(s, how, json_array_get(list, i)));
	return *made ? made : msg_label(s->lang, "log-none");
}

static const char *said_word(struct saying *s, const struct said_field *f, const json_t *v, const char *t)
{
	switch (f->say) {
	case SAY_CODE:
		return said_code(s, f->words, t);
	case SAY_STATE:
		return said_state(s, t);
	case SAY_VERDICT:
		return said_verdict(s, t);
	case SAY_VERSION_KIND:
		return text_z(s->a, words_version_kind(s->lang, text_of(t)));
	case SAY_SETTING:
		return said_setting(s, t);
	case SAY_SETTING_VALUE:
		return said_setting_value(s, t);
	case SAY_REVIEW_SETTING:
		return said_review_setting(s, t);
	case SAY_SECTION:
		return said_section(s, t);
	case SAY_ITEM:
		return said_item(s, t);
	case SAY_TEXT:
	case SAY_NUMBER:
		return t;
	default:
		return said_list(s, f->say, v);
	}
}

/* NULL: not said. */
static const char *said_value(struct saying *s, const struct said_field *f, const json_t *v)
{
	const char *t = as_text(s, v);

	switch (f->say) {
	case SAY_DIGEST:
		return NULL;
	case SAY_PRIVATE:
		return msg_label(s->lang, "log-private");
	case SAY_FLAG:
		return msg_label(s->lang, json_integer_value(v) ? "log-yes" : "log-no");
	case SAY_EVENT:
		return with(s, "log-event", "event", t);
	case SAY_DATE:
		return said_date(s, t);
	case SAY_PERIOD:
		return said_period(s, t);
	case SAY_YEN:
		return said_yen(s, v, t);
	default:
		return said_word(s, f, v, t);
	}
}

/* ---- fields ---- */

static void put(struct saying *s, const char *label, const char *value)
{
	buf_printf(&s->out, s->lang == LANG_JA ? "%s%s：%s" : "%s%s: %s",
		   !s->out.n            ? ""
		   : s->lang == LANG_JA ? "、"
					: "; ",
		   label, value);
}

static void put_field(struct saying *s, const struct said_field *f)
{
	const json_t *v = json_object_get(s->body, f->name);
	const char *said = v ? said_value(s, f, v) : NULL;

	if (said)
		put(s, msg_label(s->lang, f->label), said);
}

/* Those of `fields` that the kind has not said its own way. */
static void put_common(struct saying *s, const struct said_kind *k, const struct said_field *fields)
{
	for (; fields->name; fields++)
		if (!k || !field_of(k->fields, text_of(fields->name)))
			put_field(s, fields);
}

struct text log_words(struct arena *a, enum lang lang, struct text kind, const json_t *body,
		      const struct log_names *names)
{
	struct saying s = { .a = a, .lang = lang, .body = body, .names = names };
	const struct said_kind *k = kind_of(kind);
	struct text made;
	const char *name;
	json_t *v;

	put_common(&s, k, before);
	for (const struct said_field *f = k ? k->fields : NULL; f && f->name; f++)
		put_field(&s, f);
	put_common(&s, k, behind);
	json_object_foreach ((json_t *)(uintptr_t)body, name, v)
		if (!log_words_know(kind, text_of(name)) && !field_of(before, text_of(name)) &&
		    !field_of(behind, text_of(name)))
			put(&s, name, as_text(&s, v));
	if (!s.out.n)
		buf_puts(&s.out, msg_label(lang, "log-nothing"));
	made = text_dup(a, buf_view(&s.out));
	buf_clear(&s.out);
	return made;
}

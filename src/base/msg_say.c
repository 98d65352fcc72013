/* The catalogues are .mo files of gettext (msgfmt), compiled in: two sorted tables, searched by halving.
 * libintl itself is not used: it picks its language from the system's locale, and a page in Japanese and one in English
 * are made by the same process on machines without any locale. */
#include "base/msg.h"

#include <string.h>

#include "base/calendar.h"
#include "base/embed.h"

static const char *const catalogue_names[LANG_COUNT] = { "ja.mo", "en.mo" };

static uint32_t word_at(struct text mo, size_t offset)
{
	uint32_t w = 0;

	if (offset + sizeof w <= mo.n)
		memcpy(&w, mo.p + offset, sizeof w);
	return w;
}

/* Format: gettext manual, "The Format of GNU MO Files"; written by msgfmt on the machine that builds, so native order.
 */
static const char *find(enum lang lang, const char *id)
{
	struct text mo = embed_find(&embed_po, catalogue_names[lang]);
	uint32_t low = 0, high = word_at(mo, 8), ids = word_at(mo, 12), sentences = word_at(mo, 16);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int c = strcmp(id, mo.p + word_at(mo, ids + 8 * (size_t)mid + 4));

		if (c == 0)
			return mo.p + word_at(mo, sentences + 8 * (size_t)mid + 4);
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static const char *raw(struct arena *a, const struct msg *m)
{
	const char *s = m->id;

	for (size_t i = 0; i < m->n_args; i++)
		s = arena_printf(a, "%s%s%s=%s", s, i ? ", " : " (", m->args[i].name, m->args[i].value);
	return m->n_args ? arena_printf(a, "%s)", s) : s;
}

/* The value for the {name} at the front of s; *n gets the length of {name}. NULL: an ordinary character. */
static const struct msg_arg *placeholder(const struct msg *m, const char *s, size_t *n)
{
	const char *end = *s == '{' ? strchr(s, '}') : NULL;

	if (!end)
		return NULL;
	*n = (size_t)(end - s) + 1;
	for (size_t i = 0; i < m->n_args; i++)
		if (strlen(m->args[i].name) == *n - 2 && memcmp(m->args[i].name, s + 1, *n - 2) == 0)
			return &m->args[i];
	return NULL;
}

static size_t digits_at(const char *s)
{
	return strspn(s, "0123456789");
}

static bool one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* A day, but of what is quoted as it was typed; a month where the name says that it is one, since the ids of reviews
 * (2021-08) and plans may look so. */
static bool is_date(struct date *d, const struct msg_arg *arg)
{
	static const char *const months[] = { "published", "held", "date", "day", "known_at", "expected" };
	static const char *const quoted[] = { "text", "value" };

	return digits_at(arg->value) == 4 && date_parse(d, text_of(arg->value), NULL) &&
	       (d->day ? !one_of(arg->name, quoted, sizeof quoted / sizeof *quoted)
		       : one_of(arg->name, months, sizeof months / sizeof *months));
}

/* Values are kept as programs write them; a sentence has a minus sign where they have a hyphen, 2023年度 or fiscal
 * year 2023 where they have FY2023, 30 September 2024 where they have 2024-09-30. */
static void put_value(struct buf *out, enum lang lang, const struct msg_arg *arg)
{
	const char *value = arg->value;
	bool fiscal = value[0] == 'F';
	char room[DATE_WORDS_SIZE];
	struct date day;

	if (value[0] == '-' && digits_at(value + 1) && !value[1 + strspn(value + 1, "0123456789,.")])
		buf_printf(out, "−%s", value + 1);
	else if ((fiscal || value[0] == 'C') && value[1] == 'Y' && digits_at(value + 2) == 4 && !value[6])
		buf_printf(out,
			   lang == LANG_JA ? (fiscal ? "%s年度" : "%s年")
			   : fiscal        ? "fiscal year %s"
					   : "%s",
			   value + 2);
	else if (is_date(&day, arg))
		buf_puts(out, (lang == LANG_JA ? date_japanese : date_english)(room, day));
	else
		buf_puts(out, value);
}

const char *msg_say(struct arena *a, enum lang lang, const struct msg *m)
{
	const char *sentence = m->id ? find(lang, m->id) : "";
	struct buf out = { 0 };
	const char *said;

	if (!sentence)
		return raw(a, m);
	for (const char *s = sentence; *s;) {
		size_t n;
		const struct msg_arg *value = placeholder(m, s, &n);

		if (value) {
			put_value(&out, lang, value);
			s += n;
		} else {
			buf_add(&out, s++, 1);
		}
	}
	said = text_z(a, buf_view(&out));
	buf_clear(&out);
	return said;
}

const char *msg_label(enum lang lang, const char *id)
{
	const char *sentence = find(lang, id);

	return sentence ? sentence : id;
}

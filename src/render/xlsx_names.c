/* Names of sheets as Excel takes them: 31 UTF-16 units, none of []:*?/ and backslash, no quote at either end, not
 * "History", no two that differ in case only. A workbook with a name that breaks this opens with an offer to repair it.
 */
#include <string.h>
#include <strings.h>

#include "render/xlsx_parts.h"

enum { NAME_UNITS_MAX = 31 };

static bool forbidden(uint32_t c)
{
	return c < 0x20 || (c < 0x80 && strchr("[]:*?/\\", (int)c));
}

/* The wish without what Excel refuses, cut to so many UTF-16 units. */
static struct text tidy(struct xlsx *x, struct text wish, size_t units)
{
	struct buf b = { 0 };
	struct text made, quote = TEXT("'");
	size_t used = 0;

	while (wish.n) {
		uint32_t c = text_next(&wish);

		used += c > 0xFFFF ? 2 : 1;
		if (used > units)
			break;
		buf_char(&b, forbidden(c) ? ' ' : c);
	}
	made = text_trim(buf_view(&b));
	while (text_starts(made, quote))
		made = text_trim(text_slice(made, 1, made.n));
	while (text_ends(made, quote))
		made = text_trim(text_slice(made, 0, made.n - 1));
	made = text_dup(x->from->arena, made);
	buf_clear(&b);
	return made;
}

static bool taken(const struct xlsx *x, struct text name)
{
	for (size_t i = 0; i < x->names.n; i++)
		if (x->names.at[i].n == name.n && !strncasecmp(x->names.at[i].p, name.p, name.n))
			return true;
	return !strncasecmp(name.p, "history", name.n) || text_is(name, "選択肢") || text_is(name, "choices");
}

const char *xlsx_sheet_name(struct xlsx *x, struct text wish)
{
	struct arena *a = x->from->arena;
	struct text name = tidy(x, wish, NAME_UNITS_MAX);

	if (!name.n)
		name = x->from->lang == LANG_JA ? TEXT("シート") : TEXT("sheet");
	for (size_t n = 2; taken(x, name); n++) {
		const char *suffix = arena_printf(a, " (%zu)", n);
		struct text base = tidy(x, wish, NAME_UNITS_MAX - strlen(suffix));

		name = text_of(arena_printf(a, "%.*s%s", (int)base.n, base.p ? base.p : "", suffix));
	}
	*LIST_ADD(a, &x->names) = name;
	return text_z(a, name);
}

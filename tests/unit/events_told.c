/* Fields are looked for in backticks in the row of the kind; what any act may have is said once, above their table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../scan.h"
#include "base/json.h"
#include "events_told.h"
#include "store/apply.h"

struct telling {
	struct arena arena;
	struct text page;
	LIST(struct text) kinds;
};

static struct text row_of(struct telling *t, struct text kind)
{
	const char *begin = arena_printf(&t->arena, "\n| `%.*s` |", (int)kind.n, kind.p);
	size_t at = text_find(t->page, text_of(begin));
	struct text rest = text_slice(t->page, at == SIZE_MAX ? t->page.n : at + 1, t->page.n);

	return text_slice(rest, 0, text_find(rest, TEXT("\n")));
}

static void note_kind(struct telling *t, struct text kind)
{
	for (size_t i = 0; i < t->kinds.n; i++)
		if (text_eq(t->kinds.at[i], kind))
			return;
	*LIST_ADD(&t->arena, &t->kinds) = text_dup(&t->arena, kind);
}

static bool is_of_any_act(const char *field)
{
	static const char *const fields[] = { "review", "item", "corrects", "because", "draft" };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(field, fields[i]) == 0)
			return true;
	return false;
}

static bool tell(void *context, const struct event *e, struct err *err)
{
	struct telling *t = context;
	json_t *event = NULL, *ignored;
	const char *field;
	struct text kind, row;

	if (!json_parse_canonical(&event, e->bytes, err))
		return false;
	kind = json_get_text(event, "kind");
	row = row_of(t, kind);
	note_kind(t, kind);
	json_object_foreach (json_object_get(event, "body"), field, ignored) {
		if (is_act(kind) && is_of_any_act(field))
			continue;
		if (text_find(row, text_of(arena_printf(&t->arena, "`%s`", field))) == SIZE_MAX)
			fail_msg("docs/EVENTS.md: the row of %s does not name %s", text_z(&t->arena, kind), field);
	}
	json_decref(event);
	return true;
}

void events_told(struct store *s, size_t kinds_least)
{
	struct telling t = { 0 };
	struct err err;

	t.page = scan_file(&t.arena, arena_printf(&t.arena, "%s/docs/EVENTS.md", getenv("SOSEI_ROOT")));
	if (!log_each(s, 1, 0, tell, &t, &err))
		fail_msg("%s", err.msg.id);
	assert_true(t.kinds.n >= kinds_least);
	arena_clear(&t.arena);
}

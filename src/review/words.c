/* One name per word, in tables: parsing, printing and the catalogue's ids all read the same row. */
#include "review/words.h"

#include <stddef.h>

static const char *const stages[STAGE_COUNT] = { "collecting", "self_assessed", "frozen",    "reviewing", "concluded",
						 "answered",   "decided",       "published", "closed" };

const char *stage_name(enum review_stage stage)
{
	return stages[stage];
}

bool stage_parse(enum review_stage *stage, struct text name)
{
	for (int i = 0; i < STAGE_COUNT; i++)
		if (text_is(name, stages[i])) {
			*stage = (enum review_stage)i;
			return true;
		}
	return false;
}

static const struct word {
	const char *name, *ja;
} directions[DIRECTION_COUNT] = {
	[DIRECTION_DEVELOP] = { "develop", "発展" },   [DIRECTION_IMPROVE] = { "improve", "改善" },
	[DIRECTION_CONTINUE] = { "continue", "継続" }, [DIRECTION_DISCONTINUE] = { "discontinue", "中止" },
	[DIRECTION_END] = { "end", "終了" },
};

const char *direction_name(enum review_direction direction)
{
	return directions[direction].name;
}

bool direction_parse(enum review_direction *direction, struct text word)
{
	for (int i = DIRECTION_DEVELOP; i < DIRECTION_COUNT; i++)
		if (text_is(word, directions[i].name) || text_is(word, directions[i].ja)) {
			*direction = (enum review_direction)i;
			return true;
		}
	return false;
}

static const struct word fields[] = { { "industry", "産" }, { "government", "官" }, { "academia", "学" },
				      { "finance", "金" },  { "labour", "労" },     { "media", "言" },
				      { "citizen", "民" } };

const char *field_name(struct text word)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (text_is(word, fields[i].name) || text_is(word, fields[i].ja))
			return fields[i].name;
	return NULL;
}

static const char *const kinds[ITEM_KIND_COUNT] = { "kpi:", "project:" };

bool item_eq(struct review_item a, struct review_item b)
{
	return a.kind == b.kind && text_eq(a.key, b.key);
}

struct text item_text(struct arena *a, struct review_item item)
{
	return text_of(arena_printf(a, "%s%.*s", kinds[item.kind], (int)item.key.n, item.key.p ? item.key.p : ""));
}

bool item_parse(struct review_item *item, struct text written)
{
	for (int i = 0; i < ITEM_KIND_COUNT; i++) {
		struct text prefix = text_of(kinds[i]);

		if (text_starts(written, prefix) && written.n > prefix.n) {
			*item = (struct review_item){ (enum item_kind)i, text_slice(written, prefix.n, written.n) };
			return true;
		}
	}
	return false;
}

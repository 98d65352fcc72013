#include "usecase/log_read.h"

#include <stdlib.h>
#include <string.h>

#include "publish/log_words.h"
#include "usecase/permit.h"
#include "usecase/section.h"

struct reading {
	struct arena *arena;
	log_line_list *out;
	section_list sections;
};

static struct text section_name(void *context, struct text key)
{
	return section_shown(context, key);
}

static bool take(void *context, const struct event *e, struct err *err)
{
	struct reading *r = context;
	json_t *event = NULL;
	const struct log_names names = { section_name, &r->sections };
	struct log_line *l;
	char *body;

	if (!event_read(&event, e, err))
		return false;
	l = LIST_ADD(r->arena, r->out);
	l->number = e->number;
	l->actor = e->actor.p ? text_dup(r->arena, e->actor) : (struct text){ 0 };
	l->kind = text_dup(r->arena, json_get_text(event, "kind"));
	body = json_dumps(json_object_get(event, "body"), JSON_COMPACT);
	l->body = text_of(arena_strdup(r->arena, body ? body : ""));
	free(body);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		l->said[lang] = log_words(r->arena, (enum lang)lang, l->kind, json_object_get(event, "body"), &names);
	if (!time_parse(&l->at, json_get_text(event, "at"), NULL))
		l->at = 0;
	json_decref(event);
	return true;
}

bool log_lines(log_line_list *out, struct context *c, int64_t before, int64_t most, struct err *err)
{
	struct reading r = { c->arena, NEW(c->arena, log_line_list) };
	int64_t last, from;

	if (!permit(c, RIGHT_READ_LOG, err) || !log_head(c->store, &last, err) ||
	    !sections_read(&r.sections, c, 0, err))
		return false;
	if (before && before <= last)
		last = before - 1;
	from = last - most + 1 > 1 ? last - most + 1 : 1;
	if (last >= 1 && !log_each(c->store, from, last, take, &r, err))
		return false;
	for (size_t i = 0; i < r.out->n / 2; i++) {
		struct log_line swap = r.out->at[i];

		r.out->at[i] = r.out->at[r.out->n - 1 - i];
		r.out->at[r.out->n - 1 - i] = swap;
	}
	*out = *r.out;
	return true;
}

#include "cli/command.h"
#include "usecase/rubrics.h"

static json_t *rubric_json(const struct rubric *r)
{
	return json_pack("{s:o,s:{s:o,s:o},s:{s:o,s:o},s:o,s:o}", "id", json_text(r->id), "name", "ja",
			 json_text(r->name[LANG_JA]), "en", json_text(r->name[LANG_EN]), "about", "ja",
			 json_text(r->about[LANG_JA]), "en", json_text(r->about[LANG_EN]), "source",
			 json_text(r->source), "url", json_text(r->url));
}

static bool run(struct call *c, struct err *err)
{
	rubric_id_list ids = { 0 };
	json_t *list = json_array();

	c->answer = json_pack("{s:o}", "rubrics", list);
	rubric_ids(&ids, c->arena);
	for (size_t i = 0; i < ids.n; i++) {
		struct rubric r;

		if (!rubric_load(&r, c->arena, ids.at[i], err))
			return false;
		json_array_append_new(list, rubric_json(&r));
		call_say(c, "cli.rubric-line", "rubric", text_z(c->arena, r.id), "name",
			 text_z(c->arena, r.name[c->lang]), NULL);
		call_say(c, "cli.rubric-about", "about", text_z(c->arena, r.about[c->lang]), "source",
			 text_z(c->arena, r.source), NULL);
	}
	return true;
}

const struct command command_rubric_list = { .words = "rubric list", .summary = "cli.rubric-list", .run = run };

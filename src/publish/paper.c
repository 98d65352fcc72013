#include "publish/paper.h"

#include "publish/wire.h"

struct paper *paper_begin(struct arena *a, enum lang lang, struct text title, struct date as_of)
{
	struct paper *p = NEW(a, struct paper);

	*p = (struct paper){ .arena = a, .lang = lang, .title = title, .as_of = as_of };
	return p;
}

void paper_chapter(struct paper *p, const struct doc *d, struct text address)
{
	*LIST_ADD(p->arena, &p->chapters) = (struct paper_chapter){ d, address };
}

json_t *paper_to_json(const struct paper *p)
{
	json_t *o = json_object(), *chapters = json_array();

	json_object_set_new(o, "lang", json_string(p->lang == LANG_JA ? "ja" : "en"));
	wire_text(o, "title", p->title);
	wire_text(o, "plan", p->plan);
	wire_text(o, "owner", p->owner);
	wire_text(o, "edition", p->edition);
	wire_text(o, "banner", p->banner);
	wire_date(o, "as_of", p->as_of);
	for (size_t i = 0; i < p->chapters.n; i++) {
		json_t *chapter = doc_to_json(p->chapters.at[i].doc);

		wire_text(chapter, "address", p->chapters.at[i].address);
		json_array_append_new(chapters, chapter);
	}
	json_object_set_new(o, "chapters", chapters);
	return o;
}

bool paper_from_json(struct arena *a, struct paper **p, const json_t *j, struct err *err)
{
	enum lang lang = text_is(json_get_text(j, "lang"), "en") ? LANG_EN : LANG_JA;
	struct paper *made = paper_begin(a, lang, wire_get_text(a, j, "title"), (struct date){ 0 });
	const json_t *chapters = json_object_get(j, "chapters"), *item;
	size_t i;

	made->plan = wire_get_text(a, j, "plan");
	made->owner = wire_get_text(a, j, "owner");
	made->edition = wire_get_text(a, j, "edition");
	made->banner = wire_get_text(a, j, "banner");
	if (!wire_get_date(&made->as_of, j, "as_of", err))
		return false;
	if (!made->as_of.year)
		return wire_wrong(err, "as_of");
	if (!json_array_size(chapters))
		return wire_wrong(err, "chapters");
	json_array_foreach (chapters, i, item) {
		struct doc *d;

		if (!doc_from_json(a, &d, item, err))
			return false;
		paper_chapter(made, d, wire_get_text(a, item, "address"));
	}
	*p = made;
	return true;
}

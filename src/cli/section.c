/* Sections: added, changed, listed, handed over. */
#include "cli/review.h"
#include "usecase/review_json.h"

static bool run_add(struct call *c, struct err *err)
{
	struct section_request q = { c->arguments[0], call_text(c, "name"), call_text(c, "contact"),
				     call_has(c, "planning"), call_has(c, "closed") };
	struct section_result made;

	if (!section_set(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:I,s:b}", "section", json_text(q.key), "event", (json_int_t)made.event,
				      "unchanged", made.unchanged);
	else
		call_say(c, made.unchanged ? "cli.section-unchanged" : "cli.section-added", "section",
			 text_z(c->arena, q.key), "name", text_z(c->arena, q.name), "event", NUM(made.event), NULL);
	return true;
}

const struct command command_section_add = {
	.words = "section add",
	.arguments = { "KEY" },
	.summary = "cli.section-add",
	.details = "cli.section-add-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "name", "NAME", "cli.section-name", OPTION_TEXT, true },
					    { "contact", "NAME", "cli.section-contact", OPTION_TEXT },
					    { "planning", NULL, "cli.section-planning", OPTION_FLAG },
					    { "closed", NULL, "cli.section-closed", OPTION_FLAG },
					    { 0 } },
	.run = run_add,
};

static void print_owned(struct call *c, const owned_list *owns)
{
	for (size_t i = 0; i < owns->n; i++) {
		const struct owned *o = &owns->at[i];

		call_say(c, o->last_value.n ? "cli.section-owns-value" : "cli.section-owns", "plan",
			 text_z(c->arena, o->plan), "item", text_z(c->arena, o->item.key), "name",
			 text_z(c->arena, o->name), "value", text_z(c->arena, o->last_value), "period",
			 text_z(c->arena, o->last_period), "months", NUM(o->age_months), NULL);
	}
}

static bool list_section(struct call *c, json_t *list, const struct section *s, struct err *err)
{
	owned_list owns = { 0 };
	struct text contact;

	if (!section_owns(&owns, &c->context, s->key, err) || !section_contact(&contact, &c->context, s, err))
		return false;
	if (c->json) {
		json_t *one = section_json(s);

		json_object_set_new(one, "contact", json_opt_text(contact));
		json_object_set_new(one, "owns", owned_json(c->arena, &owns));
		json_array_append_new(list, one);
		return true;
	}
	call_say(c, s->closed ? "cli.section-line-closed" : "cli.section-line", "section", text_z(c->arena, s->key),
		 "name", text_z(c->arena, s->name), "n", NUM((int64_t)owns.n), NULL);
	print_owned(c, &owns);
	return true;
}

static bool run_list(struct call *c, struct err *err)
{
	section_list all = { 0 };
	json_t *list = json_array();

	c->answer = json_pack("{s:o}", "sections", list);
	if (!sections_read(&all, &c->context, 0, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (!list_section(c, list, &all.at[i], err))
			return false;
	if (!all.n)
		call_say(c, "cli.section-none", NULL);
	return true;
}

const struct command command_section_list = {
	.words = "section list", .summary = "cli.section-list", .needs = NEEDS_STORE, .run = run_list
};

static bool run_hand_over(struct call *c, struct err *err)
{
	struct review_item item;
	struct hand_over_request q = { .from = c->arguments[0],
				       .to = call_text(c, "to"),
				       .contact = call_text(c, "contact"),
				       .because = call_text(c, "because"),
				       .items = &item,
				       .close = call_has(c, "close") };
	struct hand_over_result made;

	if (call_has(c, "kpi") || call_has(c, "project")) {
		if (!call_item(&item, c, err))
			return false;
		q.n_items = 1;
	}
	if (!hand_over(&made, &c->context, &q, err))
		return false;
	if (c->json) {
		c->answer =
			json_pack("{s:o,s:o,s:I,s:o}", "from", json_text(made.from.key), "to", json_text(made.to.key),
				  "event", (json_int_t)made.event, "items", owned_json(c->arena, &made.items));
		return true;
	}
	call_say(c, "cli.section-handed", "from", text_z(c->arena, made.from.name), "to",
		 text_z(c->arena, made.to.name), "n", NUM((int64_t)made.items.n), "event", NUM(made.event), NULL);
	print_owned(c, &made.items);
	return true;
}

const struct command command_section_hand_over = {
	.words = "section hand-over",
	.arguments = { "SECTION" },
	.summary = "cli.section-hand-over",
	.details = "cli.section-hand-over-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "to", "SECTION", "cli.section-to", OPTION_TEXT },
					    { "contact", "NAME", "cli.section-contact", OPTION_TEXT },
					    { "because", "TEXT", "cli.review-because", OPTION_TEXT, true },
					    { "close", NULL, "cli.section-close", OPTION_FLAG },
					    ITEM_OPTIONS,
					    { 0 } },
	.run = run_hand_over,
};

/* Answers for programs, and their description, which is made from the tables that the server itself goes by. */
#include <stdlib.h>
#include <string.h>

#include "web/web.h"

enum MHD_Result api_reply(struct exchange *x, unsigned status, json_t *data)
{
	char *s = json_dumps(data, JSON_COMPACT);
	enum MHD_Result sent;

	json_decref(data);
	if (!s)
		return MHD_NO;
	sent = reply_send(x, &(struct reply){ .status = status, .type = "application/json", .bytes = text_of(s) });
	free(s);
	return sent;
}

json_t *api_error_json(const struct exchange *x, const struct err *err)
{
	json_t *e = json_msg(&err->msg), *all = json_pack("{s:O}", "error", e), *fields = json_object();

	json_object_set_new(e, "kind", json_string(err_kind_name(err->kind)));
	json_decref(e);
	for (size_t i = 0; x->q.page && x->q.page->fields[i].name; i++)
		if (x->q.values[i].fault.id)
			json_object_set_new(fields, x->q.page->fields[i].name, json_msg(&x->q.values[i].fault));
	if (json_object_size(fields))
		json_object_set(all, "fields", fields);
	json_decref(fields);
	return all;
}

enum MHD_Result api_error(struct exchange *x, unsigned status, const struct err *err)
{
	return api_reply(x, status, api_error_json(x, err));
}

/* ---- what a form may be sent ---- */

static json_t *choices_json(const struct node *field)
{
	json_t *list = json_array();

	for (const struct node *c = field->first; c; c = c->next)
		if (c->kind == NODE_CHOICE && c->value.n)
			json_array_append_new(list, json_pack("{s:o,s:o}", "value", json_text(c->value), "words",
							      json_text(c->text)));
	return list;
}

static void add_field(json_t *fields, const struct node *field)
{
	json_t *f;

	if (!field->name.n || field->name.p[0] == '_' || json_object_getn(fields, field->name.p, field->name.n))
		return;
	f = json_pack("{s:o,s:b,s:o}", "value",
		      field->control == CONTROL_CHECK ? json_null() : json_opt_text(field->value), "required",
		      (field->flags & FIELD_REQUIRED) != 0, "label", json_opt_text(field->text));
	if (field->control == CONTROL_CHECK)
		json_object_set_new(f, "value", json_boolean(field->flags & CHOICE_CHOSEN));
	if (field->first)
		json_object_set_new(f, "choices", choices_json(field));
	json_object_setn_new(fields, field->name.p, field->name.n, f);
}

static void add_fields(json_t *fields, const struct node *n)
{
	for (; n; n = n->next) {
		if (n->kind == NODE_FIELD)
			add_field(fields, n);
		else
			add_fields(fields, n->first);
	}
}

json_t *api_fields(const struct doc *d)
{
	json_t *fields = json_object();

	add_fields(fields, d->body->first);
	return fields;
}

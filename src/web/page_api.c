/* What programs may ask, for programs (OpenAPI 3.1 at /api/openapi.json) and for people, both made from the table of
 * pages: a description that somebody writes beside the code is wrong within a month. */
#include <string.h>

#include "web/api_schema.h"
#include "web/app.h"
#include "web/page.h"

static bool for_programs(const struct page *p)
{
	return !p->show && !p->people_only && (p->data || p->act || p->paper);
}

static const char *schema_type(enum field_kind kind)
{
	switch (kind) {
	case FIELD_INT:
	case FIELD_IN_QUERY_INT:
		return "integer";
	case FIELD_CHECK:
		return "boolean";
	case FIELD_CHOICES:
		return "array";
	default:
		return "string";
	}
}

static json_t *choices_of(const struct field *f)
{
	json_t *list = json_array();

	for (const struct field_choice *c = f->choices; c && c->value; c++)
		json_array_append_new(list, json_string(c->value));
	return list;
}

static json_t *schema_of(const struct field *f)
{
	json_t *s = json_pack("{s:s}", "type", schema_type(f->kind)), *in = s;

	if (f->kind == FIELD_CHOICES) {
		in = json_pack("{s:s}", "type", "string");
		json_object_set_new(s, "items", in);
	}
	if (f->choices)
		json_object_set_new(in, "enum", choices_of(f));
	if (f->kind == FIELD_DATE || f->kind == FIELD_IN_QUERY_DATE)
		json_object_set_new(s, "format", json_string("date"));
	if (f->kind == FIELD_FILE)
		json_object_set_new(s, "format", json_string("binary"));
	if (f->kind == FIELD_KEY)
		json_object_set_new(s, "pattern", json_string("^[a-z0-9._-]*$"));
	if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT || f->kind == FIELD_KEY)
		json_object_set_new(s, "maxLength",
				    json_integer(f->max                  ? (json_int_t)f->max
						 : f->kind == FIELD_TEXT ? TEXT_MAX_CHARACTERS
									 : LINE_MAX_CHARACTERS));
	if (f->label)
		json_object_set_new(s, "description", json_string(msg_label(LANG_EN, f->label)));
	return s;
}

static json_t *parameters_of(const struct page *p, bool post)
{
	json_t *list = json_array();

	for (size_t i = 0; p->fields[i].name; i++) {
		const struct field *f = &p->fields[i];
		bool path = f->kind == FIELD_IN_PATH_NAME || f->kind == FIELD_IN_PATH_SECRET;
		bool asked = !post && f->kind >= FIELD_LINE && f->kind != FIELD_TEXT && f->kind != FIELD_SECRET &&
			     f->kind != FIELD_FILE;

		/* A form's field may stand in the address that asks for the form; a hidden one says what it is about.
		 */
		if (f->kind < FIELD_LINE || asked)
			json_array_append_new(list, json_pack("{s:s,s:s,s:b,s:o}", "name", f->name, "in",
							      path ? "path" : "query", "required",
							      path || (asked && f->hidden && f->required), "schema",
							      schema_of(f)));
	}
	return list;
}

static json_t *body_of(const struct page *p)
{
	json_t *properties = json_object(), *required = json_array(), *schema;
	bool files = false;

	for (size_t i = 0; p->fields[i].name; i++)
		if (p->fields[i].kind >= FIELD_LINE) {
			json_object_set_new(properties, p->fields[i].name, schema_of(&p->fields[i]));
			files |= p->fields[i].kind == FIELD_FILE;
			if (p->fields[i].required)
				json_array_append_new(required, json_string(p->fields[i].name));
		}
	schema = json_pack("{s:s,s:o}", "type", "object", "properties", properties);
	if (json_array_size(required))
		json_object_set(schema, "required", required);
	json_decref(required);
	return json_pack("{s:b,s:{s:{s:o}}}", "required", 1, "content",
			 files ? "multipart/form-data" : "application/json", "schema", schema);
}

static json_t *content(const char *description, const char *type, json_t *schema)
{
	return json_pack("{s:s,s:{s:{s:o}}}", "description", description, "content", type, "schema", schema);
}

static json_t *done_response(const struct page *p, bool post)
{
	if (!post && p->paper)
		return content("the file", p->gives, json_pack("{s:s,s:s}", "type", "string", "format", "binary"));
	if (post)
		return content("done; of the second of two with one Idempotency-Key, Done", "application/json",
			       api_done(p->makes));
	return content(p->act ? "what there is, and what the form may be sent" : "what there is", "application/json",
		       api_answer(p->gives, p->act));
}

static json_t *responses_of(const struct page *p, bool post)
{
	static const struct {
		const char *status, *why;
		bool post_only;
	} errors[] = { { "400", "the request cannot be read", false },
		       { "401", "no valid token", false },
		       { "403", "not allowed", false },
		       { "404", "there is no such thing", false },
		       { "409", "somebody else was faster, or not as things stand", false },
		       { "413", "too large", true },
		       { "415", "neither JSON nor a form", true },
		       { "422", "what was sent is wrong: error, and fields by name", true },
		       { "503", "try again", false } };
	json_t *all = json_pack("{s:o}", "200", done_response(p, post));

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (post || !errors[i].post_only)
			json_object_set_new(all, errors[i].status,
					    content(errors[i].why, "application/json", api_answer("Error", false)));
	return all;
}

static json_t *operation(struct arena *a, const struct page *p, bool post)
{
	const char *title = msg_label(LANG_EN, p->title);
	enum scope scope = post && scope_of(p->right) == SCOPE_READ ? SCOPE_MANAGE
			   : post                                   ? scope_of(p->right)
								    : SCOPE_READ;
	json_t *o = json_pack("{s:s,s:o,s:o}", "summary", title, "parameters", parameters_of(p, post), "responses",
			      responses_of(p, post));

	if (p->may == MAY_RIGHT) {
		json_object_set_new(o, "security", json_pack("[{s:[]}]", "token"));
		json_object_set_new(o, "x-scope", json_text(scopes_text(a, scope)));
		json_object_set_new(o, "x-roles", json_text(roles_text(a, right_roles(p->right))));
	}
	if (post)
		json_object_set_new(o, "requestBody", body_of(p));
	return o;
}

static bool data(struct request *q, json_t **out, struct err *err)
{
	json_t *paths = json_object();

	(void)err;
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];
		json_t *path = json_object();

		if (for_programs(p)) {
			if (p->data || p->view || p->paper)
				json_object_set_new(path, "get", operation(q->context->arena, p, false));
			if (p->act)
				json_object_set_new(path, "post", operation(q->context->arena, p, true));
			json_object_set(paths, arena_printf(q->context->arena, "/api%s", p->route), path);
		}
		json_decref(path);
	}
	*out = json_pack("{s:s,s:{s:s,s:s},s:o,s:{s:{s:{s:s,s:s}},s:o}}", "openapi", "3.1.0", "info", "title", "sosei",
			 "version", SOSEI_VERSION, "paths", paths, "components", "securitySchemes", "token", "type",
			 "http", "scheme", "bearer", "schemas", api_schemas());
	return true;
}

static bool view(struct request *q, struct doc *d, struct err *err)
{
	struct node *table, *p;

	(void)err;
	p = doc_paragraph(d, d->body, doc_label(d, "web.api-what"));
	doc_link(d, p, TEXT("/api/openapi.json"), TEXT("/api/openapi.json"));
	table = doc_table(d, d->body, "operations", doc_label(d, "web.api-operations"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.api-path", "web.api-methods", "web.api-does", "web.roles", NULL });
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *page = web_pages[i];
		struct node *row;

		if (!for_programs(page))
			continue;
		row = doc_row(d, table);
		doc_code(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }),
			 text_of(arena_printf(d->arena, "/api%s", page->route)));
		doc_cell(d, row, 0, text_of(page->act ? "GET, POST" : "GET"));
		doc_cell(d, row, 0, doc_label(d, page->title));
		doc_cell(d, row, 0,
			 page->may == MAY_RIGHT ? text_of(roles_words(d->arena, d->lang, right_roles(page->right)))
						: doc_label(d, "web.api-anyone"));
	}
	(void)q;
	return true;
}

const struct page page_api = {
	.route = "/openapi.json",
	.may = MAY_ANYONE,
	.title = "web.api",
	.view = view,
	.data = data,
	.gives = "object",
};

#include "web/upload.h"

#include <sodium.h>

/* What the second form carries is no more trusted than a file: it is taken apart and judged again. */
static bool carried(struct text *bytes, struct request *q, struct err *err)
{
	struct text said = text_trim(request_text(q, "carried"));
	unsigned char *room = arena_alloc(q->context->arena, said.n + 1);
	size_t n;

	if (sodium_base642bin(room, said.n + 1, said.p, said.n, NULL, &n, NULL, sodium_base64_VARIANT_URLSAFE))
		return request_fault(q, err, "file", "web.field-no-file");
	*bytes = (struct text){ (const char *)room, n };
	return true;
}

static bool chosen(struct text *bytes, const char **name, struct request *q, struct err *err)
{
	const struct field_value *v = request_field(q, "file");
	struct text shown = v->present ? v->file : request_text(q, "carried-name");

	*bytes = v->text;
	*name = text_z(q->context->arena, shown.n ? shown : TEXT("-"));
	if (v->present)
		return true;
	return request_has(q, "carried") ? carried(bytes, q, err) : request_fault(q, err, "file", "web.field-no-file");
}

bool upload_read(struct table_file *file, struct request *q, struct err *err)
{
	struct text bytes;
	const char *name;
	bool ok;

	if (!chosen(&bytes, &name, q, err) || !request_unlock(q, err))
		return false;
	ok = table_file_take(file, q->context->arena, bytes, name, err);
	request_lock(q);
	return ok;
}

bool upload_applies(const struct request *q)
{
	return request_has(q, "apply");
}

static void carry(struct request *q, struct text bytes, struct text name, struct text apply)
{
	form_set(q, "carried", bytes);
	form_set(q, "carried-name", name);
	form_set(q, "apply", apply);
}

void upload_ask(struct request *q, struct doc *d)
{
	struct node *form;

	carry(q, (struct text){ 0 }, (struct text){ 0 }, (struct text){ 0 });
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "file");
	form_button(d, form, "web.upload-look", NULL);
}

void upload_take(struct request *q, struct doc *d, const struct table_file *file, const char *button)
{
	const size_t room = sodium_base64_ENCODED_LEN(file->bytes.n, sodium_base64_VARIANT_URLSAFE);
	char *out = arena_alloc(d->arena, room);
	struct node *form;

	sodium_bin2base64(out, room, (const unsigned char *)file->bytes.p, file->bytes.n,
			  sodium_base64_VARIANT_URLSAFE);
	carry(q, text_of(out), text_of(file->name), TEXT("yes"));
	form = form_begin(q, d, d->body, NULL);
	form_button(d, form, button, NULL);
}

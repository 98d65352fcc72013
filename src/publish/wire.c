#include "publish/wire.h"

static bool fits(uint32_t c)
{
	return (c >= 0x20 && c != 0x7F && (c < 0x80 || c > 0x9F) && c != 0xFFFE && c != 0xFFFF) || c == '\n' ||
	       c == '\t';
}

json_t *wire_string(struct text t)
{
	struct buf clean = { 0 };
	json_t *made;

	while (t.n) {
		uint32_t c = text_next(&t);

		if (fits(c))
			buf_char(&clean, c);
	}
	made = json_text(buf_view(&clean));
	buf_clear(&clean);
	return made;
}

void wire_text(json_t *object, const char *key, struct text t)
{
	if (t.n)
		json_object_set_new(object, key, wire_string(t));
}

void wire_int(json_t *object, const char *key, int64_t n)
{
	if (n)
		json_object_set_new(object, key, json_integer(n));
}

void wire_date(json_t *object, const char *key, struct date d)
{
	if (d.year)
		json_object_set_new(object, key, json_string(DATE(d)));
}

struct text wire_get_text(struct arena *a, const json_t *object, const char *key)
{
	struct text t = json_get_text(object, key);

	return t.n ? text_dup(a, t) : (struct text){ NULL, 0 };
}

bool wire_wrong(struct err *err, const char *where)
{
	return err_set(err, ERR_INPUT, "render.tree-wrong", "where", where, NULL);
}

bool wire_get_int(int64_t *n, const json_t *object, const char *key, int64_t max, struct err *err)
{
	const json_t *v = json_object_get(object, key);

	if (v && (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > max))
		return wire_wrong(err, key);
	*n = v ? (int64_t)json_integer_value(v) : 0;
	return true;
}

bool wire_get_date(struct date *d, const json_t *object, const char *key, struct err *err)
{
	struct text t = json_get_text(object, key);

	*d = (struct date){ 0 };
	return !t.n || date_parse(d, t, err);
}

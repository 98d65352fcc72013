#include "base/json.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, PATH_MAX_BYTES = 512 };

struct path {
	char at[PATH_MAX_BYTES];
	size_t n;
};

static bool not_canonical(const struct path *path, const char *id, struct err *err)
{
	return err_set(err, ERR_INPUT, id, "path", path->n ? path->at : ".", NULL);
}

static size_t path_push(struct path *path, const char *key)
{
	size_t old = path->n, left = sizeof path->at - path->n - 1;
	size_t n = strlen(key);

	if (n + 1 <= left) {
		path->at[path->n++] = '.';
		memcpy(path->at + path->n, key, n + 1);
		path->n += n;
	}
	return old;
}

static void path_pop(struct path *path, size_t old)
{
	path->n = old;
	path->at[old] = '\0';
}

static bool key_ok(const char *key, size_t n)
{
	return n > 0 && n == strlen(key) && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

static bool check(const json_t *v, struct path *path, int depth, struct err *err)
{
	const char *key;
	size_t i, old;
	json_t *item;
	bool ok = true;

	if (depth > DEPTH_MAX)
		return not_canonical(path, "json.too-deep", err);
	if (json_is_integer(v))
		return true;
	if (json_is_string(v)) {
		if (memchr(json_string_value(v), 0, json_string_length(v)))
			return not_canonical(path, "json.nul", err);
		return true;
	}
	if (json_is_array(v)) {
		json_array_foreach (v, i, item) {
			char index[24];

			old = path_push(path, msg_num(index, (int64_t)i));
			ok = ok && check(item, path, depth + 1, err);
			path_pop(path, old);
		}
		return ok;
	}
	if (!json_is_object(v))
		return not_canonical(path, "json.not-canonical-type", err);
	json_object_foreach ((json_t *)(uintptr_t)v, key, item) {
		old = path_push(path, key);
		if (ok && !key_ok(key, strlen(key)))
			ok = not_canonical(path, "json.bad-key", err);
		ok = ok && check(item, path, depth + 1, err);
		path_pop(path, old);
	}
	return ok;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, bytes, n);
	return 0;
}

bool json_canonical(struct buf *out, const json_t *value, struct err *err)
{
	struct path path = { 0 };

	if (!check(value, &path, 0, err))
		return false;
	if (json_dump_callback(value, add_bytes, out, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) != 0)
		return err_set(err, ERR_INPUT, "json.not-utf8", NULL);
	return true;
}

static bool load(json_t **value, struct text bytes, const char *where, struct err *err)
{
	json_error_t why;

	*value = json_loadb(bytes.p ? bytes.p : "", bytes.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (*value)
		return true;
	return err_set(err, ERR_INPUT, "json.bad", "file", where, "line", NUM(why.line), "column", NUM(why.column),
		       "why", why.text, NULL);
}

bool json_parse(json_t **value, struct text bytes, const char *where, struct err *err)
{
	json_t *v;

	if (!load(&v, bytes, where, err))
		return false;
	*value = v;
	return true;
}

bool json_parse_canonical(json_t **value, struct text bytes, struct err *err)
{
	struct buf again = { 0 };
	json_t *v;
	bool ok = false;

	if (!load(&v, bytes, "event", err))
		return false;
	if (!json_canonical(&again, v, err))
		goto done;
	if (!text_eq(buf_view(&again), bytes)) {
		err_set(err, ERR_INPUT, "json.not-canonical", NULL);
		goto done;
	}
	*value = json_incref(v);
	ok = true;
done:
	buf_clear(&again);
	json_decref(v);
	return ok;
}

json_t *json_text(struct text t)
{
	return json_stringn(t.p ? t.p : "", t.n);
}

json_t *json_opt(const char *s)
{
	return s ? json_string(s) : json_null();
}

json_t *json_opt_text(struct text t)
{
	return t.n ? json_text(t) : json_null();
}

json_t *json_opt_int(int64_t n)
{
	return n ? json_integer(n) : json_null();
}

struct text json_get_text(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	return json_is_string(v) ? (struct text){ json_string_value(v), json_string_length(v) }
				 : (struct text){ NULL, 0 };
}

int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *v = json_object_get(object, key);

	return json_is_integer(v) ? (int64_t)json_integer_value(v) : otherwise;
}

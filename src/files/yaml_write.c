/* Writing: of each text the plainest form that reads back as the same text, and that a reader of YAML 1.1 or 1.2 does
 * not take for anything else; many lines as a block that a person can edit. */
#include <string.h>

#include "files/yaml_parts.h"

/* What libyaml's reader takes unescaped inside a line: no control characters, and not the line ends of YAML 1.1 (NEL,
 * LS, PS), which would be folded; U+FEFF would be taken for a byte order mark. */
static bool printable(uint32_t c)
{
	return (c >= 0x20 && c <= 0x7E) ||
	       (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF);
}

static bool all_printable(struct text t, bool newlines)
{
	while (t.n) {
		uint32_t c = text_next(&t);

		if (!printable(c) && !(newlines && c == '\n'))
			return false;
	}
	return true;
}

/* Words that YAML 1.1 readers take for something else; ours takes only the first four. */
static bool is_special_word(struct text t)
{
	static const char *const words[] = { "null", "~",    "true", "false", "yes",   "no", "on",
					     "off",  ".inf", ".nan", "-.inf", "+.inf", "<<", "=" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (t.n == strlen(words[i]) && strncasecmp(t.p, words[i], t.n) == 0)
			return true;
	return false;
}

static bool plain_ok(struct text t)
{
	json_int_t n;

	if (t.n == 0 || t.p[0] == ' ' || t.p[t.n - 1] == ' ' || t.p[t.n - 1] == ':' || !all_printable(t, false))
		return false;
	if (strchr("?:,[]{}#&*!|>'\"%@`", t.p[0]) || text_starts(t, TEXT("...")))
		return false;
	if (t.p[0] == '-' && (t.n == 1 || t.p[1] == ' ' || t.p[1] == '-'))
		return false;
	return text_find(t, TEXT(": ")) == SIZE_MAX && text_find(t, TEXT(" #")) == SIZE_MAX && !is_special_word(t) &&
	       !yaml_integer(t, &n);
}

static void write_quoted(struct buf *out, struct text t)
{
	buf_puts(out, "\"");
	while (t.n) {
		struct text before = t;
		uint32_t c = text_next(&t);

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", (int)c);
		else if (c == '\n')
			buf_puts(out, "\\n");
		else if (c == '\t')
			buf_puts(out, "\\t");
		else if (printable(c))
			buf_add(out, before.p, before.n - t.n);
		else
			buf_printf(out, c <= 0xFF ? "\\x%02X" : "\\u%04X", (unsigned)c);
	}
	buf_puts(out, "\"");
}

/* Many lines as a literal block. The first line must not begin with a space (the indentation is found from it), and the
 * text must hold something besides line ends. */
static bool literal_ok(struct text t)
{
	return text_find(t, TEXT("\n")) != SIZE_MAX && t.p[0] != '\n' && t.p[0] != ' ' && all_printable(t, true);
}

static void indent(struct buf *out, size_t columns)
{
	while (columns--)
		buf_puts(out, " ");
}

static void write_literal(struct buf *out, struct text t, size_t column)
{
	bool ends = t.p[t.n - 1] == '\n';
	bool keeps = ends && t.n > 1 && t.p[t.n - 2] == '\n';

	buf_puts(out, keeps ? "|+\n" : ends ? "|\n" : "|-\n");
	while (t.n) {
		size_t end = text_find(t, TEXT("\n"));
		struct text line = text_slice(t, 0, end);

		if (line.n) {
			indent(out, column);
			buf_text(out, line);
		}
		buf_puts(out, "\n");
		t = text_slice(t, end == SIZE_MAX ? t.n : end + 1, t.n);
	}
}

static void write_scalar(struct buf *out, const json_t *v, size_t column)
{
	struct text t = { json_string_value(v), json_string_length(v) };

	if (json_is_null(v)) {
		buf_puts(out, "null\n");
	} else if (json_is_boolean(v)) {
		buf_puts(out, json_is_true(v) ? "true\n" : "false\n");
	} else if (json_is_integer(v)) {
		buf_printf(out, "%lld\n", (long long)json_integer_value(v));
	} else if (json_is_real(v)) {
		buf_printf(out, "%.17g\n", json_real_value(v));
	} else if (column && literal_ok(t)) {
		write_literal(out, t, column);
	} else {
		if (plain_ok(t))
			buf_text(out, t);
		else
			write_quoted(out, t);
		buf_puts(out, "\n");
	}
}

/* libyaml looks for the colon of a simple key within 1024 characters. */
enum { SIMPLE_KEY_MAX = 512 };

static void write_key(struct buf *out, struct text key, size_t column)
{
	bool plain = plain_ok(key), simple = key.n <= SIMPLE_KEY_MAX / 4;

	if (!simple)
		buf_puts(out, "? ");
	if (plain)
		buf_text(out, key);
	else
		write_quoted(out, key);
	if (!simple) {
		buf_puts(out, "\n");
		indent(out, column);
	}
	buf_puts(out, ":");
}

static void write_value(struct buf *out, const json_t *v, size_t column, bool on_line);

static void write_object(struct buf *out, const json_t *v, size_t column, bool on_line)
{
	const char *key;
	json_t *item;

	json_object_foreach ((json_t *)(uintptr_t)v, key, item) {
		if (!on_line)
			indent(out, column);
		on_line = false;
		write_key(out, text_of(key), column);
		if (json_is_object(item) ? json_object_size(item) : json_array_size(item)) {
			buf_puts(out, "\n");
			write_value(out, item, column + 2, false);
		} else {
			buf_puts(out, " ");
			write_value(out, item, column + 2, true);
		}
	}
}

/* Writes the value, which begins at that column; on_line: the indentation is already there ("- " of a list). */
static void write_value(struct buf *out, const json_t *v, size_t column, bool on_line)
{
	size_t i;
	json_t *item;

	if (json_is_object(v) && json_object_size(v)) {
		write_object(out, v, column, on_line);
	} else if (json_is_array(v) && json_array_size(v)) {
		json_array_foreach (v, i, item) {
			if (i || !on_line)
				indent(out, column);
			buf_puts(out, "- ");
			write_value(out, item, column + 2, true);
		}
	} else if (json_is_object(v) || json_is_array(v)) {
		buf_puts(out, json_is_object(v) ? "{}\n" : "[]\n");
	} else {
		write_scalar(out, v, column);
	}
}

void yaml_write(struct buf *out, const json_t *value)
{
	write_value(out, value, 0, true);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/source.h"

static char folder[] = "/tmp/sosei-source-XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static struct text decoded(struct arena *a, const char *bytes, size_t n, const char *encoding,
			   enum source_format format)
{
	struct source_file f;
	struct err err = { 0 };

	if (!source_decode(a, &f, (struct text){ bytes, n }, "plan", &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	assert_string_equal(f.encoding, encoding);
	assert_int_equal(f.format, format);
	assert_ptr_equal(f.bytes.p, bytes);
	assert_int_equal(f.bytes.n, n);
	return f.utf8;
}
#define DECODED(a, literal, encoding, format) decoded(a, literal, sizeof(literal) - 1, encoding, format)

/* In both languages no placeholder is left. */
static void refused(struct text bytes, const char *id, const char *part)
{
	struct arena a = { 0 };
	struct source_file f = { 0 };
	struct err err = { 0 };

	if (source_decode(&a, &f, bytes, "plan.txt", &err))
		fail_msg("was read; %s expected", id);
	assert_null(f.name);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.msg.id, id);
	assert_non_null(strstr(msg_say(&a, LANG_EN, &err.msg), part));
	assert_null(strchr(msg_say(&a, LANG_EN, &err.msg), '{'));
	assert_null(strchr(msg_say(&a, LANG_JA, &err.msg), '{'));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &err.msg), "plan.txt"));
	arena_clear(&a);
}
#define REFUSED(literal, id, part) refused((struct text){ literal, sizeof(literal) - 1 }, id, part)

static void text_is_utf8_or_cp932_or_marked_utf16(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_true(text_is(DECODED(&a, "地域再生計画\r\n", "UTF-8", SOURCE_TEXT), "地域再生計画\r\n"));
	assert_true(text_is(DECODED(&a, "\xEF\xBB\xBF計画\n", "UTF-8", SOURCE_TEXT), "計画\n"));
	assert_true(text_is(DECODED(&a, "plain ASCII\n", "UTF-8", SOURCE_TEXT), "plain ASCII\n"));
	/* ① 髙 ～ － and half-width katakana: what SHIFT_JIS refuses or maps otherwise. */
	assert_true(text_is(
		DECODED(&a, "\x92\x6E\x88\xE6\x8D\xC4\x90\xB6\x8C\x76\x89\xE6 \x87\x40\xFB\xFC\x81\x60\x81\x7C\xB1\r\n",
			"CP932", SOURCE_TEXT),
		"地域再生計画 ①髙～－ｱ\r\n"));
	assert_true(text_is(DECODED(&a, "\xFF\xFE\x08\x8A\x3B\x75\n\0", "UTF-16", SOURCE_TEXT), "計画\n"));
	assert_true(text_is(DECODED(&a, "\xFE\xFF\x8A\x08\x75\x3B\0\n", "UTF-16", SOURCE_TEXT), "計画\n"));
	arena_clear(&a);
}

static void every_cp932_character_survives(void **state)
{
	struct arena a = { 0 };
	char bytes[3 * 256 * 256];
	size_t n = 0, lines = 0;

	(void)state;
	/* JIS level 1: 88 9F .. 97 FC, 16 to 48 of them a line as a document would have. */
	for (int lead = 0x88; lead <= 0x97; lead++)
		for (int trail = lead == 0x88 ? 0x9F : 0x40; trail <= 0xFC; trail++) {
			if (trail == 0x7F)
				continue;
			bytes[n++] = (char)lead;
			bytes[n++] = (char)trail;
			if (++lines % 40 == 0)
				bytes[n++] = '\n';
		}
	assert_int_equal(utf8_bad_at(decoded(&a, bytes, n, "CP932", SOURCE_TEXT)), SIZE_MAX);
	arena_clear(&a);
}

static void yaml_is_known_by_its_name_or_its_first_line(void **state)
{
	struct arena a = { 0 };
	struct source_file f;

	(void)state;
	DECODED(&a, "# 例示市\n\ntitle: 例示市計画\n", "UTF-8", SOURCE_YAML);
	DECODED(&a, "---\na: 1\n", "UTF-8", SOURCE_YAML);
	DECODED(&a, "kpis:\n", "UTF-8", SOURCE_YAML);
	DECODED(&a, "地域再生計画\ntitle: x\n", "UTF-8", SOURCE_TEXT);
	DECODED(&a, "A: 1\n", "UTF-8", SOURCE_TEXT);
	assert_true(source_decode(&a, &f, TEXT("１ 名称\n"), "p.yaml", NULL));
	assert_int_equal(f.format, SOURCE_YAML);
	assert_string_equal(source_format_name(SOURCE_PDF), "pdf");
	arena_clear(&a);
}

static void a_broken_character_is_named_by_line_and_byte(void **state)
{
	(void)state;
	/* Nearly all of it would pass as CP932: rubbish. */
	REFUSED("一行目\n二行\x81目\n", "file.bad-encoding", "line 2: byte 17 (0x81)");
	REFUSED("\xEF\xBB\xBF"
		"abc\x82\xA0\n",
		"file.bad-encoding", "line 1: byte 7 (0x82)");
	REFUSED("\x92\x6E\x88\xE6\n\x8D\xC4\xFF\xFF", "file.bad-encoding", "line 2: byte 8 (0xFF)");
	REFUSED("abc\n\x8D", "file.bad-encoding", "line 2: byte 5 (0x8D)");
	REFUSED("\xFE\xFF\xD8\x00\0a", "file.bad-encoding", "byte 3");
	/* EUC-JP passes as CP932, as half-width katakana. */
	REFUSED("\xC3\xCF\xB0\xE8\xBA\xC6\xC0\xB8\xB7\xD7\xB2\xE8\xA4\xCE\xCC\xBE\xBE\xCE\xA4\xC8\xA4\xBD\xA4\xCE\xCC"
		"\xDC\xC9\xB8"
		"\xA4\xC8\xA4\xBD\xA4\xCE\xBB\xF6\xB6\xC8\n",
		"file.bad-encoding", "line 1");
}

static void what_is_no_text_is_named_with_what_to_do(void **state)
{
	(void)state;
	REFUSED("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0xx[Content_Types].xmlPK\x03\x04word/document.xml", "file.docx",
		"Word");
	REFUSED("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0xx[Content_Types].xmlPK\x03\x04xl/workbook.xml", "file.xlsx",
		"Excel");
	REFUSED("PK\x03\x04\x14\0\x06\0ppt/presentation.xml", "file.pptx", "PowerPoint");
	REFUSED("PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text", "file.opendocument", "OpenDocument");
	REFUSED("PK\x03\x04\x14\0plan.txt", "file.archive", "Unpack");
	REFUSED("\x1F\x8B\x08\0\0\0\0\0", "file.archive", "Unpack");
	REFUSED("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0", "file.old-office", "PDF");
	REFUSED("{\\rtf1\\ansi", "file.rtf", "PDF");
	REFUSED("\x89PNG\r\n\x1A\n\0\0", "file.image", "picture");
	REFUSED("\xFF\xD8\xFF\xE0\0\x10JFIF", "file.image", "picture");
	REFUSED("SQLite format 3\0\x10\0", "file.database", "SQLite database");
	REFUSED("計画\0計画", "file.binary", "no text");
	REFUSED("\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10\x11 abc", "file.binary", "no text");
	REFUSED("", "file.empty", "empty");
	REFUSED(" \r\n\n　\n", "file.empty", "empty");
	REFUSED("\xEF\xBB\xBF", "file.empty", "empty");
}

static void read_refused(const char *path, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };
	struct source_file f = { 0 };
	struct err err = { 0 };

	if (source_read(&a, &f, path, &err))
		fail_msg("%s was read", path);
	assert_string_equal(err.msg.id, id);
	assert_int_equal(err.kind, kind);
	assert_true(a.total < 4 << 20);
	assert_non_null(strstr(msg_say(&a, LANG_JA, &err.msg), path));
	arena_clear(&a);
}

static void what_has_no_end_or_is_too_big_is_refused_before_it_is_read(void **state)
{
	char path[256];
	int fd;

	(void)state;
	snprintf(path, sizeof path, "%s/sparse", folder);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_int_equal(ftruncate(fd, 200 << 20), 0);
	read_refused(path, ERR_INPUT, "file.too-big");
	assert_int_equal(ftruncate(fd, SOURCE_BYTES_MAX + 1), 0);
	close(fd);
	read_refused(path, ERR_INPUT, "file.too-big");
	unlink(path);
	read_refused("/dev/zero", ERR_INPUT, "file.too-big");
	read_refused("/dev/null", ERR_INPUT, "file.empty");
	/* Nobody writes: opening must not wait. */
	assert_int_equal(mkfifo(path, 0600), 0);
	read_refused(path, ERR_INPUT, "file.empty");
	unlink(path);
}

static void a_folder_an_absent_and_an_unreadable_file_are_said_so(void **state)
{
	char path[256];

	(void)state;
	read_refused(folder, ERR_INPUT, "file.folder");
	snprintf(path, sizeof path, "%s/absent", folder);
	read_refused(path, ERR_INPUT, "file.absent");
	read_refused("/etc/passwd/plan.txt", ERR_INPUT, "file.absent");
	if (geteuid() != 0) {
		close(open(path, O_CREAT | O_WRONLY, 0));
		read_refused(path, ERR_SYSTEM, "file.unreadable");
		unlink(path);
	}
	/* Root may read everything but this. */
	read_refused("/proc/self/mem", ERR_SYSTEM, "file.unreadable");
}

static void a_pipe_is_read_to_its_end(void **state)
{
	struct arena a = { 0 };
	struct source_file f;
	int ends[2];
	char path[64];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "計画", 6), 6);
	close(ends[1]);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
	assert_true(source_read(&a, &f, path, NULL));
	assert_true(text_is(f.bytes, "計画"));
	assert_string_equal(f.name, path);
	close(ends[0]);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_utf8_or_cp932_or_marked_utf16),
		cmocka_unit_test(every_cp932_character_survives),
		cmocka_unit_test(yaml_is_known_by_its_name_or_its_first_line),
		cmocka_unit_test(a_broken_character_is_named_by_line_and_byte),
		cmocka_unit_test(what_is_no_text_is_named_with_what_to_do),
		cmocka_unit_test(what_has_no_end_or_is_too_big_is_refused_before_it_is_read),
		cmocka_unit_test(a_folder_an_absent_and_an_unreadable_file_are_said_so),
		cmocka_unit_test(a_pipe_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

/* What the table of commands promises: every sentence is there in both languages, no name twice, a manual that groff
 * takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"

static void assert_said(const char *id)
{
	assert_non_null(id);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (strcmp(msg_label((enum lang)lang, id), id) == 0)
			fail_msg("no sentence for %s in language %d", id, lang);
}

static void every_command_and_option_has_its_sentence_in_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++) {
		assert_said(commands[i]->summary);
		if (commands[i]->details)
			assert_said(commands[i]->details);
		for (const struct option *o = commands[i]->options; o && o->name; o++)
			assert_said(o->help);
	}
	for (const struct option *o = common_options; o->name; o++)
		assert_said(o->help);
	assert_said(plan_option.help);
}

static void no_command_has_the_words_of_another(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(commands[i]->words, commands[j]->words);
}

static void no_option_stands_twice_or_hides_a_common_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++)
		for (const struct option *o = commands[i]->options; o && o->name; o++) {
			for (const struct option *p = commands[i]->options; p < o; p++)
				assert_string_not_equal(o->name, p->name);
			for (const struct option *p = common_options; p->name; p++)
				assert_string_not_equal(o->name, p->name);
			assert_string_not_equal(o->name, plan_option.name);
		}
}

static void every_option_with_a_value_says_which(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++)
		for (const struct option *o = commands[i]->options; o && o->name; o++)
			assert_true((o->type == OPTION_FLAG) == (o->value == NULL));
}

static void a_command_is_found_by_its_words_and_by_no_part_of_them(void **state)
{
	char log_word[] = "log", logs_word[] = "logs", verify[] = "verify", json[] = "--json";
	char *log_verify[] = { log_word, verify, json }, *log[] = { log_word }, *logs[] = { logs_word, verify };
	int n = 0;

	(void)state;
	assert_string_equal(command_find(log_verify, 3, &n)->words, "log verify");
	assert_int_equal(n, 2);
	assert_null(command_find(log, 1, &n));
	assert_null(command_find(logs, 2, &n));
}

static void the_nearest_word_is_offered_and_nothing_far(void **state)
{
	static const char *const words[] = { "baseline", "baseline-period", "target", "due" };

	(void)state;
	assert_string_equal(nearest_word("baselnie", words, 4), "baseline");
	assert_string_equal(nearest_word("base", words, 4), "baseline");
	assert_string_equal(nearest_word("tagret", words, 4), "target");
	assert_null(nearest_word("zzzzzz", words, 4));
	assert_null(nearest_word("", words, 4));
}

/* -ww: every warning that groff knows. */
static void groff_sets_the_manual_without_a_warning(void **state)
{
	struct buf man = { 0 };
	char path[] = "/tmp/sosei-man-XXXXXX", command[128];
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w"), *out;
	char line[256] = "";

	(void)state;
	help_manual(&man);
	assert_non_null(f);
	assert_int_equal(fwrite(man.p, 1, man.n, f), man.n);
	fclose(f);
	buf_clear(&man);
	snprintf(command, sizeof command, "groff -man -ww -Tutf8 -K utf8 %s 2>&1 >/dev/null", path);
	out = popen("command -v groff preconv 2>/dev/null", "r");
	if (!out || !fgets(line, sizeof line, out)) {
		if (out)
			pclose(out);
		remove(path);
		skip();
		return;
	}
	pclose(out);
	line[0] = '\0';
	out = popen(command, "r");
	assert_non_null(out);
	if (fgets(line, sizeof line, out))
		fail_msg("%s", line);
	pclose(out);
	remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_and_option_has_its_sentence_in_both_languages),
		cmocka_unit_test(no_command_has_the_words_of_another),
		cmocka_unit_test(no_option_stands_twice_or_hides_a_common_one),
		cmocka_unit_test(every_option_with_a_value_says_which),
		cmocka_unit_test(a_command_is_found_by_its_words_and_by_no_part_of_them),
		cmocka_unit_test(the_nearest_word_is_offered_and_nothing_far),
		cmocka_unit_test(groff_sets_the_manual_without_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

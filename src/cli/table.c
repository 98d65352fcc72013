/* The commands, in the order in which the help shows them.
 *
 * To add one:
 *  1. Write what it does as a function of usecase/ (a file of its own), so that a page can call it too; tests/unit.
 *  2. Write cli/<words>.c: a `const struct command` (words, arguments, summary, needs, options, run) whose run()
 * translates options to that function's parameters and its result to call_say (people) or c->answer (--json).
 *  3. Declare it below, put it into the table, list the file in cli/meson.build.
 *  4. Put its sentences (summary, help of each option) into po/en/cli.po and po/ja/cli.po.
 *  5. Add cases to tests/cli/<words>.case: what it does, its errors, its --json.
 * Help, manual page, "did you mean" and the exit code follow by themselves.
 */
#include "cli/command.h"

#include <string.h>

/* clang-format off */
extern const struct command
	command_init,
	command_plan_read,
	command_plan_check,
	command_plan_adopt,
	command_plan_list,
	command_plan_write,
	command_plan_compare,
	command_plan_factcheck,
	command_value_record,
	command_value_withdraw,
	command_value_absent,
	command_value_list,
	command_kpi_set,
	command_evaluate,
	command_target_judge,
	command_rubric_list,
	command_rubric_choose,
	command_publish,
	command_print,
	command_serve,
	command_stats_import,
	command_stats_explain,
	command_stats_fetch,
	command_stats_list,
	command_stats_show,
	command_people_trend,
	command_people_project,
	command_people_solve,
	command_people_backtest,
	command_section_add,
	command_section_list,
	command_section_hand_over,
	command_section_print,
	command_project_add,
	command_project_set,
	command_project_cost,
	command_project_import,
	command_project_list,
	command_project_show,
	command_member_add,
	command_member_list,
	command_meeting_record,
	command_meeting_list,
	command_collect_make,
	command_collect_read,
	command_collect_status,
	command_review_open,
	command_review_list,
	command_review_status,
	command_review_show,
	command_review_print,
	command_review_remind,
	command_review_set,
	command_review_assess,
	command_review_freeze,
	command_review_invite,
	command_review_declare,
	command_review_grade,
	command_review_reveal,
	command_review_revise,
	command_review_comment,
	command_review_conclude,
	command_review_respond,
	command_review_decide,
	command_review_publish,
	command_review_close,
	command_review_promises,
	command_review_follow,
	command_review_drafts,
	command_review_approve,
	command_review_reject,
	command_review_approval,
	command_account_add,
	command_account_list,
	command_account_show,
	command_account_set,
	command_account_roles,
	command_account_password,
	command_account_totp,
	command_account_link,
	command_account_token,
	command_account_sessions,
	command_account_disable,
	command_account_enable,
	command_mail_list,
	command_mail_send,
	command_log_show,
	command_log_verify,
	command_log_root,
	command_log_forget,
	command_store_copy,
	command_rebuild,
	command_help,
	command_version;

const struct command *const commands[] = {
	&command_init,
	&command_plan_read,
	&command_plan_check,
	&command_plan_adopt,
	&command_plan_list,
	&command_plan_write,
	&command_plan_compare,
	&command_plan_factcheck,
	&command_value_record,
	&command_value_withdraw,
	&command_value_absent,
	&command_value_list,
	&command_kpi_set,
	&command_evaluate,
	&command_target_judge,
	&command_rubric_list,
	&command_rubric_choose,
	&command_publish,
	&command_print,
	&command_serve,
	&command_stats_import,
	&command_stats_explain,
	&command_stats_fetch,
	&command_stats_list,
	&command_stats_show,
	&command_people_trend,
	&command_people_project,
	&command_people_solve,
	&command_people_backtest,
	&command_section_add,
	&command_section_list,
	&command_section_hand_over,
	&command_section_print,
	&command_project_add,
	&command_project_set,
	&command_project_cost,
	&command_project_import,
	&command_project_list,
	&command_project_show,
	&command_member_add,
	&command_member_list,
	&command_meeting_record,
	&command_meeting_list,
	&command_collect_make,
	&command_collect_read,
	&command_collect_status,
	&command_review_open,
	&command_review_list,
	&command_review_status,
	&command_review_show,
	&command_review_print,
	&command_review_remind,
	&command_review_set,
	&command_review_assess,
	&command_review_freeze,
	&command_review_invite,
	&command_review_declare,
	&command_review_grade,
	&command_review_reveal,
	&command_review_revise,
	&command_review_comment,
	&command_review_conclude,
	&command_review_respond,
	&command_review_decide,
	&command_review_publish,
	&command_review_close,
	&command_review_promises,
	&command_review_follow,
	&command_review_drafts,
	&command_review_approve,
	&command_review_reject,
	&command_review_approval,
	&command_account_add,
	&command_account_list,
	&command_account_show,
	&command_account_set,
	&command_account_roles,
	&command_account_password,
	&command_account_totp,
	&command_account_link,
	&command_account_token,
	&command_account_sessions,
	&command_account_disable,
	&command_account_enable,
	&command_mail_list,
	&command_mail_send,
	&command_log_show,
	&command_log_verify,
	&command_log_root,
	&command_log_forget,
	&command_store_copy,
	&command_rebuild,
	&command_help,
	&command_version,
};
/* clang-format on */
const size_t n_commands = sizeof commands / sizeof commands[0]; /* NOLINT(bugprone-sizeof-expression): of pointers */

const struct option common_options[] = {
	{ "json", NULL, "cli.option-json", OPTION_FLAG },
	{ "lang", "ja|en", "cli.option-lang", OPTION_CHOICE },
	{ "store", "STORE", "cli.option-store", OPTION_TEXT },
	{ "help", NULL, "cli.option-help", OPTION_FLAG },
	{ 0 },
};

const struct option plan_option = { "plan", "ID", "cli.option-plan", OPTION_TEXT };

/* How many words of argv the command's words are; 0 where they differ. */
static int words_match(const char *words, char *const argv[], int argc)
{
	for (int n = 0; n < argc; n++) {
		size_t length = strcspn(words, " ");

		if (strlen(argv[n]) != length || memcmp(argv[n], words, length) != 0)
			return 0;
		words += length;
		if (*words == '\0')
			return n + 1;
		words++;
	}
	return 0;
}

const struct command *command_find(char *const argv[], int argc, int *n_words)
{
	for (size_t i = 0; i < n_commands; i++) {
		*n_words = words_match(commands[i]->words, argv, argc);
		if (*n_words)
			return commands[i];
	}
	return NULL;
}

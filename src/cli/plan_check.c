#include "cli/command.h"
#include "cli/show_plan.h"

static bool run(struct call *c, struct err *err)
{
	struct plan_file file;
	remark_list findings = { 0 };

	if (!plan_file_read(&file, c->arena, text_z(c->arena, c->arguments[0]), err))
		return false;
	plan_file_check(&file, c->arena, &findings);
	c->no = count_severity(&findings, SEVERITY_ERROR) > 0;
	if (c->json) {
		c->answer = json_pack("{s:s,s:i,s:i,s:i,s:o}", "file", file.source.name, "errors",
				      (int)count_severity(&findings, SEVERITY_ERROR), "warnings",
				      (int)count_severity(&findings, SEVERITY_WARNING), "notes",
				      (int)count_severity(&findings, SEVERITY_NOTE), "findings",
				      findings_to_json(&findings));
		return true;
	}
	show_remarks(c, &findings, file.source.name);
	call_say(c, "cli.check-sum", "errors", NUM((int64_t)count_severity(&findings, SEVERITY_ERROR)), "warnings",
		 NUM((int64_t)count_severity(&findings, SEVERITY_WARNING)), "notes",
		 NUM((int64_t)count_severity(&findings, SEVERITY_NOTE)), NULL);
	return true;
}

const struct command command_plan_check = {
	.words = "plan check",
	.arguments = { "FILE" },
	.summary = "cli.plan-check",
	.details = "cli.plan-check-details",
	.run = run,
};

/* Any text gives a plan with remarks or one error; the plan goes through JSON unchanged, and can be checked, written
 * and read again. */
#include "fuzz.h"

#include "plan/check.h"
#include "plan/json.h"
#include "plan/read.h"
#include "plan/write.h"

static void check_remarks(const remark_list *remarks, struct text text)
{
	uint32_t lines = 1;

	while (text.n) {
		uint32_t c = text_next(&text);

		lines += (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
	}
	for (size_t i = 0; i < remarks->n; i++)
		MUST(remarks->at[i].rule && remarks->at[i].msg.id && remarks->at[i].line <= lines);
}

static void check_json(struct arena *a, const struct plan *plan)
{
	json_t *json = plan_to_json(plan), *again;
	struct plan same = { 0 };

	MUST(plan_from_json(a, &same, json, "fuzz", NULL));
	again = plan_to_json(&same);
	MUST(json_equal(json, again));
	json_decref(json);
	json_decref(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct plan plan = { 0 }, again = { 0 };
	remark_list remarks = { 0 };
	struct text text = { (const char *)data, size };
	struct buf out = { 0 };
	struct err err = { 0 };

	if (plan_read(&a, &plan, &remarks, text, "fuzz", &err)) {
		check_remarks(&remarks, text);
		check_json(&a, &plan);
		plan_check(&a, &plan, &remarks);
		plan_write_text(&out, &plan);
		(void)!plan_read(&a, &again, &remarks, buf_view(&out), "again", NULL);
	} else {
		MUST(err.kind == ERR_INPUT && !plan.kpis.n);
	}
	buf_clear(&out);
	arena_clear(&a);
	return 0;
}

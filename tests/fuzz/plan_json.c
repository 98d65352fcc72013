/* A plan written by hand as YAML: what is taken goes through JSON unchanged, and can be checked, written and compared.
 */
#include "fuzz.h"

#include "files/yaml.h"
#include "plan/check.h"
#include "plan/compare.h"
#include "plan/json.h"
#include "plan/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct yaml_doc doc = { 0 };
	struct plan plan = { 0 }, same = { 0 }, empty = { 0 };
	remark_list remarks = { 0 };
	change_list changes = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	if (!yaml_parse(&doc, &a, (struct text){ (const char *)data, size }, "fuzz", NULL))
		goto done;
	if (!plan_from_json(&a, &plan, doc.root, "fuzz", &err)) {
		MUST(err.kind == ERR_INPUT);
		goto done;
	}
	json_t *json = plan_to_json(&plan), *again;

	MUST(plan_from_json(&a, &same, json, "again", NULL));
	again = plan_to_json(&same);
	MUST(json_equal(json, again));
	json_decref(json);
	json_decref(again);
	plan_check(&a, &plan, &remarks);
	plan_write_text(&out, &plan);
	plan_compare(&a, &changes, &plan, &same);
	MUST(changes.n == 0);
	plan_compare(&a, &changes, &empty, &plan);
done:
	yaml_clear(&doc);
	buf_clear(&out);
	arena_clear(&a);
	return 0;
}

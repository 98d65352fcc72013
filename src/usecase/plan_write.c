#include "usecase/plan_write.h"

#include "files/yaml.h"
#include "plan/json.h"
#include "plan/write.h"
#include "usecase/plans.h"

bool plan_stored(struct plan *plan, struct context *c, struct text id, struct err *err)
{
	plan_version_list all = { 0 };
	const struct plan_version *v;

	return plans_read(&all, c, 0, err) &&
	       plans_choose(&v, &all, c, id, context_today(c), (struct date){ 0 }, err) &&
	       plan_of_version(plan, c, v, err);
}

void plan_write_official(struct buf *out, const struct plan *plan)
{
	plan_write_text(out, plan);
}

void plan_write_yaml(struct buf *out, const struct plan *plan)
{
	json_t *json = plan_to_json(plan);

	yaml_write(out, json);
	json_decref(json);
}

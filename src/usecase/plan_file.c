#include "usecase/plan_file.h"

#include <stdlib.h>
#include <string.h>

#include "files/yaml.h"
#include "plan/check.h"
#include "plan/json.h"
#include "plan/read.h"

static bool read_yaml(struct plan_file *file, struct arena *a, struct err *err)
{
	struct yaml_doc doc = { 0 };
	bool ok = yaml_parse(&doc, a, file->source.utf8, file->source.name, err) &&
		  plan_from_json(a, &file->plan, doc.root, file->source.name, err);

	yaml_clear(&doc);
	return ok;
}

static bool understand(struct plan_file *file, struct arena *a, struct err *err)
{
	if (file->source.format == SOURCE_YAML)
		return read_yaml(file, a, err);
	return plan_read(a, &file->plan, &file->remarks, file->source.utf8, file->source.name, err);
}

bool plan_file_read(struct plan_file *file, struct arena *a, const char *path, struct err *err)
{
	*file = (struct plan_file){ 0 };
	return source_read(a, &file->source, path, err) && understand(file, a, err);
}

bool plan_file_decode(struct plan_file *file, struct arena *a, struct text bytes, const char *name, struct err *err)
{
	*file = (struct plan_file){ 0 };
	return source_decode(a, &file->source, bytes, name, err) && understand(file, a, err);
}

/* What is graver first, then in the order of the text. */
static int by_severity(const void *a, const void *b)
{
	const struct remark *x = a, *y = b;

	if (x->severity != y->severity)
		return (int)x->severity - (int)y->severity;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

/* What the reader could not read weighs as much as what is wrong in what it read. */
void plan_file_check(const struct plan_file *file, struct arena *a, remark_list *findings)
{
	for (size_t i = 0; i < file->remarks.n; i++)
		if (file->remarks.at[i].severity != SEVERITY_NOTE)
			*LIST_ADD(a, findings) = file->remarks.at[i];
	plan_check(a, &file->plan, findings);
	if (findings->n)
		qsort(findings->at, findings->n, sizeof *findings->at, by_severity);
}

size_t count_severity(const remark_list *list, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->at[i].severity == severity;
	return n;
}

json_t *plan_file_to_json(const struct plan_file *file)
{
	json_t *o = plan_to_json(&file->plan);

	json_object_set_new(o, "remarks", remarks_to_json(&file->remarks));
	return o;
}

json_t *findings_to_json(const remark_list *findings)
{
	return remarks_to_json(findings);
}

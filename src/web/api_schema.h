/* web/api_schema.h - what the API answers, as JSON Schema: one table, by which programs are told and tests judge. */
#ifndef WEB_API_SCHEMA_H
#define WEB_API_SCHEMA_H

#include "base/json.h"

/* All by name, for components/schemas. */
json_t *api_schemas(void);
/* {"$ref": ...}; with `fields`: of a page that has a form, whose answer says besides what it may be sent. "A|B":
 * either. NULL: a page without data. */
json_t *api_answer(const char *name, bool fields);
/* Of a POST: that shape, or Done where the same Idempotency-Key came before. */
json_t *api_done(const char *name);

#endif

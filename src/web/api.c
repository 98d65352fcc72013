/* Answers for programs, and their description, which is made from the tables that the server itself goes by. */
#include <stdlib.h>
#include <string.h>

#include "web/web.h"

enum MHD_Result api_reply(struct exchange *x, unsigned status, json_t *data)
{
	char *s = json_dumps(data, JSON_COMPACT);
	enum MHD_Result sent;

	json_decref(data);
	if (!s)
		return MHD_NO;
	sent = reply_send(x, &(struct reply){ .status = status, .type = "application/json", .bytes = text_of(s) });
	free(s);
	return sent;
}

/* {"error":{"kind","id","ja","en"},"fields":{"name":{...}}} */
enum MHD_Result api_error(struct exchange *x, unsigned status, const struct err *err)
{
	json_t *e = json_msg(&err->msg), *fields = json_object();

	json_object_set_new(e, "kind", json_string(err_kind_name(err->kind)));
	for (size_t i = 0; x->q.page && x->q.page->fields[i].name; i++)
		if (x->q.values[i].fault.id)
			json_object_set_new(fields, x->q.page->fields[i].name, json_msg(&x->q.values[i].fault));
	if (!json_object_size(fields)) {
		json_decref(fields);
		return api_reply(x, status, json_pack("{s:o}", "error", e));
	}
	return api_reply(x, status, json_pack("{s:o,s:o}", "error", e, "fields", fields));
}

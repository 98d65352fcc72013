/* Canonical bytes dump to themselves; any JSON that has a canonical form gives one that reads back as the same value.
 */
#include "fuzz.h"

#include "base/json.h"

static void check_any(struct text bytes)
{
	json_t *value = NULL, *again = NULL;
	struct buf out = { 0 };

	if (!json_parse(&value, bytes, "fuzz", NULL))
		return;
	if (json_canonical(&out, value, NULL)) {
		MUST(json_parse_canonical(&again, buf_view(&out), NULL));
		MUST(json_equal(value, again));
		json_decref(again);
	}
	json_decref(value);
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct buf out = { 0 };
	json_t *value = NULL;

	if (json_parse_canonical(&value, bytes, NULL)) {
		MUST(json_canonical(&out, value, NULL));
		MUST(text_eq(buf_view(&out), bytes));
	} else {
		MUST(!value);
	}
	json_decref(value);
	buf_clear(&out);
	check_any(bytes);
	return 0;
}

/* Headers of a client: cookies, media types and boundaries are slices of what came, or nothing. */
#include "fuzz.h"

#include "web/form_body.h"

static void must_lie_within(struct text part, const uint8_t *data, size_t size)
{
	if (part.n)
		MUST((const uint8_t *)part.p >= data && (const uint8_t *)part.p + part.n <= data + size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text header = { (const char *)data, size };
	struct text cookie = cookie_value(header, "sosei"), boundary = form_boundary(header);
	struct arena a = { 0 };

	must_lie_within(cookie, data, size);
	MUST(text_find(cookie, TEXT(";")) == SIZE_MAX);
	must_lie_within(boundary, data, size);
	MUST(boundary.n <= 70 && text_find(boundary, TEXT("\r")) == SIZE_MAX);
	MUST(text_find(media_type(&a, header), TEXT(";")) == SIZE_MAX);
	arena_clear(&a);
	return 0;
}

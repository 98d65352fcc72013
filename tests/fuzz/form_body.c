/* Bodies of forms and programs: any bytes are pairs or an error, never more than the ceiling; what is urlencoded again
 * reads the same. The first byte says which kind. */
#include "fuzz.h"

#include <string.h>

#include "web/form_body.h"

static void encode(struct buf *b, struct text t)
{
	for (size_t i = 0; i < t.n; i++)
		buf_printf(b, "%%%02x", (unsigned char)t.p[i]);
}

static void read_again(struct arena *a, const pair_list *pairs)
{
	struct buf b = { 0 };
	pair_list again = { 0 };

	for (size_t i = 0; i < pairs->n; i++) {
		if (i)
			buf_puts(&b, "&");
		encode(&b, pairs->at[i].name);
		buf_puts(&b, "=");
		encode(&b, pairs->at[i].value);
	}
	MUST(form_urlencoded(&again, a, buf_view(&b), NULL));
	MUST(again.n == pairs->n);
	for (size_t i = 0; i < pairs->n; i++)
		MUST(text_eq(again.at[i].name, pairs->at[i].name) && text_eq(again.at[i].value, pairs->at[i].value));
	buf_clear(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text body = { (const char *)data + 1, size ? size - 1 : 0 };
	struct arena a = { 0 };
	pair_list pairs = { 0 };
	struct err err = { 0 };
	bool ok;

	if (!size)
		return 0;
	switch (data[0] % 4) {
	case 0:
		ok = form_urlencoded(&pairs, &a, body, &err);
		break;
	case 1:
		ok = form_multipart(&pairs, &a, body, TEXT("x"), &err);
		break;
	case 2:
		ok = form_json(&pairs, &a, body, &err);
		break;
	default:
		/* The boundary is the body's first line, as a header would have it. */
		ok = form_multipart(&pairs, &a, body, form_boundary(text_slice(body, 0, text_find(body, TEXT("\n")))),
				    &err);
	}
	MUST(ok || err.kind == ERR_INPUT);
	MUST(pairs.n <= PAIRS_MAX);
	if (ok && data[0] % 4 == 0)
		read_again(&a, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		size_t n;

		if (!memchr(pairs.at[i].name.n ? pairs.at[i].name.p : "", 0, pairs.at[i].name.n))
			MUST(pair_of(&pairs, text_z(&a, pairs.at[i].name), &n) && n >= 1);
	}
	arena_clear(&a);
	return 0;
}

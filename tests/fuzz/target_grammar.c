/* A target cell is read or refused; what is read borrows from the cell, and its number is a number. */
#include "fuzz.h"

#include "target/grammar.h"

static bool within(struct text part, struct text all)
{
	return part.n == 0 || (part.p >= all.p && part.p + part.n <= all.p + all.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text cell = { (const char *)data, size };
	struct target t = { 0 };
	struct err err = { 0 };
	struct decimal again;
	enum better_from from;

	if (!target_parse(&t, cell, &err)) {
		MUST(err.kind == ERR_INPUT);
		return 0;
	}
	MUST(t.op < TARGET_OP_COUNT && target_op_name(t.op));
	MUST(within(t.note_mark, cell));
	MUST(!t.has_value || (decimal_parse(&again, text_of(DEC(t.value)), NULL) && decimal_eq(again, t.value)));
	MUST(!t.has_high || (t.has_value && decimal_cmp(t.value, t.high) <= 0));
	(void)target_better(&from, BETTER_UNKNOWN, &t, cell, t.has_value, t.value);
	return 0;
}

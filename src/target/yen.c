/* target/yen.c - an amount of money in a text. */
#include "target/pieces.h"

bool yen_parse(int64_t *yen, struct text wording, struct err *err)
{
	struct reader r = { 0 };

	if (!text_trim(wording).n)
		return err_set(err, ERR_INPUT, "target.empty", NULL);
	if (!glyphs_fold(&r.g, wording))
		return err_set(err, ERR_INPUT, "target.too-long", "limit", NUM(GLYPHS_MAX), NULL);
	/* Only an amount that begins with digits: of (単位：千円) or 数百万円 nobody can tell how much it is. */
	for (size_t i = 0; i < r.g.n; i++) {
		bool negative, plus_minus, scaled = false, sign = pieces_glyph(&r, i) == 0xFFE5;
		size_t start = pieces_sign_at(&r, i, &negative, &plus_minus), j;
		struct decimal amount;

		if (!start)
			continue;
		j = pieces_digits_at(&r, start - 1, negative, &amount);
		if (j)
			j = pieces_skip_spaces(&r, j);
		if (!j || !pieces_magnitudes_from(&r, &j, &amount, true, &scaled))
			break;
		j = pieces_skip_spaces(&r, j);
		amount = pieces_without_zeros(amount);
		if ((sign || glyphs_match(&r.g, j, "円")) && amount.scale == 0) {
			*yen = amount.coefficient;
			return true;
		}
		i = j - 1; /* 2020年度: not money */
	}
	return target_refuse(err, "target.no-yen", wording);
}

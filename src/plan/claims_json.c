/* Claims in JSON: names instead of numbers, null where a claim does not say. */
#include "plan/claims.h"

static const char *const topics[CLAIM_TOPIC_COUNT] = {
	[CLAIM_NO_TOPIC] = NULL,          [CLAIM_TOTAL] = "total",       [CLAIM_YOUNG] = "0-14",
	[CLAIM_WORKING] = "15-64",        [CLAIM_OLD] = "65+",           [CLAIM_OLDEST] = "75+",
	[CLAIM_BIRTHS] = "births",        [CLAIM_DEATHS] = "deaths",     [CLAIM_NATURAL] = "natural-change",
	[CLAIM_SOCIAL] = "social-change", [CLAIM_MOVES_IN] = "moves-in", [CLAIM_MOVES_OUT] = "moves-out",
};
static const char *const sources[CLAIM_SOURCE_COUNT] = { NULL,    "census",    "register", "ipss",
							 "vital", "migration", "other" };
static const char *const says[CLAIM_SAYS_COUNT] = { "is",      "at_least", "more_than", "at_most", "less_than",
						    "reached", "peak",     "turn",      "holds" };

const char *claim_topic_name(enum claim_topic t)
{
	return topics[t];
}

const char *claim_source_name(enum claim_source s)
{
	return sources[s];
}

const char *claim_says_name(enum claim_says s)
{
	return says[s];
}

static json_t *int_or_null(int n)
{
	return n ? json_integer(n) : json_null();
}

json_t *claim_to_json(const struct claim *c)
{
	return json_pack("{s:o,s:o,s:s,s:b,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:b,s:b,s:o,s:o}", "text",
			 json_text(c->text), "line", int_or_null((int)c->line), "topic", topics[c->topic], "share",
			 c->share, "says", says[c->says], "sign", int_or_null(c->sign), "value",
			 c->has_value ? json_string(DEC(c->value)) : json_null(), "last_digit",
			 c->has_value ? json_string(DEC(c->last_digit)) : json_null(), "unit", json_opt_text(c->unit),
			 "from", int_or_null(c->from_year), "to", int_or_null(c->to_year), "month",
			 int_or_null(c->month), "fiscal_year", c->fiscal, "around", c->around, "source",
			 json_opt(sources[c->source]), "series", json_opt_text(c->series));
}

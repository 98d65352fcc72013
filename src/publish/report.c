#include "publish/report.h"

static const char *const state_names[STATE_COUNT] = { "preliminary", "provisional", "final" };

const char *value_state_name(enum value_state s)
{
	return state_names[s];
}

bool value_state_parse(enum value_state *s, struct text name)
{
	for (int i = 0; i < STATE_COUNT; i++)
		if (text_is(name, state_names[i])) {
			*s = (enum value_state)i;
			return true;
		}
	return false;
}

const struct report_value *report_value_of(const struct report_kpi *k, int64_t event)
{
	for (size_t i = 0; event && i < k->values.n; i++)
		if (k->values.at[i].event == event)
			return &k->values.at[i];
	return NULL;
}

const struct report_value *report_withdrawn(const struct report_kpi *k, const struct report_point *then)
{
	const struct report_value *v = k && then ? report_value_of(k, then->value.event) : NULL;

	return v && v->withdrawn.n ? v : NULL;
}

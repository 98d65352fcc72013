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

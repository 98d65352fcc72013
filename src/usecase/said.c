#include "usecase/said.h"

#include <string.h>

#include "plan/read.h"
#include "publish/words.h"

bool period_said(struct period *p, struct text t, struct err *err)
{
	return period_parse(p, t, NULL) || plan_period_parse(p, t) || period_parse(p, t, err);
}

bool value_state_said(enum value_state *s, struct text t)
{
	if (value_state_parse(s, t))
		return true;
	if (text_ends(t, TEXT("値")))
		t = text_slice(t, 0, t.n - strlen("値"));
	for (int i = 0; i < STATE_COUNT; i++)
		if (text_is(t, words_state(LANG_JA, (enum value_state)i))) {
			*s = (enum value_state)i;
			return true;
		}
	return false;
}

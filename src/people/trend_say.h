/* people/trend_say.h - the sentences of a trend (internal to people/). */
#ifndef PEOPLE_TREND_SAY_H
#define PEOPLE_TREND_SAY_H

#include "people/trend.h"

/* Fills t->sentences from the rest of *t, of the area of that code. What is not known gives no sentence. */
void trend_say_all(struct arena *a, struct trend *t, struct text code);

#endif

#ifndef KUMAMOTO_FIGURES_H
#define KUMAMOTO_FIGURES_H

#include "people/series.h"

/* What is published of Kumamoto City, as the store would give it. */
struct area_figures *kumamoto_figures(struct arena *a);

#endif

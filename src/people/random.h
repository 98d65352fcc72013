/* people/random.h - random numbers by counter: the same key and counter give the same numbers on every machine, in any
 * order and by any number of threads.
 *
 * Philox4x32-10 of Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11). Forty lines here
 * rather than Random123's headers, which a bare machine would have to fetch; its published vectors are the test.
 */
#ifndef PEOPLE_RANDOM_H
#define PEOPLE_RANDOM_H

#include <stdint.h>

void philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]);

/* From 0 to below 1, 2^-32 apart. */
double philox_unit(uint32_t word);

#endif

/* Which instruction set: asked of the machine once, at the start, and then a pointer. A resolver of the loader (ifunc)
 * would choose as well, but could not be told otherwise: tests and a person who compares must be able to. */
#include "people/kernel.h"

#include <string.h>

extern const struct kernel kernel_scalar;
#if defined(SOSEI_X86_64)
extern const struct kernel kernel_avx2, kernel_avx512;

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
}

static bool has_avx512(void)
{
	return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

int kernel_list(const struct kernel *list[KERNELS_MAX])
{
	int n = 0;

	list[n++] = &kernel_scalar;
#if defined(SOSEI_X86_64)
	if (has_avx2())
		list[n++] = &kernel_avx2;
	if (has_avx512())
		list[n++] = &kernel_avx512;
#endif
	return n;
}

bool kernel_choose(const struct kernel **k, const char *name, struct err *err)
{
	static const char *const known[KERNELS_MAX] = { "scalar", "avx2", "avx512" };
	const struct kernel *list[KERNELS_MAX];
	const int n = kernel_list(list);
	bool is_known = false;

	if (!name || !*name) {
		*k = list[n - 1];
		return true;
	}
	for (int i = 0; i < n; i++)
		if (strcmp(list[i]->name, name) == 0) {
			*k = list[i];
			return true;
		}
	for (int i = 0; i < KERNELS_MAX; i++)
		is_known = is_known || strcmp(known[i], name) == 0;
	return is_known ? err_set(err, ERR_SYSTEM, "people.simd-absent", "name", name, "best", list[n - 1]->name, NULL)
			: err_set(err, ERR_USAGE, "people.simd-unknown", "name", name, NULL);
}

#include "usecase/version.h"

#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/json.h"
#include "files/sandbox.h"
#include "store/store.h"

void version_read(struct version_info *v)
{
	unsigned action = SECCOMP_RET_ERRNO;

	*v = (struct version_info){
		.version = SOSEI_VERSION,
		.jansson = jansson_version_str(),
		.seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0,
		.landlock = sandbox_landlock_version(),
	};
	store_library_version(v->sqlite, "sqlite");
	store_library_version(v->postgresql, "postgresql");
}

/* Preloaded into the service under `make faults`: its wall clock, and no other, is off by the seconds that stand in a shared file (8 bytes, native). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int (*true_gettime)(clockid_t, struct timespec *);
static volatile const int64_t *offset;

__attribute__((constructor)) static void begin(void)
{
    true_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("WALL_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED)
        offset = mapped;
    close(file);
}

int clock_gettime(clockid_t which, struct timespec *now)
{
    if (!true_gettime) /* called before the constructor */
        true_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = true_gettime(which, now);
    if (!failed && offset && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        now->tv_sec += *offset;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec fine;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &fine);
    now->tv_sec = fine.tv_sec;
    now->tv_usec = fine.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at)
{
    struct timespec fine;
    clock_gettime(CLOCK_REALTIME, &fine);
    if (at)
        *at = fine.tv_sec;
    return fine.tv_sec;
}

/*
 * A machine that fails on command, put under a process by LD_PRELOAD. The file that HELIOGRAPH_FAULTS names holds what is wrong at the moment, as five 64-bit numbers in the
 * machine's byte order:
 *
 *   0  milliseconds added to the wall clock
 *   1  milliseconds that every sync of a file takes longer
 *   2  1: every sync of a file fails with EIO
 *   3  1: every write to a file beneath HELIOGRAPH_FAULTS_BELOW fails with ENOSPC
 *   4  1: the disk lies: a sync succeeds and has done nothing
 *
 * What has certainly reached the disk is written down beside it, in HELIOGRAPH_FAULTS.synced: one record of two numbers, inode and length, for every sync that succeeded. Who pulls
 * the plug cuts every file back to that length, or to any length between it and what the kernel had.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *wrong;
static int synced_log = -1;
static char below[4096];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("HELIOGRAPH_FAULTS");
    if (path == NULL) {
        return;
    }
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        perror("HELIOGRAPH_FAULTS");
        _exit(99);
    }
    void *mapped = mmap(NULL, 5 * sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (mapped == MAP_FAILED) {
        perror("HELIOGRAPH_FAULTS");
        _exit(99);
    }
    wrong = mapped;
    char log[4096];
    snprintf(log, sizeof log, "%s.synced", path);
    synced_log = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *directory = getenv("HELIOGRAPH_FAULTS_BELOW");
    snprintf(below, sizeof below, "%s", directory == NULL ? "" : directory);
}

static int is_file(int fd, struct stat *found) {
    return fstat(fd, found) == 0 && S_ISREG(found->st_mode);
}

static int do_sync(int fd, long call) {
    struct stat before;
    if (wrong == NULL || !is_file(fd, &before)) {
        return (int) syscall(call, fd);
    }
    if (wrong[1] > 0) {
        struct timespec pause = {wrong[1] / 1000, (wrong[1] % 1000) * 1000000L};
        nanosleep(&pause, NULL);
    }
    if (wrong[2] != 0) {
        errno = EIO;
        return -1;
    }
    if (wrong[4] != 0) {
        return 0;
    }
    int result = (int) syscall(call, fd);
    if (result == 0) {
        /* The length before the call: what another thread appended meanwhile may not be there. */
        uint64_t record[2] = {(uint64_t) before.st_ino, (uint64_t) before.st_size};
        syscall(SYS_write, synced_log, record, sizeof record);
    }
    return result;
}

int fsync(int fd) {
    return do_sync(fd, SYS_fsync);
}

int fdatasync(int fd) {
    return do_sync(fd, SYS_fdatasync);
}

static int has_no_room(int fd) {
    if (wrong == NULL || wrong[3] == 0 || below[0] == 0) {
        return 0;
    }
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) {
        return 0;
    }
    path[length] = 0;
    return strncmp(path, below, strlen(below)) == 0;
}

ssize_t write(int fd, const void *octets, size_t count) {
    if (has_no_room(fd)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_write, fd, octets, count);
}

ssize_t pwrite64(int fd, const void *octets, size_t count, off64_t at) {
    if (has_no_room(fd)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, fd, octets, count, at);
}

ssize_t pwrite(int fd, const void *octets, size_t count, off_t at) {
    return pwrite64(fd, octets, count, at);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (real == NULL) {
        real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
    }
    int result = real(clock, now);
    if (result == 0 && clock == CLOCK_REALTIME && wrong != NULL) {
        now->tv_sec += wrong[0] / 1000;
        now->tv_nsec += (wrong[0] % 1000) * 1000000L;
        if (now->tv_nsec >= 1000000000L) {
            now->tv_nsec -= 1000000000L;
            now->tv_sec++;
        } else if (now->tv_nsec < 0) {
            now->tv_nsec += 1000000000L;
            now->tv_sec--;
        }
    }
    return result;
}

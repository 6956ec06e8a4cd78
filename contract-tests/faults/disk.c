/*
 * A disk that can be watched, slowed down and made to fail: a library for LD_PRELOAD that stands between a program and
 * the C library's calls that change files. What it does is said by environment variables; without them it only passes
 * on. It sees files whose name without the folder begins with DISK_FILES, and no others.
 *
 *   DISK_FILES=ledger.db   which files
 *   DISK_LOG=/path         writes every write, truncation, sync and removal to that file, in order (see below)
 *   DISK_FAIL_SYNC=n       the n-th fsync or fdatasync fails with EIO, once, and is not carried out
 *   DISK_SYNC_MS=n         each fsync and fdatasync takes n milliseconds longer
 *
 * The log is a sequence of records: kind (1 byte), length of the name (1 byte), the name, offset (8 bytes), length
 * (8 bytes), both in the machine's order, and for a write that many bytes. Kinds: w write, t truncate to offset,
 * s sync, u removal. A record stands after what succeeded, and calls do not overtake each other.
 *
 * Build: gcc -O2 -Wall -Wextra -Werror -shared -fPIC -o disk.so disk.c
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LONGEST 255

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_truncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);

static const char *prefix;
static int log_fd = -1;
static long fail_at, delay_ms, syncs;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_truncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    fail_at = number("DISK_FAIL_SYNC");
    delay_ms = number("DISK_SYNC_MS");
    if (getenv("DISK_LOG")) {
        log_fd = open(getenv("DISK_LOG"), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        if (log_fd < 0) {
            perror("DISK_LOG");
            abort();
        }
    }
    prefix = getenv("DISK_FILES");
}

/* The name of a path without its folder where it is one of ours; otherwise nothing. */
static const char *ours(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return prefix && strncmp(name, prefix, strlen(prefix)) == 0 ? name : NULL;
}

/* The same for an open file, whose path is written to the buffer. A removed file is nobody's any more. */
static const char *open_as(int fd, char buffer[4096]) {
    char link[32];
    int before = errno;
    if (!prefix || fd == log_fd) {
        return NULL;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, 4095);
    errno = before;
    if (length <= 0 || buffer[0] != '/') {
        return NULL;
    }
    buffer[length] = 0;
    return strstr(buffer, " (deleted)") ? NULL : ours(buffer);
}

static void put(const void *data, size_t length) {
    const char *rest = data;
    while (length > 0) {
        ssize_t done = real_write(log_fd, rest, length);
        if (done < 0 && errno != EINTR) {
            abort(); /* a log with a gap would prove nothing */
        }
        if (done > 0) {
            rest += done;
            length -= (size_t) done;
        }
    }
}

static void record(char kind, const char *name, uint64_t offset, uint64_t length, const void *data) {
    if (log_fd < 0) {
        return;
    }
    char head[2 + LONGEST + 16];
    size_t named = strnlen(name, LONGEST);
    head[0] = kind;
    head[1] = (char) named;
    memcpy(head + 2, name, named);
    memcpy(head + 2 + named, &offset, 8);
    memcpy(head + 2 + named + 8, &length, 8);
    int before = errno;
    put(head, 2 + named + 16);
    if (data) {
        put(data, length);
    }
    errno = before;
}

ssize_t write(int fd, const void *data, size_t length) {
    char buffer[4096];
    const char *name = real_write ? open_as(fd, buffer) : NULL;
    if (!name) {
        return real_write ? real_write(fd, data, length) : (errno = EAGAIN, -1);
    }
    pthread_mutex_lock(&order);
    ssize_t done = real_write(fd, data, length);
    if (done > 0) { /* where it began: also right for a file that is only appended to */
        record('w', name, (uint64_t) (lseek64(fd, 0, SEEK_CUR) - done), (uint64_t) done, data);
    }
    pthread_mutex_unlock(&order);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    char buffer[4096];
    const char *name = open_as(fd, buffer);
    if (!name) {
        return real_pwrite(fd, data, length, offset);
    }
    pthread_mutex_lock(&order);
    ssize_t done = real_pwrite(fd, data, length, offset);
    if (done > 0) {
        record('w', name, (uint64_t) offset, (uint64_t) done, data);
    }
    pthread_mutex_unlock(&order);
    return done;
}

int ftruncate64(int fd, off64_t length) {
    char buffer[4096];
    const char *name = open_as(fd, buffer);
    if (!name) {
        return real_truncate(fd, length);
    }
    pthread_mutex_lock(&order);
    int failed = real_truncate(fd, length);
    if (!failed) {
        record('t', name, (uint64_t) length, 0, NULL);
    }
    pthread_mutex_unlock(&order);
    return failed;
}

static int sync_by(int (*real)(int), int fd) {
    char buffer[4096];
    const char *name = open_as(fd, buffer);
    if (!name) {
        return real(fd);
    }
    pthread_mutex_lock(&order);
    if (delay_ms > 0) {
        struct timespec pause = {delay_ms / 1000, delay_ms % 1000 * 1000000};
        while (nanosleep(&pause, &pause) != 0) {
        }
    }
    int failed;
    if (++syncs == fail_at) {
        failed = -1;
        errno = EIO;
    } else {
        failed = real(fd);
    }
    if (!failed) {
        record('s', name, 0, 0, NULL);
    }
    pthread_mutex_unlock(&order);
    return failed;
}

int fsync(int fd) { return sync_by(real_fsync, fd); }

int fdatasync(int fd) { return sync_by(real_fdatasync, fd); }

int unlink(const char *path) {
    const char *name = ours(path);
    if (!name) {
        return real_unlink(path);
    }
    pthread_mutex_lock(&order);
    int failed = real_unlink(path);
    if (!failed) {
        record('u', name, 0, 0, NULL);
    }
    pthread_mutex_unlock(&order);
    return failed;
}

/* Other names of the same calls. */
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

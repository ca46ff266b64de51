/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Checks in a guest: each is a line, "ok: ..." or "FAILED: ...".
 */
#ifndef VQSMITH_TESTS_LINUX_CHECKS_H
#define VQSMITH_TESTS_LINUX_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

/* One line; false counts as a failure. */
void check(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether two numbers are the same; both are told otherwise. */
void equal(long found, long expected, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

unsigned int checks_failed(void);

/* A file of sysfs into a buffer, as text without its newline. False: cannot be read. */
bool read_text(const char *path, char *text, size_t size);

/* 0 or -errno. */
int write_text(const char *path, const char *text);

#endif

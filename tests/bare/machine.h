/* SPDX-License-Identifier: BSD-3-Clause */
/* What a program on the bare `virt` machine has: a console, a clock, an end. */
#ifndef VQSMITH_TESTS_BARE_MACHINE_H
#define VQSMITH_TESTS_BARE_MACHINE_H

#include <stdint.h>

void machine_print(const char *format, ...); /* of printf: %s %d %u %x %llu %c */
uint64_t machine_milliseconds(void *self);
_Noreturn void machine_off(void);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* Private to the checks. */
#ifndef VQSMITH_TOOL_INDICES_H
#define VQSMITH_TOOL_INDICES_H

#include <stdbool.h>

struct queue;

/* Whether nothing but a type of 32 bits or more bounds how many there are. */
bool is_endless(const struct queue *queue);

#endif

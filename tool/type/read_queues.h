/* SPDX-License-Identifier: BSD-3-Clause */
/* What reading virtqueues and giving them their indices share. */
#ifndef VQSMITH_TOOL_READ_QUEUES_H
#define VQSMITH_TOOL_READ_QUEUES_H

#include "reader.h"

/* `count`, `beside` and `shifts`: how many there are, and where. */
void read_row(struct reader *reader, struct queue *queue, const struct node *map);

/* A configuration field by name, a single number; NULL: reported. */
const struct field *read_number_field(struct reader *reader, const struct node *node,
                                      const char *name, const char *otherwise);

/* Indices, when all are read. */
void number_queues(struct reader *reader);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* What reading families and reading their headers share. */
#ifndef VQSMITH_TOOL_READ_MESSAGES_H
#define VQSMITH_TOOL_READ_MESSAGES_H

#include "reader.h"

/* Reads `header` and `trailer`, or makes the default header; then the roles in them. */
void read_frame(struct reader *reader, struct family *family, const struct node *map);

/* The status of a family of one message: a field of its writable half. */
void read_single_status(struct reader *reader, struct family *family,
                        const struct node *map);

/* The key `ok` of a message, which has that of the family if it says nothing. */
void read_ok(struct reader *reader, struct message *message, const struct node *map);

/* The key `opcode` of a message: a number, or a class and a number. */
void read_opcode(struct reader *reader, const struct family *family,
                 struct message *message, const struct node *map);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The text of a description, by lines.
 */
#ifndef VQSMITH_TOOL_SOURCE_H
#define VQSMITH_TOOL_SOURCE_H

#include <stddef.h>

/* A longer description is refused. */
#define SOURCE_LIMIT (1 << 20)

struct source {
	char *name; /* as findings name it */
	char *text; /* NUL-terminated */
	size_t length;
	const char **lines; /* start of each line */
	unsigned int line_count;
};

/* Reads a file ("-": standard input). NULL with errno; EFBIG above 1 MiB. */
struct source *source_open(const char *path);
struct source *source_from_text(const char *name, const char *text, size_t length);

/* Bytes of a line, counted from 1, without its end. */
size_t source_line_length(const struct source *source, unsigned int line);

void source_destroy(struct source *source); /* takes NULL */

#endif

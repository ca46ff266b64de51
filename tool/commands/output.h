/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generated files on their way to the disk.
 */
#ifndef VQSMITH_TOOL_OUTPUT_H
#define VQSMITH_TOOL_OUTPUT_H

#include "command.h"
#include "description.h"
#include "generate.h"

/* Runs a generator; names that do not make C are printed as findings. */
enum outcome description_generate(struct description *description,
                                  const struct generate_kind *kind, struct generated *to);

/*
 * Writes the files into a directory, which is made if it is not there; "-":
 * to stdout, one after the other. A file is there whole or not at all; one
 * that is there already with the same text is left alone.
 */
enum outcome output_write(const struct generated *generated, const char *directory);

/* One file, as above. */
enum outcome output_file(const char *path, const char *text, size_t length);

/* mkdir -p */
enum outcome output_directory(const char *path);

/* The whole of a file, malloc'd and NUL-terminated; "-": stdin. NULL with errno. */
char *file_read(const char *path, size_t *length);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generators: each makes a few files of a model. One file of this directory
 * for each output; the table in generate.c lists them.
 *
 * A generator that finds no memory ends the program, with a word about it.
 */
#ifndef VQSMITH_TOOL_GENERATE_H
#define VQSMITH_TOOL_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "finding.h"
#include "model.h"

struct generated_file {
	char *name;
	char *text;
	size_t length;
	FILE *stream;
};

/* What a generator made. */
struct generated {
	struct generated_file **files;
	unsigned int count;
};

/* Begins a file and gives the stream that its text is written to. */
FILE *file_begin(struct generated *generated, const char *name_format, ...)
        __attribute__((format(printf, 2, 3)));
/* Ends the file that was begun last. */
void file_end(struct generated *generated);
void generated_fini(struct generated *generated);

struct generate_kind {
	const char *name;    /* as the command line has it */
	const char *summary; /* one line */
	void (*generate)(const struct model *model, struct generated *to);
	/* Whether it has words for all of it, findings if not; NULL: for everything. */
	bool (*can_do)(const struct model *model, struct findings *findings);
};

/* All kinds, up to one whose name is NULL. */
extern const struct generate_kind generate_kinds[];

const struct generate_kind *generate_kind_find(const char *name);

/*
 * Makes the files of a kind. False: names of the model do not make a C
 * program; the findings say which and why.
 */
bool generate(const struct generate_kind *kind, const struct model *model,
              struct generated *to, struct findings *findings);

void generate_header(const struct model *model, struct generated *to);
void generate_device(const struct model *model, struct generated *to);
void generate_driver(const struct model *model, struct generated *to);
void generate_linux(const struct model *model, struct generated *to);
bool linux_can_do(const struct model *model, struct findings *findings);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of generators, and the files that they make.
 */
#define _GNU_SOURCE /* vasprintf */
#include "generate.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

const struct generate_kind generate_kinds[] = {
	{ "header", "the device's interface in C, as the uapi headers of Linux have it",
	  generate_header, NULL },
	{ "device", "the device: typed handlers, of which the author writes the bodies",
	  generate_device, NULL },
	{ "driver", "a driver for programs in user space: typed calls and events",
	  generate_driver, NULL },
	{ "linux", "a kernel driver for Linux that stands alone", generate_linux,
	  linux_can_do },
	{ NULL, NULL, NULL, NULL },
};

const struct generate_kind *generate_kind_find(const char *name)
{
	for (const struct generate_kind *kind = generate_kinds; kind->name; kind++)
		if (strcmp(kind->name, name) == 0)
			return kind;
	return NULL;
}

bool generate(const struct generate_kind *kind, const struct model *model,
              struct generated *to, struct findings *findings)
{
	if (!names_check(model, findings) ||
	    (kind->can_do && !kind->can_do(model, findings)))
		return false;
	kind->generate(model, to);
	return true;
}

static void *must(void *memory)
{
	if (!memory) {
		fputs("vqsmith: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	return memory;
}

FILE *file_begin(struct generated *generated, const char *name_format, ...)
{
	struct generated_file *file = must(calloc(1, sizeof(*file)));
	va_list arguments;

	generated->files =
	        must(reallocarray(generated->files, generated->count + 1, sizeof(file)));
	generated->files[generated->count++] = file;
	va_start(arguments, name_format);
	if (vasprintf(&file->name, name_format, arguments) < 0)
		must(NULL);
	va_end(arguments);
	file->stream = must(open_memstream(&file->text, &file->length));
	return file->stream;
}

void file_end(struct generated *generated)
{
	struct generated_file *file = generated->files[generated->count - 1];

	if (fclose(file->stream) != 0)
		must(NULL);
	file->stream = NULL;
}

void generated_fini(struct generated *generated)
{
	for (unsigned int i = 0; i < generated->count; i++) {
		if (generated->files[i]->stream)
			fclose(generated->files[i]->stream);
		free(generated->files[i]->name);
		free(generated->files[i]->text);
		free(generated->files[i]);
	}
	free(generated->files);
	*generated = (struct generated){ 0 };
}

/* SPDX-License-Identifier: BSD-3-Clause */
/* The text of a description, by lines. */
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

static void find_lines(struct source *source)
{
	unsigned int count = 1, line = 1;

	for (size_t i = 0; i < source->length; i++)
		count += source->text[i] == '\n';
	source->lines = grow(NULL, count, sizeof(*source->lines));
	source->line_count = count;
	source->lines[0] = source->text;
	for (size_t i = 0; i < source->length; i++)
		if (source->text[i] == '\n')
			source->lines[line++] = source->text + i + 1;
}

struct source *source_from_text(const char *name, const char *text, size_t length)
{
	struct source *source;
	size_t name_size = strlen(name) + 1;

	if (length > SOURCE_LIMIT) {
		errno = EFBIG;
		return NULL;
	}
	source = grow(NULL, 1, sizeof(*source));
	source->name = memcpy(grow(NULL, name_size, 1), name, name_size);
	source->text = grow(NULL, length + 1, 1);
	if (length)
		memcpy(source->text, text, length);
	source->text[length] = 0;
	source->length = length;
	find_lines(source);
	return source;
}

static struct source *read_all(FILE *file, const char *name)
{
	char *text = grow(NULL, SOURCE_LIMIT + 1, 1);
	size_t length = fread(text, 1, SOURCE_LIMIT + 1, file);
	struct source *source = NULL;

	if (ferror(file))
		errno = errno ? errno : EIO;
	else
		source = source_from_text(name, text, length);
	free(text);
	return source;
}

struct source *source_open(const char *path)
{
	struct source *source;
	FILE *file;
	int error;

	if (strcmp(path, "-") == 0)
		return read_all(stdin, "standard input");
	file = fopen(path, "re");
	if (!file)
		return NULL;
	errno = 0;
	source = read_all(file, path);
	error = errno;
	fclose(file);
	errno = error;
	return source;
}

size_t source_line_length(const struct source *source, unsigned int line)
{
	const char *start = source->lines[line - 1];
	const char *end = line < source->line_count ? source->lines[line] - 1
	                                            : source->text + source->length;

	if (end > start && end[-1] == '\r')
		end--;
	return (size_t)(end - start);
}

void source_destroy(struct source *source)
{
	if (!source)
		return;
	free(source->lines);
	free(source->text);
	free(source->name);
	free(source);
}

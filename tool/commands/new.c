/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith new`: a directory with a small device type that works. Its files
 * are the ones of template/, with the name put in.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "output.h"
#include "places.h"
#include "runs.h"
#include "template.h"
#include "word.h"

static const struct {
	const char *name; /* %s: of the device type */
	const char *text;
} files[] = {
	{ "%s.yaml", template_yaml },
	{ "%s.c", template_c },
	{ "Makefile", template_makefile },
	{ "README.md", template_readme },
};

static void put_upper(FILE *out, const char *name)
{
	for (; *name; name++)
		fputc(toupper((unsigned char)*name), out);
}

/* What stands for the placeholder at `text`; how long that is. Any other @ is itself. */
static size_t put_place(FILE *out, const char *text, const char *name,
                        const char *program)
{
	if (strncmp(text, "@name@", 6) == 0) {
		fputs(name, out);
		return 6;
	}
	if (strncmp(text, "@NAME@", 6) == 0) {
		put_upper(out, name);
		return 6;
	}
	if (strncmp(text, "@vqsmith@", 9) == 0) {
		fputs(program, out);
		return 9;
	}
	if (*text)
		fputc(*text, out);
	return *text ? 1 : 0;
}

/* The text with @name@, @NAME@ and @vqsmith@ filled in. */
static char *fill(const char *text, const char *name, const char *program, size_t *length)
{
	char *filled = NULL;
	FILE *out = open_memstream(&filled, length);

	if (!out)
		return NULL;
	while (*text) {
		size_t plain = strcspn(text, "@");

		fwrite(text, 1, plain, out);
		text += plain;
		text += put_place(out, text, name, program);
	}
	return fclose(out) == 0 ? filled : NULL;
}

static enum outcome file_make(unsigned int index, const char *name, const char *program)
{
	char file[PATH_MAX], path[PATH_MAX];
	enum outcome outcome = FAILED;
	size_t length;
	char *text = fill(files[index].text, name, program, &length);

	if (strchr(files[index].name, '%'))
		snprintf(file, sizeof(file), "%s%s", name,
		         strchr(files[index].name, '.'));
	else
		snprintf(file, sizeof(file), "%s", files[index].name);
	if (text && snprintf(path, sizeof(path), "%s/%s", name, file) < PATH_MAX)
		outcome = output_file(path, text, length);
	free(text);
	if (outcome == DONE)
		printf("  %s\n", path);
	return outcome;
}

enum outcome run_new(const struct arguments *arguments)
{
	const char *name = arguments->words[0];
	enum outcome outcome = DONE;
	struct places places;

	if (!is_name(name) || is_c_word(name))
		return trouble(
		        MISUSED,
		        "'%s' cannot be the name of a device type: it has at most %d "
		        "lower-case letters, digits and _, starts with a letter, and "
		        "is no word of C",
		        name, NAME_LENGTH);
	if (!places_find(&places))
		return FAILED;
	if (mkdir(name, 0777) != 0)
		return trouble(FAILED, "cannot make the directory %s: %s%s", name,
		               strerror(errno),
		               errno == EEXIST ? "; choose another name, or remove it"
		                               : "");
	printf("Made:\n");
	for (unsigned int i = 0; i < sizeof(files) / sizeof(*files) && outcome == DONE;
	     i++)
		outcome = file_make(i, name, places.program);
	if (outcome == DONE)
		printf("\nNow: cd %s && make, and then ./%s --socket %s.sock\n", name,
		       name, name);
	return outcome;
}

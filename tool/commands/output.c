/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Writes files.
 */
#include "output.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What `call` and the like may read at the most. */
#define FILE_LIMIT (64u << 20)

enum outcome description_generate(struct description *description,
                                  const struct generate_kind *kind, struct generated *to)
{
	if (generate(kind, description->model, to, &description->findings))
		return DONE;
	findings_print(&description->findings, description->source, stderr,
	               wants_colour(stderr));
	return REFUSED;
}

static char *stream_read(FILE *from, size_t *length)
{
	size_t room = 4096, used = 0;
	char *text = malloc(room + 1);

	while (text && !feof(from) && !ferror(from)) {
		used += fread(text + used, 1, room - used, from);
		if (used == room) {
			char *more =
			        room > FILE_LIMIT ? NULL : realloc(text, 2 * room + 1);

			if (!more) {
				free(text);
				errno = EFBIG;
				return NULL;
			}
			text = more;
			room *= 2;
		}
	}
	if (text)
		text[used] = '\0';
	*length = used;
	return text;
}

char *file_read(const char *path, size_t *length)
{
	FILE *from;
	char *text;

	if (strcmp(path, "-") == 0)
		return stream_read(stdin, length);
	from = fopen(path, "re");
	if (!from)
		return NULL;
	text = stream_read(from, length);
	if (text && ferror(from)) {
		free(text);
		text = NULL;
		errno = EIO;
	}
	fclose(from);
	return text;
}

static bool is_same(const char *path, const char *text, size_t length)
{
	size_t have;
	char *old = file_read(path, &have);
	bool same = old && have == length && memcmp(old, text, length) == 0;

	free(old);
	return same;
}

/* To a file beside it, which then takes its place. */
static bool write_beside(const char *path, const char *text, size_t length)
{
	char beside[PATH_MAX];
	FILE *out;
	bool fine;

	if (snprintf(beside, sizeof(beside), "%s.new", path) >= (int)sizeof(beside)) {
		errno = ENAMETOOLONG;
		return false;
	}
	out = fopen(beside, "we");
	if (!out)
		return false;
	fine = fwrite(text, 1, length, out) == length;
	fine &= fclose(out) == 0;
	if (fine && rename(beside, path) == 0)
		return true;
	unlink(beside);
	return false;
}

enum outcome output_file(const char *path, const char *text, size_t length)
{
	if (is_same(path, text, length) || write_beside(path, text, length))
		return DONE;
	return trouble(FAILED, "cannot write %s: %s", path, strerror(errno));
}

enum outcome output_directory(const char *path)
{
	char part[PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof(part))
		return trouble(FAILED, "%s: %s", path, strerror(ENAMETOOLONG));
	for (size_t i = 1; i <= length; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return trouble(FAILED, "cannot make the directory %s: %s", part,
			               strerror(errno));
	}
	return DONE;
}

enum outcome output_write(const struct generated *generated, const char *directory)
{
	bool print = strcmp(directory, "-") == 0;
	enum outcome outcome = print ? DONE : output_directory(directory);

	for (unsigned int i = 0; i < generated->count && outcome == DONE; i++) {
		const struct generated_file *file = generated->files[i];
		char path[PATH_MAX];

		if (print) {
			fwrite(file->text, 1, file->length, stdout);
			continue;
		}
		if (snprintf(path, sizeof(path), "%s/%s", directory, file->name) >=
		    (int)sizeof(path))
			return trouble(FAILED, "%s: %s", directory,
			               strerror(ENAMETOOLONG));
		outcome = output_file(path, file->text, file->length);
	}
	return outcome;
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `--save FIELD=FILE`: the bytes of a field of a reply, as they came, into a file.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"

static bool has_bytes(const struct vqs_field *field)
{
	return field->extent >= VQS_COUNTED ||
	       (field->extent == VQS_ARRAY && field->kind == VQS_U8);
}

enum outcome save_find(const char *text, struct value_fields fields, struct save *save)
{
	const char *equals = strchr(text, '=');
	char name[64];

	if (!equals || !equals[1])
		return trouble(MISUSED, "--save takes FIELD=FILE, not '%s'", text);
	snprintf(name, sizeof(name), "%.*s",
	         (int)(equals - text < 63 ? equals - text : 63), text);
	save->path = equals + 1;
	save->field = value_field_find(fields, name);
	if (!save->field)
		return trouble(MISUSED, "--save: the reply has no field '%s'", name);
	if (!has_bytes(save->field))
		return trouble(MISUSED, "--save: %s is a value, not data", name);
	return DONE;
}

static bool write_field(FILE *file, const struct vqs_field *field, const void *native)
{
	const void *at = (const char *)native + field->memory;
	struct vqs_segment piece;
	struct vqs_span span;

	if (field->extent == VQS_ARRAY)
		return fwrite(at, 1, field->count, file) == field->count;
	span = *(const struct vqs_span *)at;
	while (vqs_span_next(&span, &piece))
		if (fwrite(piece.base, 1, piece.length, file) != piece.length)
			return false;
	return true;
}

enum outcome save_write(const struct save *save, const void *native)
{
	bool standard = strcmp(save->path, "-") == 0;
	FILE *file = standard ? stdout : fopen(save->path, "wb");
	bool fine = file && write_field(file, save->field, native);

	if (file && standard)
		fine = fflush(file) == 0 && fine;
	else if (file)
		fine = fclose(file) == 0 && fine;
	if (fine)
		return DONE;
	return trouble(FAILED, "%s: cannot write: %s", save->path, strerror(errno));
}

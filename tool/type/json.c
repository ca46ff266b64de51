/* SPDX-License-Identifier: BSD-3-Clause */
/* What every printer of JSON needs. */
#include "json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "utf8.h"

void json_put_text(json_t *object, const char *key, const char *text)
{
	size_t length, at = 0;
	char *copy;

	if (!text)
		return;
	length = strlen(text);
	copy = memcpy(grow(NULL, length + 1, 1), text, length + 1);
	while (at < length) {
		uint32_t code;
		unsigned int taken = utf8_next(copy + at, length - at, &code);

		if (taken == 0)
			copy[at] = '?';
		at += taken ? taken : 1;
	}
	json_object_set_new(object, key, json_string(copy));
	free(copy);
}

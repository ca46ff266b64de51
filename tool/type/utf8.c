/* SPDX-License-Identifier: BSD-3-Clause */
/* UTF-8, and what of it may be shown. */
#include "utf8.h"

#include <stdio.h>
#include <string.h>

struct range {
	uint32_t from, to;
};

static bool within(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}

/* How many bytes a character has that starts with `byte`; 0: none starts so. */
static unsigned int length_of(unsigned char byte)
{
	if (byte < 0x80)
		return 1;
	if (byte >= 0xc2 && byte <= 0xdf)
		return 2;
	if (byte >= 0xe0 && byte <= 0xef)
		return 3;
	if (byte >= 0xf0 && byte <= 0xf4)
		return 4;
	return 0;
}

unsigned int utf8_next(const char *text, size_t left, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)text;
	unsigned int length = left ? length_of(bytes[0]) : 0;

	if (length == 0 || length > left)
		return 0;
	*code = length == 1 ? bytes[0] : bytes[0] & (0x7fU >> length);
	for (unsigned int i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (bytes[i] & 0x3f);
	}
	if (*code < least[length] || *code > 0x10ffff ||
	    (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return length;
}

unsigned int utf8_width(uint32_t code)
{
	static const struct range wide[] = {
		{ 0x1100, 0x115f }, { 0x2e80, 0xa4cf },   { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },
		{ 0xffe0, 0xffe6 }, { 0x1f300, 0x1faff }, { 0x20000, 0x3fffd },
	};

	if (code >= 0x300 && code <= 0x36f)
		return 0;
	return within(wide, sizeof(wide) / sizeof(wide[0]), code) ? 2 : 1;
}

bool utf8_is_safe(uint32_t code)
{
	static const struct range bad[] = {
		{ 0, 0x1f },          { 0x7f, 0x9f },     { 0xad, 0xad },
		{ 0x61c, 0x61c },     { 0x200b, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f },   { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
		{ 0xe0000, 0xe0fff },
	};

	return !within(bad, sizeof(bad) / sizeof(bad[0]), code);
}

unsigned int utf8_show(const char *text, size_t left, char shown[SHOWN_SIZE],
                       unsigned int *width)
{
	uint32_t code = 0;
	unsigned int length = utf8_next(text, left, &code);

	if (length && utf8_is_safe(code)) {
		memcpy(shown, text, length);
		shown[length] = 0;
		*width = utf8_width(code);
		return length;
	}
	if (length > 1)
		*width = (unsigned int)snprintf(shown, SHOWN_SIZE, "\\u{%x}", code);
	else
		*width = (unsigned int)snprintf(shown, SHOWN_SIZE, "\\x%02x",
		                                (unsigned char)text[0]);
	return length ? length : 1;
}

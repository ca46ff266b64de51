/* SPDX-License-Identifier: BSD-3-Clause */
/* Names, numbers, and what somebody who misspelled one may have meant. */
#include "word.h"

#include <string.h>

static bool is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool is_name(const char *text)
{
	size_t length = strlen(text);

	if (length == 0 || length > NAME_LENGTH || !is_lower(text[0]))
		return false;
	for (size_t i = 1; i < length; i++)
		if (!is_lower(text[i]) && !is_digit(text[i]))
			return false;
	return true;
}

bool is_c_word(const char *text)
{
	static const char *const words[] = {
		"asm",       "auto",     "bool",     "break",    "case",      "char",
		"class",     "const",    "continue", "default",  "delete",    "do",
		"double",    "else",     "enum",     "extern",   "false",     "float",
		"for",       "goto",     "if",       "inline",   "int",       "long",
		"namespace", "new",      "operator", "private",  "protected", "public",
		"register",  "restrict", "return",   "short",    "signed",    "sizeof",
		"static",    "struct",   "switch",   "template", "this",      "true",
		"typedef",   "typeof",   "union",    "unsigned", "virtual",   "void",
		"volatile",  "while",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

bool is_reserved_name(const char *text)
{
	static const char *const words[] = { "reserved", "padding", "unused" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i]);

		if (strncmp(text, words[i], length) == 0 &&
		    text[length + strspn(text + length, "0123456789_")] == 0)
			return true;
	}
	return false;
}

static int digit_of(char c, unsigned int base)
{
	if (is_digit(c))
		return c - '0';
	if (base == 16 && c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (base == 16 && c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static enum number_error parse_digits(const char *text, unsigned int base,
                                      uint64_t *number)
{
	uint64_t sum = 0;
	bool large = false;

	if (*text == 0)
		return NUMBER_NONE;
	for (; *text; text++) {
		int digit = digit_of(*text, base);

		if (digit < 0)
			return NUMBER_NONE;
		large |= sum > (UINT64_MAX - (uint64_t)digit) / base;
		sum = sum * base + (uint64_t)digit;
	}
	*number = sum;
	return large ? NUMBER_LARGE : NUMBER_FINE;
}

enum number_error parse_number(const char *text, uint64_t *number)
{
	enum number_error error;

	if (strncmp(text, "0x", 2) == 0)
		return parse_digits(text + 2, 16, number);
	if (text[0] == '-' && parse_digits(text + 1, 10, number) == NUMBER_FINE)
		return NUMBER_NEGATIVE;
	error = parse_digits(text, 10, number);
	if (error != NUMBER_NONE && text[0] == '0' && text[1])
		return NUMBER_OCTAL;
	return error;
}

static unsigned int least(unsigned int a, unsigned int b, unsigned int c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

/* Letters to insert, delete or replace until one word is the other. */
static unsigned int distance(const char *from, const char *to)
{
	size_t width = strlen(to);
	unsigned int row[NAME_LENGTH + 1];

	for (unsigned int i = 0; i <= width; i++)
		row[i] = i;
	for (unsigned int y = 1; *from; from++, y++) {
		unsigned int corner = row[0];

		row[0] = y;
		for (size_t x = 1; x <= width; x++) {
			unsigned int above = row[x];

			row[x] = least(above + 1, row[x - 1] + 1,
			               corner + (*from != to[x - 1]));
			corner = above;
		}
	}
	return row[width];
}

void guess_offer(struct guess *guess, const char *candidate)
{
	size_t length = strlen(guess->word);
	unsigned int apart;

	if (length > NAME_LENGTH || strlen(candidate) > NAME_LENGTH ||
	    guess->offers++ > 256)
		return;
	apart = distance(guess->word, candidate);
	if (apart > (length < 3 ? 1 : length / 3 + 1) || apart >= length)
		return;
	if (guess->nearest && apart >= guess->distance)
		return;
	guess->nearest = candidate;
	guess->distance = apart;
}

/* NUMBER or NUMBER..NUMBER; false: it is neither. */
bool parse_range(const char *text, uint64_t *first, uint64_t *last)
{
	const char *dots = strstr(text, "..");
	size_t length = dots ? (size_t)(dots - text) : strlen(text);
	char number[24];

	if (length >= sizeof(number))
		return false;
	memcpy(number, text, length);
	number[length] = 0;
	if (parse_number(number, first) != NUMBER_FINE)
		return false;
	*last = *first;
	return !dots || parse_number(dots + 2, last) == NUMBER_FINE;
}

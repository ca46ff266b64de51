/* SPDX-License-Identifier: BSD-3-Clause */
/* Names, numbers, and what somebody who misspelled one may have meant. */
#ifndef VQSMITH_TOOL_WORD_H
#define VQSMITH_TOOL_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAME_LENGTH 48

/* A lower-case C identifier of at most NAME_LENGTH letters. */
bool is_name(const char *text);

/* A word of C, or one that the kernel or C++ gives a meaning. */
bool is_c_word(const char *text);

/* reserved, padding, unused, with or without digits. */
bool is_reserved_name(const char *text);

enum number_error {
	NUMBER_FINE,
	NUMBER_NONE,  /* not a number */
	NUMBER_OCTAL, /* starts with 0: not clear which */
	NUMBER_NEGATIVE,
	NUMBER_LARGE, /* above 64 bits */
};

/* Decimal or 0x. */
enum number_error parse_number(const char *text, uint64_t *number);

/* A number, or the first and the last: 0x80..0xff. */
bool parse_range(const char *text, uint64_t *first, uint64_t *last);

/* The nearest of several words, if any is near. Offer them all, then ask. */
struct guess {
	const char *word;
	const char *nearest; /* or NULL */
	unsigned int distance, offers;
};

void guess_offer(struct guess *guess, const char *candidate);

#endif

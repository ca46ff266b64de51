/* SPDX-License-Identifier: BSD-3-Clause */
/* The fuzzer's bytes, taken one after another; zeros when they are used up. */
#ifndef VQSMITH_FUZZ_INPUT_H
#define VQSMITH_FUZZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct input {
	const uint8_t *bytes;
	size_t left;
};

static inline uint8_t input8(struct input *input)
{
	if (input->left == 0)
		return 0;
	input->left--;
	return *input->bytes++;
}

static inline uint16_t input16(struct input *input)
{
	uint16_t low = input8(input);

	return (uint16_t)(low | input8(input) << 8);
}

static inline uint32_t input32(struct input *input)
{
	uint32_t low = input16(input);

	return low | (uint32_t)input16(input) << 16;
}

static inline uint64_t input64(struct input *input)
{
	uint64_t low = input32(input);

	return low | (uint64_t)input32(input) << 32;
}

/* What must hold whatever the input: a failure is a finding. */
#define MUST(condition)                                                                  \
	do {                                                                             \
		if (!(condition)) {                                                      \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__,       \
			        #condition);                                             \
			abort();                                                         \
		}                                                                        \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif

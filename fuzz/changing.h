/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * With CHANGING: memory that changes during a call. Whenever lib/ring reads shared memory
 * (changing_reads.h), the fuzzer may write there first, before the reads and to the places that
 * the input says. What a second thread does by luck, this does at every place, and again by the
 * same input.
 */
#ifndef VQSMITH_FUZZ_CHANGING_H
#define VQSMITH_FUZZ_CHANGING_H

#include "input.h"

#ifdef CHANGING
#include "changing_reads.h"

#define CHANGES 4

static struct changing {
	unsigned char *bytes;
	struct change {
		uint16_t read, offset; /* before which read of the call, where */
		uint8_t value;
	} changes[CHANGES];
	unsigned int count, reads;
} changing;

void changing_before_read(void)
{
	for (unsigned int i = 0; i < changing.count; i++)
		if (changing.changes[i].read == changing.reads)
			changing.bytes[changing.changes[i].offset] ^=
			        changing.changes[i].value;
	changing.reads++;
}

static inline void changing_plan(void *bytes, uint16_t size, struct input *input)
{
	changing.bytes = bytes;
	changing.reads = 0;
	changing.count = input8(input) % (CHANGES + 1);
	for (unsigned int i = 0; i < changing.count; i++) {
		changing.changes[i].read = input8(input);
		changing.changes[i].offset = input16(input) % size;
		changing.changes[i].value = input8(input);
	}
}

static inline void changing_stop(void)
{
	changing.count = 0;
}
#else
static inline void changing_plan(void *bytes, uint16_t size, struct input *input)
{
	(void)bytes;
	(void)size;
	(void)input;
}

static inline void changing_stop(void)
{
}
#endif

#endif

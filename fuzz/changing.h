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
#define LAST    8

static struct changing {
	unsigned char *bytes;
	uint16_t size;
	const void *last[LAST]; /* what was read last */
	struct change {
		uint8_t read; /* before which read of the call */
		uint8_t back; /* 0..7: what was read so many reads ago; else `offset` */
		uint16_t offset; /* from there, or in all */
		uint8_t value;
	} changes[CHANGES];
	unsigned int count, reads;
} changing;

/* Where it is, if it is in the memory that changes. */
static void changing_make(const struct change *change)
{
	uintptr_t first = (uintptr_t)changing.bytes, at = first + change->offset;

	if (change->back < LAST)
		at = (uintptr_t)
		             changing.last[(changing.reads - 1u - change->back) % LAST] +
		     change->offset % 8;
	if (at >= first && at < first + changing.size)
		changing.bytes[at - first] ^= change->value;
}

void changing_before_read(const void *at)
{
	for (unsigned int i = 0; i < changing.count; i++)
		if (changing.changes[i].read == changing.reads)
			changing_make(&changing.changes[i]);
	changing.last[changing.reads++ % LAST] = at;
}

static inline void changing_plan(void *bytes, uint16_t size, struct input *input)
{
	changing = (struct changing){ .bytes = bytes, .size = size };
	changing.count = input8(input) % (CHANGES + 1);
	for (unsigned int i = 0; i < changing.count; i++) {
		changing.changes[i].read = input8(input) % 64;
		changing.changes[i].back = input8(input) % (LAST + 2);
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

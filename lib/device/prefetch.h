/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a batch is going to touch of the driver's memory is asked for when the
 * batch is taken, so that its cache misses overlap: the lines come from another
 * processor. Of a buffer to be written the first two, where the fixed parts are and a
 * short message ends; what is longer comes in order, and processors see that by themselves.
 */
#ifndef VQSMITH_LIB_DEVICE_PREFETCH_H
#define VQSMITH_LIB_DEVICE_PREFETCH_H

#include <vqsmith/ring.h>

#include "../ring/compiler.h"

#define CACHE_LINE 64

/*
 * The starts of chains to be read, where messages have what says which they are; four at a
 * time, so that it takes little besides. Up to three at the end go without: a batch that is
 * no more is read before this could help.
 */
static inline void prefetch_starts(const struct vqs_chain *chains, unsigned int count)
{
	for (; count >= 4; chains += 4, count -= 4) {
		__builtin_prefetch(chains[0].segments->base);
		__builtin_prefetch(chains[1].segments->base);
		__builtin_prefetch(chains[2].segments->base);
		__builtin_prefetch(chains[3].segments->base);
	}
}

static inline void prefetch_to_write(const struct vqs_segment *segment)
{
	const char *at = segment->base;

	vqs_shared_want(at);
	if (segment->length > CACHE_LINE)
		vqs_shared_want(at + CACHE_LINE);
}

#endif

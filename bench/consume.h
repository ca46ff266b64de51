/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device that has no more to do than to look at each segment of what it takes: what the
 * device end of the ring is measured with.
 *
 * Neutral: nothing here knows more of a queue than its header says.
 */
#ifndef VQSMITH_BENCH_CONSUME_H
#define VQSMITH_BENCH_CONSUME_H

#include <stdint.h>
#include <stdlib.h>

#include <vqsmith/ring.h>

#define MOST_BATCH    32
#define MOST_SEGMENTS 512

struct consumer {
	struct vqs_device_ring ring;
	struct vqs_chain chains[MOST_BATCH];
	struct vqs_segment segments[MOST_SEGMENTS];
	struct vqs_used used[MOST_BATCH];
	uint64_t seen; /* so that looking at the segments is not optimised away */
	unsigned int notified;
};

/* Not inlined, so that callgrind finds it; as a device's own code would be. */
__attribute__((noinline)) static void measured_device(struct consumer *consumer,
                                                      unsigned int batch)
{
	int taken = vqs_device_ring_take(&consumer->ring, consumer->chains, batch,
	                                 consumer->segments, MOST_SEGMENTS);
	const struct vqs_chain *end = consumer->chains + taken;
	struct vqs_used *used = consumer->used;
	uint64_t seen = 0;

	for (const struct vqs_chain *chain = consumer->chains; chain < end; chain++) {
		const struct vqs_segment *segment = chain->segments;
		const struct vqs_segment *last =
		        segment + chain->readable + chain->writable;

		do
			seen += (uintptr_t)segment->base + segment->length;
		while (++segment != last);
		*used++ = chain->used;
	}
	if (taken > 0 &&
	    vqs_device_ring_give(&consumer->ring, consumer->used, (unsigned int)taken))
		abort();
	consumer->seen += seen;
	consumer->notified += vqs_device_ring_must_notify(&consumer->ring);
}

#endif

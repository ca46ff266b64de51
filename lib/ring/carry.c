/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, both formats: saved in one place, and restored in another. Chains travel by
 * the driver's addresses, and so nothing of the ring has to be as it was: of a packed
 * ring the descriptors of a chain that is held may be written over by then.
 */
#include <vqsmith/ring.h>

#include <errno.h>

#include "carry.h"
#include "collect.h"
#include "packed_layout.h"

void vqs_device_ring_save(const struct vqs_device_ring *queue,
                          struct vqs_ring_state *state)
{
	state->position = vqs_device_ring_position(queue);
	state->used = queue->packed ? 0 : queue->next_used;
	state->held = (uint16_t)vqs_device_ring_held(queue);
}

/* What the driver calls it. False: it is in no region whole. */
static bool find_guest(const struct vqs_memory *memory, const struct vqs_segment *segment,
                       uint64_t *guest)
{
	const uintptr_t at = (uintptr_t)segment->base;

	for (unsigned int i = 0; i < memory->count; i++) {
		const struct vqs_region *region = &memory->regions[i];
		const uintptr_t start = (uintptr_t)region->host;

		if (at < start || at - start >= region->size ||
		    segment->length > region->size - (at - start))
			continue;
		*guest = region->guest + (at - start);
		return true;
	}
	return false;
}

int vqs_device_ring_save_chain(const struct vqs_device_ring *queue,
                               const struct vqs_chain *chain, struct vqs_buffer *buffers,
                               size_t room)
{
	const uint32_t count = chain->readable + chain->writable;

	if (count > room)
		return -ENOSPC;
	for (uint32_t i = 0; i < count; i++) {
		buffers[i].length = chain->segments[i].length;
		if (!find_guest(queue->memory, &chain->segments[i], &buffers[i].address))
			return -EINVAL;
	}
	return (int)count;
}

/* ---- Restoring ------------------------------------------------------------- */

/* The used index is the driver's to spoil; the state's is not. */
static int restore_split(struct vqs_device_ring *queue,
                         const struct vqs_ring_state *state)
{
	uint16_t held = queue->next_available - state->used;

	if (held > queue->ring.size || held != state->held)
		return -EINVAL;
	queue->next_used = state->used;
	queue->carried_slots = held;
	return 0;
}

/* Position 0 is as good as any: it is not that of a queue just made. */
static int restore_packed(struct vqs_device_ring *queue,
                          const struct vqs_ring_state *state)
{
	const uint16_t available = (uint16_t)state->position, size = queue->ring.size;
	const uint16_t used = (uint16_t)(state->position >> 16);
	int32_t held = (available & ~VQS_PACKED_WRAP) - (used & ~VQS_PACKED_WRAP);

	if ((available ^ used) & VQS_PACKED_WRAP)
		held += size;
	if ((available & ~VQS_PACKED_WRAP) >= size || (used & ~VQS_PACKED_WRAP) >= size ||
	    held < state->held || held > size || (held > 0) != (state->held > 0))
		return -EINVAL;
	queue->next_available = available & (uint16_t)~VQS_PACKED_WRAP;
	queue->available_flags = vqs_packed_available_flags(available & VQS_PACKED_WRAP);
	queue->next_used = used & (uint16_t)~VQS_PACKED_WRAP;
	queue->used_tail = vqs_packed_used_tail(used & VQS_PACKED_WRAP);
	queue->entries_held = (uint32_t)held;
	queue->carried_slots = (uint32_t)held;
	return 0;
}

int vqs_carry_restore(struct vqs_device_ring *queue, const struct vqs_ring_state *state)
{
	int error;

	if (!queue->packed && state->position != queue->next_available)
		return -EINVAL;
	error = queue->packed ? restore_packed(queue, state)
	                      : restore_split(queue, state);
	if (error)
		return error;
	queue->carried = state->held;
	/* where the next notification is wanted, which init may not have known */
	vqs_device_ring_expect(queue);
	return 0;
}

int vqs_device_ring_restore(struct vqs_device_ring *queue,
                            const struct vqs_ring_state *state)
{
	if (vqs_features_has(&queue->ring.features, VQS_F_IN_ORDER))
		return 0;
	return vqs_carry_restore(queue, state);
}

/* Whether the rest of what is carried has entries enough, and the last one all of them. */
static bool is_known(const struct vqs_device_ring *queue,
                     const struct vqs_carried_chain *carried)
{
	const uint32_t others = queue->carried - 1;

	if (queue->carried == 0 || carried->id >= queue->ring.size ||
	    queue->held[carried->id])
		return false;
	if (!queue->packed)
		return carried->slots == 1;
	return carried->slots > 0 && carried->slots <= queue->carried_slots - others &&
	       (others > 0 || carried->slots == queue->carried_slots);
}

static enum vqs_fault collect(struct vqs_device_ring *queue,
                              struct vqs_collector *collector,
                              struct vqs_collect_rest *rest,
                              const struct vqs_carried_chain *carried,
                              struct vqs_chain *chain)
{
	enum vqs_fault fault = VQS_FAULT_NONE;

	vqs_collect_begin(collector, chain);
	for (uint32_t i = 0; !fault && i < carried->readable + carried->writable; i++) {
		collector->now = (struct vqs_descriptor){
			.address = carried->buffers[i].address,
			.length = carried->buffers[i].length,
			.flags = i < carried->readable ? 0 : VQS_DESCRIPTOR_WRITE,
		};
		fault = vqs_collect(collector, rest, queue, chain);
	}
	return fault;
}

int vqs_device_ring_restore_chain(struct vqs_device_ring *queue,
                                  const struct vqs_carried_chain *carried,
                                  struct vqs_chain *chain, struct vqs_segment *segments,
                                  size_t room)
{
	struct vqs_collector collector = { .next = segments };
	struct vqs_collect_rest rest = {
		.end = segments + (room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST)
	};
	enum vqs_fault fault;

	if (queue->fault || !is_known(queue, carried) ||
	    carried->writable > UINT32_MAX - carried->readable)
		return -EINVAL;
	fault = collect(queue, &collector, &rest, carried, chain);
	if (!fault)
		fault = vqs_collect_finish(collector.next, collector.length,
		                           rest.writable, chain);
	if (fault)
		return fault == VQS_FAULT_TOO_LONG ? -ENOSPC : -EINVAL;
	chain->id = carried->id;
	chain->slots = carried->slots;
	queue->held[carried->id] = 1;
	queue->held_count++;
	queue->carried--;
	queue->carried_slots -= carried->slots;
	return (int)(collector.next - segments);
}

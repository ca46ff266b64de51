/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: chains that are not as they usually are, out of the loops'
 * way.
 */
#include "packed_batch.h"

#include <errno.h>

/* The loop for a chain that is not single is for those that follow, too. */
static void note_kind(struct vqs_device_ring *queue, size_t flags)
{
	if (queue->kind > VQS_PACKED_ALONE)
		return;
	if (flags & VQS_DESCRIPTOR_INDIRECT)
		queue->kind = VQS_PACKED_TABLES;
	else if (flags & VQS_DESCRIPTOR_NEXT)
		queue->kind = VQS_PACKED_LISTS;
}

/* What was added of a chain, in bytes. */
static uint64_t length_of(const struct vqs_chain *chain, const struct vqs_segment *next)
{
	uint64_t length = 0;

	for (const struct vqs_segment *now = chain->segments; now != next; now++)
		length += now->length;
	return length;
}

static enum vqs_fault collect(struct vqs_device_ring *queue, struct vqs_packed_walk *walk,
                              struct vqs_chain *chain, enum vqs_usual came)
{
	struct vqs_collector *const collector = &walk->collector;
	const bool at_hand = !(came & (VQS_STOPPED | VQS_LONG)); /* one not added */

	walk->free = (size_t)queue->ring.size - queue->entries_held;
	/* one chain by itself is only looked at when all of it was added */
	if (!walk->inside && walk->slots + at_hand > walk->free)
		return VQS_FAULT_LOOP;
	walk->stopped = came & VQS_STOPPED;
	if (walk->stopped && walk->entry == queue->ring_end)
		walk->entry = queue->ring.descriptors;
	walk->rest.writable = vqs_collect_writable(collector, came, chain);
	if (came & VQS_LONG)
		return vqs_collect_finish(collector->next, collector->length,
		                          walk->rest.writable, chain);
	return vqs_packed_collect(queue, walk, chain);
}

/* What is wrong with an id that the device cannot have. */
static enum vqs_fault id_fault(const struct vqs_device_ring *queue, size_t id)
{
	return id < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

enum vqs_packed_next vqs_packed_bad_id(const struct vqs_device_ring *queue,
                                       struct vqs_packed_batch *batch, size_t id)
{
	batch->fault = id_fault(queue, id);
	return VQS_PACKED_DONE;
}

/* A chain that was collected is the device's. */
static enum vqs_packed_next have(struct vqs_device_ring *queue,
                                 struct vqs_packed_batch *batch,
                                 const struct vqs_packed_walk *walk)
{
	struct vqs_chain *const chain = batch->chain;
	size_t id = vqs_packed_id(walk->entry);

	if (!vqs_packed_hold(queue, &id))
		return vqs_packed_bad_id(queue, batch, id);
	vqs_collect_name(chain, id, walk->slots);
	vqs_packed_taken(queue, batch, chain + 1, walk->collector.next, walk->slots);
	return VQS_PACKED_MORE;
}

static enum vqs_packed_next go_on(struct vqs_device_ring *queue,
                                  struct vqs_packed_batch *batch,
                                  struct vqs_packed_walk *walk, struct vqs_segment *next,
                                  uint64_t address, uint64_t half)
{
	struct vqs_collector *const collector = &walk->collector;

	collector->now = (struct vqs_descriptor){ .address = address,
		                                  .length = (uint32_t)half,
		                                  .flags = (uint16_t)(half >> 32) };
	collector->next = next;
	collector->length = length_of(batch->chain, next);
	walk->rest.end = batch->end;
	batch->fault = collect(queue, walk, batch->chain, (enum vqs_usual)(half >> 48));
	return batch->fault ? VQS_PACKED_DONE : have(queue, batch, walk);
}

enum vqs_packed_next vqs_packed_rest(struct vqs_device_ring *queue,
                                     struct vqs_packed_batch *batch,
                                     const unsigned char *entry, struct vqs_segment *next,
                                     uint64_t address, uint64_t half)
{
	struct vqs_packed_walk walk = {
		.entry = entry,
		.slots = (size_t)(next - batch->chain->segments),
	};

	note_kind(queue, (uint16_t)(half >> 32));
	return go_on(queue, batch, &walk, next, address, half);
}

enum vqs_packed_next
vqs_packed_table_rest(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
                      const unsigned char *row, const unsigned char *last,
                      struct vqs_segment *next, uint64_t address, uint64_t half)
{
	const size_t before = (size_t)(next - batch->chain->segments);
	struct vqs_packed_walk walk = {
		.entry = vqs_packed_entry(queue),
		.slots = 1,
		.inside = true,
		.table.base = row - before * VQS_DESCRIPTOR_BYTES,
	};

	walk.table.entries = (size_t)(last - walk.table.base) / VQS_DESCRIPTOR_BYTES + 1;
	return go_on(queue, batch, &walk, next, address, half);
}

int vqs_packed_result(struct vqs_device_ring *queue, const struct vqs_packed_batch *batch)
{
	/* a faulty chain is only latched when it comes first: the others can be given back */
	if (!batch->fault || batch->taken > 0)
		return (int)batch->taken;
	vqs_device_ring_break(queue, batch->fault);
	return -EIO;
}

int vqs_packed_rest_of_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                           uint64_t address, struct vqs_segment *next, size_t room,
                           uint64_t half)
{
	const unsigned char *entry = vqs_packed_entry(queue);
	struct vqs_packed_batch batch = {
		.chain = chain,
		.left = 1,
		.end = chain->segments + vqs_packed_room(room),
	};

	if (queue->entries_held == queue->ring.size) /* nothing can be available */
		return 0;
	entry += (size_t)(next - chain->segments) * VQS_DESCRIPTOR_BYTES;
	if (half >> 48 & VQS_LONG)
		entry -= VQS_DESCRIPTOR_BYTES;
	vqs_packed_rest(queue, &batch, entry, next, address, half);
	return vqs_packed_result(queue, &batch);
}

VQS_COLD int vqs_packed_fault_of_one(struct vqs_device_ring *queue, enum vqs_fault fault)
{
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

VQS_COLD int vqs_packed_bad_one(struct vqs_device_ring *queue, size_t id)
{
	return vqs_packed_fault_of_one(queue, id_fault(queue, id));
}

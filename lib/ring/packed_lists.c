/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: chains of any number of descriptors in the ring. */
#include "packed_batch.h"

/*
 * Which entries a chain may go through, where there are several chains. One by itself has
 * none of these: it stops at the ring's end, and how many it took is looked at behind it.
 */
struct reach {
	const unsigned char *stop;
	size_t again; /* behind that: at the ring's beginning */
};

VQS_HOT struct reach reach_of(const struct vqs_device_ring *queue,
                              const struct vqs_packed_batch *batch,
                              const unsigned char *entry)
{
	const size_t most = vqs_packed_most(queue, batch);
	const size_t left = (size_t)queue->ring.size - queue->next_available;

	if (most < left)
		return (struct reach){ entry + most * VQS_DESCRIPTOR_BYTES, 0 };
	return (struct reach){ entry + left * VQS_DESCRIPTOR_BYTES, most - left };
}

/* From one entry to the next. False: the chain cannot have it, or not in the usual way. */
VQS_HOT bool next_entry(const struct vqs_device_ring *queue,
                        struct vqs_packed_usual *usual, const unsigned char *const *stop,
                        struct reach *reach)
{
	size_t bytes;

	usual->at += VQS_DESCRIPTOR_BYTES;
	if (!VQS_SELDOM(usual->at == *stop))
		return true;
	if (!reach || reach->again == 0)
		return false;
	VQS_APART(); /* the size takes no register before */
	bytes = (size_t)queue->ring.size * VQS_DESCRIPTOR_BYTES;
	usual->at -= bytes;
	usual->reads ^= VQS_PACKED_BOTH;
	usual->writes ^= VQS_PACKED_BOTH;
	reach->stop = usual->at + reach->again * VQS_DESCRIPTOR_BYTES;
	reach->again = 0;
	return true;
}

/* Adds the descriptor at hand, which has NEXT and WRITE or not, and reads the next. */
VQS_HOT bool add_and_read(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                          const unsigned char *const *stop, struct reach *reach,
                          enum vqs_usual half, size_t *flags)
{
	const size_t now = half ? usual->writes : usual->reads;

	if (!vqs_packed_add(queue, usual))
		return vqs_packed_odd(usual, half, now);
	if (!next_entry(queue, usual, stop, reach))
		return vqs_packed_odd(usual, half | VQS_STOPPED, now);
	*flags = vqs_shared_field16(usual->at + VQS_PACKED_FLAGS);
	vqs_packed_read(&usual->now, usual->at);
	return true;
}

/* At the first descriptor of a chain. */
VQS_HOT void begin(struct vqs_device_ring *queue, struct vqs_packed_usual *usual)
{
	usual->chain->segments = usual->next;
	vqs_packed_read(&usual->now, usual->at);
	vqs_packed_begin(queue, usual);
}

/* Adds the last one. */
VQS_HOT bool add_last(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                      enum vqs_usual half, size_t flags)
{
	if (!vqs_packed_add(queue, usual))
		return vqs_packed_odd(usual, half, flags);
	return vqs_packed_end(usual, half, flags);
}

/* The writable half, and a last one that is writable, or the last one that is readable. */
VQS_HOT bool walk_on(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                     const unsigned char *const *stop, struct reach *reach, size_t flags)
{
	if (!reach) /* one register is enough for both */
		usual->writes = usual->reads | VQS_DESCRIPTOR_WRITE;
	if (flags == usual->writes) {
		vqs_packed_turn(usual);
		do {
			if (!add_and_read(queue, usual, stop, reach, VQS_WRITABLE,
			                  &flags))
				return false;
		} while (flags == usual->writes);
		if (VQS_SELDOM(flags + VQS_DESCRIPTOR_NEXT != usual->writes))
			return vqs_packed_odd(usual, VQS_WRITABLE, flags);
	} else {
		if (flags + VQS_DESCRIPTOR_NEXT + VQS_DESCRIPTOR_WRITE == usual->writes)
			return add_last(queue, usual, VQS_USUAL, flags);
		if (VQS_SELDOM(flags + VQS_DESCRIPTOR_NEXT != usual->writes))
			return vqs_packed_odd(usual, VQS_USUAL, flags);
		vqs_packed_turn(usual);
	}
	return add_last(queue, usual, VQS_WRITABLE, flags);
}

/* What there is instead of a usual chain in the ring, or VQS_UNUSUAL and the like. */
#define NOTHING ((enum vqs_usual)16)
#define TABLE   ((enum vqs_usual)17)

/*
 * Takes all of the chain whose first descriptor's flags these are, but for its id. These
 * flags vouch for the other descriptors: they were written last.
 */
VQS_HOT bool take_list(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                       const unsigned char *const *stop, struct reach *reach,
                       size_t flags)
{
	if (flags == usual->reads) {
		begin(queue, usual);
		do {
			if (!add_and_read(queue, usual, stop, reach, VQS_USUAL, &flags))
				return false;
		} while (flags == usual->reads);
	} else {
		const size_t differ = flags ^ usual->reads;

		usual->came = NOTHING;
		if (VQS_SELDOM(differ & VQS_PACKED_BOTH))
			return false;
		usual->came = TABLE;
		if (VQS_SELDOM((differ ^ VQS_DESCRIPTOR_NEXT) == queue->table_flags))
			return false;
		begin(queue, usual);
	}
	return walk_on(queue, usual, stop, reach, flags);
}

/* Up to that chain: each entry of the ring made a segment. */
VQS_HOT void taken(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
                   struct vqs_chain *chain, struct vqs_segment *next)
{
	vqs_packed_taken(queue, batch, chain, next, (size_t)(next - batch->next));
}

static VQS_COLD enum vqs_packed_next
leave(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
      struct vqs_chain *chain, const unsigned char *entry, struct vqs_segment *next,
      uint64_t address, uint64_t half)
{
	taken(queue, batch, chain, chain->segments);
	return vqs_packed_rest(queue, batch, entry, next, address, half);
}

static VQS_COLD enum vqs_packed_next bad_id(struct vqs_device_ring *queue,
                                            struct vqs_packed_batch *batch,
                                            struct vqs_chain *chain, size_t id)
{
	taken(queue, batch, chain, chain->segments);
	return vqs_packed_bad_id(queue, batch, id);
}

enum vqs_packed_next vqs_packed_take_lists(struct vqs_device_ring *queue,
                                           struct vqs_packed_batch *batch)
{
	struct vqs_packed_usual usual = {
		.at = vqs_packed_entry(queue),
		.reads = queue->available_flags | VQS_DESCRIPTOR_NEXT,
		.chain = batch->chain,
		.next = batch->next,
	};
	struct vqs_chain *last = usual.chain + batch->left;
	struct reach reach = reach_of(queue, batch, usual.at);
	size_t id, slots, flags;

	VQS_IN_MEMORY(last);
	VQS_IN_MEMORY(reach);
	if (reach.stop == usual.at)
		return VQS_PACKED_DONE;
	usual.writes = usual.reads | VQS_DESCRIPTOR_WRITE;
	VQS_KEEP(usual.writes);
	flags = vqs_packed_look_first(batch, usual.at);
	while (take_list(queue, &usual, &reach.stop, &reach, flags)) {
		slots = (size_t)(usual.next - usual.chain->segments);
		id = vqs_packed_id(usual.at);
		if (!vqs_packed_hold(queue, &id))
			return bad_id(queue, batch, usual.chain, id);
		vqs_collect_name(usual.chain, id, slots);
		usual.at += VQS_DESCRIPTOR_BYTES;
		usual.chain++;
		if (VQS_SELDOM(usual.at == reach.stop) || usual.chain == last) {
			taken(queue, batch, usual.chain, usual.next);
			return VQS_PACKED_MORE;
		}
		flags = vqs_packed_look(usual.at);
	}
	if (VQS_SELDOM(usual.came != NOTHING && usual.came != TABLE))
		return leave(queue, batch, usual.chain, usual.at, usual.next,
		             usual.now.address, vqs_packed_half(&usual));
	taken(queue, batch, usual.chain, usual.next);
	if (usual.came == NOTHING)
		return VQS_PACKED_DONE;
	batch->known = VQS_PACKED_KNOWN | (uint32_t)flags;
	queue->kind = VQS_PACKED_TABLES;
	return VQS_PACKED_MORE;
}

/*
 * The device cannot have so many entries. Where it has all of them nothing is available,
 * whatever the flags say that were read: nothing comes of that.
 */
static VQS_COLD int too_many(struct vqs_device_ring *queue)
{
	if (queue->entries_held == queue->ring.size)
		return 0;
	return vqs_packed_fault_of_one(queue, VQS_FAULT_LOOP);
}

/* At that entry; there is room for as many as the queue has. */
VQS_HOT int take_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                     struct vqs_segment *segments, size_t room,
                     const unsigned char *entry, size_t flags)
{
	struct vqs_packed_usual usual = { .at = entry, .chain = chain, .next = segments };
	size_t mark = queue->available_flags, id, slots;

	VQS_KEEP(mark); /* or it is 16 bits of a register, which takes longer */
	usual.reads = mark | VQS_DESCRIPTOR_NEXT;
	VQS_KEEP(usual.reads);
	if (!take_list(queue, &usual, &queue->ring_end, NULL, flags)) {
		if (usual.came == NOTHING)
			return 0;
		if (usual.came == TABLE)
			return vqs_packed_take_other(queue, chain, flags, segments, room);
		return vqs_packed_rest_of_one(queue, chain, usual.now.address, usual.next,
		                              room, vqs_packed_half(&usual));
	}
	slots = (size_t)(usual.next - chain->segments);
	if (VQS_SELDOM(slots > queue->ring.size - queue->entries_held))
		return too_many(queue);
	id = vqs_packed_id(usual.at);
	if (!vqs_packed_hold(queue, &id))
		return vqs_packed_bad_one(queue, id);
	vqs_collect_name(chain, id, slots);
	vqs_packed_go_one(queue, slots);
	return 1;
}

int vqs_packed_take_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                         unsigned int one, struct vqs_segment *segments, size_t room)
{
	const unsigned char *const entry = vqs_packed_entry(queue);

	if (VQS_SELDOM(room < queue->ring.size))
		return vqs_packed_take_within(queue, chain, one, segments, room);
	return take_one(queue, chain, segments, room, entry, vqs_packed_look(entry));
}

int vqs_packed_take_seen_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                              size_t flags, struct vqs_segment *segments, size_t room)
{
	return take_one(queue, chain, segments, room, vqs_packed_entry(queue), flags);
}

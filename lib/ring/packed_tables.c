/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: chains in indirect tables. A row has no flags but WRITE, and a
 * table no end but its own: "others are reserved and are ignored by the device".
 *
 * virtio 1.4, Packed Virtqueues: Indirect Flag: Scatter-Gather Support.
 */
#include "packed_batch.h"

/* The row at hand is added, and the next is read. False: there is none. */
VQS_HOT bool next_row(struct vqs_packed_usual *usual, const unsigned char *const *last)
{
	if (usual->at == *last)
		return false;
	usual->at += VQS_DESCRIPTOR_BYTES;
	VQS_KEEP(usual->at); /* where it was takes no register */
	vqs_packed_row(&usual->now, usual->at);
	return true;
}

/* The writable rows. */
VQS_HOT bool walk_on(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                     const unsigned char *const *last)
{
	const size_t write = VQS_DESCRIPTOR_WRITE;

	if (VQS_SELDOM(usual->now.flags != write))
		return vqs_packed_odd(usual, VQS_USUAL, usual->now.flags);
	vqs_packed_turn(usual);
	for (;;) {
		if (!vqs_packed_add(queue, usual))
			return vqs_packed_odd(usual, VQS_WRITABLE, write);
		if (!next_row(usual, last)) {
			bool is = vqs_packed_end(usual, VQS_WRITABLE, write);

			VQS_APART();
			return is;
		}
		if (VQS_SELDOM(usual->now.flags != write))
			return vqs_packed_odd(usual, VQS_WRITABLE, usual->now.flags);
	}
}

/* From the first row on. */
VQS_HOT bool walk(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                  const unsigned char *const *last)
{
	if (usual->now.flags == 0) {
		do {
			if (!vqs_packed_add(queue, usual))
				return vqs_packed_odd(usual, VQS_USUAL, 0);
			if (!next_row(usual, last))
				return vqs_packed_end(usual, VQS_USUAL, 0);
		} while (usual->now.flags == 0);
	}
	return walk_on(queue, usual, last);
}

/* How a chain ended whose table was not entered. */
#define OUTSIDE ((enum vqs_usual)16)

/* All of the chain whose first descriptor is at `entry`, but for its id. */
VQS_HOT bool take_table(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                        const unsigned char *entry, struct vqs_segment *const *end,
                        const unsigned char **last)
{
	struct vqs_descriptor now;

	usual->chain->segments = usual->next;
	vqs_packed_read(&now, entry);
	if (VQS_SELDOM(!vqs_table_usual(queue, &now, usual->next, *end, &usual->at))) {
		usual->now = now;
		return vqs_packed_odd(usual, OUTSIDE, VQS_DESCRIPTOR_INDIRECT);
	}
	*last = usual->at + now.length - VQS_DESCRIPTOR_BYTES;
	vqs_packed_row(&usual->now, usual->at);
	vqs_packed_begin(queue, usual);
	return walk(queue, usual, last);
}

/* Up to that chain: each takes one entry of the ring. */
VQS_HOT void taken(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
                   struct vqs_chain *chain, struct vqs_segment *next)
{
	vqs_packed_taken(queue, batch, chain, next, (size_t)(chain - batch->chain));
}

static VQS_COLD enum vqs_packed_next
leave(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
      struct vqs_chain *chain, const unsigned char *row, const unsigned char *last,
      struct vqs_segment *next, uint64_t address, uint64_t half)
{
	taken(queue, batch, chain, chain->segments);
	if (half >> 48 & OUTSIDE)
		return vqs_packed_rest(queue, batch, vqs_packed_entry(queue), next,
		                       address, half);
	return vqs_packed_table_rest(queue, batch, row, last, next, address, half);
}

static VQS_COLD enum vqs_packed_next bad_id(struct vqs_device_ring *queue,
                                            struct vqs_packed_batch *batch,
                                            struct vqs_chain *chain, size_t id)
{
	taken(queue, batch, chain, chain->segments);
	return vqs_packed_bad_id(queue, batch, id);
}

enum vqs_packed_next vqs_packed_take_tables(struct vqs_device_ring *queue,
                                            struct vqs_packed_batch *batch)
{
	struct vqs_packed_usual usual = { .chain = batch->chain, .next = batch->next };
	const unsigned char *entry = vqs_packed_entry(queue), *row_last = NULL;
	const size_t count = vqs_packed_singles(queue, batch);
	struct {
		struct vqs_chain *last;
		struct vqs_segment *end;
		size_t flags;
	} all = {
		.last = usual.chain + count,
		.end = batch->end,
		.flags = queue->available_flags ^ queue->table_flags,
	};
	size_t id, flags;

	VQS_IN_MEMORY(all);
	if (count == 0)
		return VQS_PACKED_DONE;
	flags = vqs_packed_look_first(batch, entry);
	while (!VQS_SELDOM(flags != all.flags)) {
		if (!take_table(queue, &usual, entry, &all.end, &row_last))
			return leave(queue, batch, usual.chain, usual.at, row_last,
			             usual.next, usual.now.address,
			             vqs_packed_half(&usual));
		id = vqs_packed_id(entry);
		if (!vqs_packed_hold(queue, &id))
			return bad_id(queue, batch, usual.chain, id);
		vqs_collect_name(usual.chain, id, 1);
		usual.chain++;
		if (VQS_SELDOM(usual.chain == all.last)) {
			taken(queue, batch, usual.chain, usual.next);
			return VQS_PACKED_MORE;
		}
		flags = vqs_packed_look(entry + VQS_DESCRIPTOR_BYTES);
		entry += VQS_DESCRIPTOR_BYTES;
	}
	taken(queue, batch, usual.chain, usual.next);
	if ((flags ^ queue->available_flags) & VQS_PACKED_BOTH)
		return VQS_PACKED_DONE;
	batch->known = VQS_PACKED_KNOWN | (uint32_t)flags;
	queue->kind = VQS_PACKED_LISTS;
	return VQS_PACKED_MORE;
}

static VQS_COLD int leave_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                              struct vqs_segment *end, const unsigned char *row,
                              const unsigned char *last, struct vqs_segment *next,
                              uint64_t address, uint64_t half)
{
	struct vqs_packed_batch batch = {
		.chain = chain, .left = 1, .next = chain->segments, .end = end
	};

	leave(queue, &batch, chain, row, last, next, address, half);
	return vqs_packed_result(queue, &batch);
}

/* There is no chain in a table. */
static VQS_COLD int no_table(struct vqs_device_ring *queue, struct vqs_chain *chain,
                             size_t flags, struct vqs_segment *segments, size_t room)
{
	if ((flags ^ queue->available_flags) & VQS_PACKED_BOTH)
		return 0;
	return vqs_packed_take_other(queue, chain, flags, segments, room);
}

int vqs_packed_take_table(struct vqs_device_ring *queue, struct vqs_chain *chain,
                          unsigned int one, struct vqs_segment *segments, size_t room)
{
	struct vqs_packed_usual usual = { .chain = chain, .next = segments };
	struct vqs_segment *const end = segments + vqs_packed_room(room);
	const unsigned char *const entry = vqs_packed_entry(queue);
	const unsigned char *last = NULL;
	size_t id, flags;

	(void)one;
	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return 0;
	flags = vqs_packed_look(entry);
	if (VQS_SELDOM(flags != (queue->available_flags ^ queue->table_flags)))
		return no_table(queue, chain, flags, segments, room);
	if (!take_table(queue, &usual, entry, &end, &last))
		return leave_one(queue, chain, end, usual.at, last, usual.next,
		                 usual.now.address, vqs_packed_half(&usual));
	id = vqs_packed_id(entry);
	if (!vqs_packed_hold(queue, &id))
		return vqs_packed_bad_one(queue, id);
	vqs_collect_name(chain, id, 1);
	vqs_packed_go_one(queue, 1);
	return 1;
}

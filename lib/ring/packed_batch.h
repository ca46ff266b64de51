/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: a call of take, and the loops that it goes through. Each loop
 * takes chains of one kind, as they usually are; whatever else comes leaves it, with what
 * was read of the chain at hand, and comes back when the chain is done: so the loops keep
 * what they need in registers.
 */
#ifndef VQSMITH_RING_PACKED_BATCH_H
#define VQSMITH_RING_PACKED_BATCH_H

#include "barrier.h"
#include "packed_chain.h"

/* What came last, and so which loop is tried first. Never SINGLES again. */
enum vqs_packed_kind {
	VQS_PACKED_SINGLES, /* chains of one descriptor each: so far no other came */
	VQS_PACKED_ALONE,   /* likewise, and when several could have come, one did */
	VQS_PACKED_LISTS,   /* of any number, in the ring */
	VQS_PACKED_TABLES,  /* in indirect tables */
};

/* What a call of take goes on with: the loop for the queue's kind, or nothing. */
enum vqs_packed_next { VQS_PACKED_DONE, VQS_PACKED_MORE };

/* Where a call of take stands between the loops: the queue knows of what was taken. */
struct vqs_packed_batch {
	struct vqs_chain *chain; /* the next one */
	unsigned int left, taken;
	uint32_t known; /* KNOWN and its first flags, if they were read */
	enum vqs_fault fault;
	struct vqs_segment *next, *end;
};

#define VQS_PACKED_KNOWN 0x10000u

enum vqs_packed_next vqs_packed_take_singles(struct vqs_device_ring *queue,
                                             struct vqs_packed_batch *batch);
enum vqs_packed_next vqs_packed_take_lists(struct vqs_device_ring *queue,
                                           struct vqs_packed_batch *batch);
enum vqs_packed_next vqs_packed_take_tables(struct vqs_device_ring *queue,
                                            struct vqs_packed_batch *batch);

/*
 * The same for one chain, with less to set up; as vqs_packed_take(), whose arguments stay
 * where they are.
 */
int vqs_packed_take_single(struct vqs_device_ring *queue, struct vqs_chain *chain,
                           unsigned int one, struct vqs_segment *segments, size_t room);
int vqs_packed_take_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                         unsigned int one, struct vqs_segment *segments, size_t room);
/* With its first flags, where there is room for as many as the queue has. */
int vqs_packed_take_seen_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                              size_t flags, struct vqs_segment *segments, size_t room);
int vqs_packed_take_table(struct vqs_device_ring *queue, struct vqs_chain *chain,
                          unsigned int one, struct vqs_segment *segments, size_t room);
/* Several, or none; where it is likely that there is one, that by itself. */
int vqs_packed_take_several(struct vqs_device_ring *queue, struct vqs_chain *chains,
                            unsigned int count, struct vqs_segment *segments,
                            size_t room);
/* In the loops, where that is not so: also where one may be longer than the room. */
int vqs_packed_take_within(struct vqs_device_ring *queue, struct vqs_chain *chains,
                           unsigned int count, struct vqs_segment *segments, size_t room);
/* One of the other kind than that which was looked for. */
int vqs_packed_take_other(struct vqs_device_ring *queue, struct vqs_chain *chain,
                          size_t flags, struct vqs_segment *segments, size_t room);
/* The next one, whatever it is, whose first descriptor has these flags. */
enum vqs_packed_next vqs_packed_take_any(struct vqs_device_ring *queue,
                                         struct vqs_packed_batch *batch, size_t flags);
/* Chains of whatever kind; also where there may be no room. */
int vqs_packed_take_slowly(struct vqs_device_ring *queue, struct vqs_chain *chains,
                           unsigned int count, struct vqs_segment *segments, size_t room);

/* How such a one ends in the ring that is not usual; as vqs_packed_rest(). */
int vqs_packed_rest_of_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                           uint64_t address, struct vqs_segment *next, size_t room,
                           uint64_t half);
/* How one by itself ends that is faulty, or has an id that the device cannot have. */
int vqs_packed_fault_of_one(struct vqs_device_ring *queue, enum vqs_fault fault);
int vqs_packed_bad_one(struct vqs_device_ring *queue, size_t id);

/* How a batch ends before a chain with such an id. */
enum vqs_packed_next vqs_packed_bad_id(const struct vqs_device_ring *queue,
                                       struct vqs_packed_batch *batch, size_t id);

/*
 * A chain that is not usual, or not any more: from the descriptor at hand on, which is in
 * the ring at `entry`. Those before it were added up to `next`. `half`: its length; above
 * that its flags; and above that an enum vqs_usual.
 */
enum vqs_packed_next vqs_packed_rest(struct vqs_device_ring *queue,
                                     struct vqs_packed_batch *batch,
                                     const unsigned char *entry, struct vqs_segment *next,
                                     uint64_t address, uint64_t half);

/* The same in a table, whose entry the queue stands at. */
enum vqs_packed_next
vqs_packed_table_rest(struct vqs_device_ring *queue, struct vqs_packed_batch *batch,
                      const unsigned char *row, const unsigned char *last,
                      struct vqs_segment *next, uint64_t address, uint64_t half);

/* What take returns. */
int vqs_packed_result(struct vqs_device_ring *queue,
                      const struct vqs_packed_batch *batch);

/* The entry that the queue stands at. */
VQS_HOT const unsigned char *vqs_packed_entry(const struct vqs_device_ring *queue)
{
	return vqs_descriptor_at(queue->ring.descriptors, queue->next_available);
}

/* Flags that an entry may have, which count if they say that it is available. */
VQS_HOT size_t vqs_packed_look(const unsigned char *entry)
{
	/* observe: the driver's publish of the descriptors before these flags */
	return vqs_barrier_observe16(entry + VQS_PACKED_FLAGS);
}

/* Those of the first descriptor of the next chain. */
VQS_HOT size_t vqs_packed_look_first(const struct vqs_packed_batch *batch,
                                     const unsigned char *entry)
{
	return batch->known ? batch->known & UINT16_MAX : vqs_packed_look(entry);
}

/* The room that counts. */
VQS_HOT size_t vqs_packed_room(size_t room)
{
	return room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST;
}

/* How many entries may be taken: that the device does not hold, with a segment for each. */
VQS_HOT size_t vqs_packed_most(const struct vqs_device_ring *queue,
                               const struct vqs_packed_batch *batch)
{
	const size_t most = (size_t)queue->ring.size - queue->entries_held;
	const size_t room = (size_t)(batch->end - batch->next);

	return most < room ? most : room;
}

/* How many chains of one entry each may be taken before the ring's end. */
VQS_HOT size_t vqs_packed_singles(const struct vqs_device_ring *queue,
                                  const struct vqs_packed_batch *batch)
{
	const size_t most = vqs_packed_most(queue, batch);
	const size_t left = (size_t)queue->ring.size - queue->next_available;
	const size_t entries = most < left ? most : left;

	return entries < batch->left ? entries : batch->left;
}

/* The queue goes on by so many entries and chains. */
VQS_HOT void vqs_packed_go(struct vqs_device_ring *queue, size_t entries, size_t chains)
{
	queue->held_count += (uint32_t)chains;
	queue->entries_held += (uint32_t)entries;
	vqs_packed_advance(&queue->next_available, &queue->available_flags,
	                   (uint32_t)entries, queue->ring.size);
}

/* The same for one chain that does not go round the ring's end. */
VQS_HOT void vqs_packed_go_one(struct vqs_device_ring *queue, size_t entries)
{
	uint16_t next;

	queue->entries_held += (uint32_t)entries;
	queue->held_count++;
	next = (uint16_t)(queue->next_available + entries);
	if (VQS_SELDOM(next == queue->ring.size)) {
		next = 0;
		queue->available_flags ^= VQS_PACKED_BOTH;
	}
	queue->next_available = next;
}

/* Up to that chain all were taken. */
VQS_HOT void vqs_packed_taken(struct vqs_device_ring *queue,
                              struct vqs_packed_batch *batch, struct vqs_chain *chain,
                              struct vqs_segment *next, size_t entries)
{
	const unsigned int taken = (unsigned int)(chain - batch->chain);

	vqs_packed_go(queue, entries, taken);
	batch->chain = chain;
	batch->left -= taken;
	batch->taken += taken;
	batch->next = next;
	batch->known = 0;
}

/* The id of a chain, from the last of its entries in the ring. */
VQS_HOT size_t vqs_packed_id(const unsigned char *entry)
{
	size_t id = vqs_shared_field16(entry + VQS_PACKED_ID);

	VQS_KEEP_ALL();
	return id;
}

/* Whether the device can have a chain of that id, which it has then. */
VQS_HOT bool vqs_packed_hold(struct vqs_device_ring *queue, size_t *id)
{
	uint8_t *const held = queue->held;

	if (VQS_SELDOM((uint16_t)*id >= queue->ring.size) || VQS_SELDOM(held[*id]))
		return false;
	VQS_KEEP(*id); /* or the sum of both takes a register, and a step */
	held[*id] = 1;
	return true;
}

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: chains of one descriptor, as most are. */
#include "packed_batch.h"

/* What becomes of an entry. */
enum single { TAKEN, NOTHING, ODD, BAD_ID };

/*
 * What there is to say of the chain is said at once, so that it takes no registers: `now`
 * is read but for its flags, which are those of WRITE alone or not.
 */
VQS_HOT enum single take(struct vqs_device_ring *queue, const unsigned char *entry,
                         struct vqs_chain *chain, struct vqs_segment *segment,
                         struct vqs_descriptor *now, size_t *id, bool by_itself)
{
	if (VQS_SELDOM(now->flags & ~(size_t)VQS_DESCRIPTOR_WRITE)) {
		if (now->flags & VQS_PACKED_BOTH)
			return NOTHING;
		vqs_packed_read(now, entry);
		return ODD;
	}
	if (by_itself)
		vqs_shared_want(entry); /* its used descriptor comes there soon */
	vqs_packed_read(now, entry);
	vqs_collect_single(chain, segment, now->length, now->flags);
	if (VQS_SELDOM(!vqs_recent_translate(vqs_recent_at(queue, now->address),
	                                     &now->address, now->length))) {
		VQS_APART();
		now->flags = chain->writable ? VQS_DESCRIPTOR_WRITE : 0;
		return ODD;
	}
	segment->base = (void *)(uintptr_t)now->address;
	segment->length = (uint32_t)now->length;
	*id = vqs_packed_id(entry);
	if (!vqs_packed_hold(queue, id))
		return BAD_ID;
	vqs_collect_name(chain, *id, 1);
	return TAKEN;
}

/* The flags of an entry; those of availability are 0 if it is available. */
VQS_HOT size_t look(const unsigned char *entry, size_t mark)
{
	return vqs_packed_look(entry) ^ mark;
}

static VQS_COLD enum vqs_packed_next leave(struct vqs_device_ring *queue,
                                           struct vqs_packed_batch *batch,
                                           const unsigned char *entry, uint64_t address,
                                           uint64_t half)
{
	batch->chain->segments = batch->next;
	return vqs_packed_rest(queue, batch, entry, batch->next, address,
	                       half | (uint64_t)VQS_UNUSUAL << 48);
}

enum vqs_packed_next vqs_packed_take_singles(struct vqs_device_ring *queue,
                                             struct vqs_packed_batch *batch)
{
	const size_t count = vqs_packed_singles(queue, batch);
	const unsigned char *entry = vqs_packed_entry(queue);
	struct vqs_segment *next = batch->next;
	struct vqs_chain *chain = batch->chain, *const last = chain + count;
	size_t mark = queue->available_flags;
	struct vqs_descriptor now;
	enum single single;
	size_t id;

	VQS_KEEP(mark); /* or it is 16 bits of a register, which takes longer */
	if (count == 0)
		return VQS_PACKED_DONE;
	now.flags = vqs_packed_look_first(batch, entry) ^ mark;
	for (;; now.flags = look(entry, mark)) {
		single = take(queue, entry, chain, next, &now, &id, false);
		if (VQS_SELDOM(single != TAKEN))
			break;
		chain++;
		next++;
		entry += VQS_DESCRIPTOR_BYTES;
		if (VQS_SELDOM(chain == last))
			break;
	}
	vqs_packed_taken(queue, batch, chain, next, (size_t)(chain - batch->chain));
	if (!VQS_SELDOM(single != TAKEN))
		return VQS_PACKED_MORE;
	if (single == ODD)
		return leave(queue, batch, entry, now.address,
		             (uint32_t)now.length | (uint64_t)now.flags << 32);
	return single == BAD_ID ? vqs_packed_bad_id(queue, batch, id) : VQS_PACKED_DONE;
}

/* `half`: length and flags. */
static VQS_COLD int leave_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                              uint64_t address, struct vqs_segment *segments, size_t room,
                              uint64_t half)
{
	chain->segments = segments;
	return vqs_packed_rest_of_one(queue, chain, address, segments, room,
	                              half | (uint64_t)VQS_UNUSUAL << 48);
}

int vqs_packed_take_single(struct vqs_device_ring *queue, struct vqs_chain *chain,
                           unsigned int one, struct vqs_segment *segments, size_t room)
{
	const unsigned char *const entry = vqs_packed_entry(queue);
	size_t mark = queue->available_flags;
	struct vqs_descriptor now;
	enum single single;
	size_t id;

	VQS_KEEP(mark);
	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return 0;
	if (VQS_SELDOM(room == 0))
		return vqs_packed_take_slowly(queue, chain, one, segments, room);
	now.flags = look(entry, mark);
	single = take(queue, entry, chain, segments, &now, &id, true);
	if (VQS_SELDOM(single == NOTHING))
		return 0;
	if (VQS_SELDOM(single == ODD))
		return leave_one(queue, chain, now.address, segments, room,
		                 (uint32_t)now.length | (uint64_t)now.flags << 32);
	if (VQS_SELDOM(single == BAD_ID))
		return vqs_packed_bad_one(queue, id);
	vqs_packed_go_one(queue, 1);
	return 1;
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: which descriptors are available, writing used
 * ones, and notifications.
 *
 * virtio 1.4, Packed Virtqueues: Virtqueue Operation; Driver and Device Event
 * Suppression.
 */
#include "packed_device.h"

#include <errno.h>

#include "barrier.h"
#include "collect.h"
#include "device_format.h"
#include "held.h"
#include "packed_chain.h"
#include "packed_layout.h"

static void tell(struct vqs_device_ring *queue, uint32_t wish)
{
	queue->wish = wish;
	vqs_shared_write32(queue->ring.device_area, wish);
}

static void wish_next(struct vqs_device_ring *queue)
{
	if (queue->event_idx)
		tell(queue, VQS_PACKED_EVENT_DESCRIPTOR |
		                    vqs_packed_place(queue->next_available,
		                                     queue->available_flags));
	else
		tell(queue, VQS_PACKED_EVENT_ENABLE);
}

/*
 * Position 0: of a queue just made, whose wrap counters begin as 1, or of one
 * that came round with both at 0. In the first round a driver writes no USED
 * flag; a device that went through it did.
 */
static uint32_t whole_position(const struct vqs_device_ring *queue)
{
	uint32_t entry = queue->ring.size;

	if (queue->ring.position != 0)
		return queue->ring.position;
	while (entry-- > 0) {
		unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, entry);

		if (vqs_shared_read16(at + VQS_PACKED_FLAGS) & VQS_PACKED_USED)
			return 0;
	}
	return VQS_PACKED_WRAP | VQS_PACKED_WRAP << 16;
}

uint32_t vqs_packed_device_position(const struct vqs_device_ring *queue)
{
	uint32_t used = vqs_packed_place(queue->next_used, queue->used_flags);

	return vqs_packed_place(queue->next_available, queue->available_flags) |
	       used << 16;
}

/* Whether the next entry is available; its flags, which count from then on. */
VQS_HOT bool look(const struct vqs_device_ring *queue, uint16_t *flags)
{
	unsigned char *at;

	/* all is with the device already, so nothing can be available */
	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return false;
	at = vqs_descriptor_at(queue->ring.descriptors, queue->next_available);
	/* observe: the driver's publish of the descriptors before these flags */
	*flags = vqs_barrier_observe16(at + VQS_PACKED_FLAGS);
	return (*flags & VQS_PACKED_BOTH) == queue->available_flags;
}

/* Whether the device can have a chain of that id. */
VQS_HOT bool sound_id(const struct vqs_device_ring *queue, size_t id)
{
	return !VQS_SELDOM((uint16_t)id >= queue->ring.size) &&
	       !VQS_SELDOM(queue->held[id]);
}

VQS_HOT enum vqs_fault id_fault(const struct vqs_device_ring *queue, size_t id)
{
	VQS_APART();
	return id < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

/* The flags of an entry that may be available; those of availability are 0 then. */
VQS_HOT size_t look_at(const struct vqs_packed_at *at)
{
	/* observe: the driver's publish of the descriptors before these flags */
	return vqs_barrier_observe16(at->entry + VQS_PACKED_FLAGS) ^ at->mark;
}

/* Where the queue stands, with room for so many segments. */
VQS_HOT struct vqs_packed_at begin(const struct vqs_device_ring *queue, size_t room)
{
	const size_t size = queue->ring.size, first = queue->next_available;
	size_t most = size - queue->entries_held;
	struct vqs_packed_at at;

	at.entry = vqs_descriptor_at(queue->ring.descriptors, queue->next_available);
	at.mark = queue->available_flags;
	if (most > size - first)
		most = size - first;
	if (most > room)
		most = room;
	at.stop = at.entry + most * VQS_DESCRIPTOR_BYTES;
	return at;
}

/* So many chains were taken, up to that entry. */
VQS_HOT void go_to(struct vqs_device_ring *queue, const struct vqs_packed_at *at,
                   unsigned int taken)
{
	const unsigned char *const ring = queue->ring.descriptors;
	const size_t entry = (size_t)(at->entry - ring) / VQS_DESCRIPTOR_BYTES;
	size_t moved = entry - queue->next_available;

	if (VQS_SELDOM(at->mark != queue->available_flags)) {
		moved += queue->ring.size;
		queue->available_flags = (uint16_t)at->mark;
	}
	queue->next_available = (uint16_t)entry;
	queue->entries_held += (uint32_t)moved;
	queue->held_count += taken;
}

/* A chain that is faulty, behind `taken` others, and `before` that the queue knows of. */
static VQS_NO_INLINE int stop(struct vqs_device_ring *queue,
                              const struct vqs_chain *chains, unsigned int taken,
                              unsigned int before, enum vqs_fault fault)
{
	for (unsigned int i = 0; i < taken; i++) {
		vqs_packed_advance(&queue->next_available, &queue->available_flags,
		                   chains[i].slots, queue->ring.size);
		queue->entries_held += chains[i].slots;
	}
	queue->held_count += taken;
	if (taken + before > 0)
		return (int)(taken + before);
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

/* One chain of any kind; its first descriptor was read. */
VQS_HOT enum vqs_fault take_one(struct vqs_device_ring *queue, struct vqs_packed_at *at,
                                struct vqs_collector *collector,
                                struct vqs_packed_place *place, struct vqs_chain *chain)
{
	enum vqs_fault fault;
	size_t id, slots;

	vqs_collect_begin(collector, chain);
	if ((uint32_t)collector->now.flags == queue->table_flags)
		fault = vqs_packed_table(queue, collector, place, at, &slots, chain);
	else
		fault = vqs_packed_list(queue, collector, place, at, &slots, chain);
	if (VQS_SELDOM(fault))
		return fault;
	id = vqs_shared_read16(at->entry + VQS_PACKED_ID);
	if (!sound_id(queue, id))
		return id_fault(queue, id);
	queue->held[id] = 1;
	vqs_collect_name(chain, id, slots);
	return VQS_FAULT_NONE;
}

/* Chains of any kind, behind `before` ones of the same call. */
static VQS_NO_INLINE int packed_take_any(struct vqs_device_ring *queue,
                                         struct vqs_chain *chains, unsigned int count,
                                         struct vqs_segment *segments,
                                         struct vqs_segment *end, unsigned int before)
{
	struct vqs_collector collector = { .next = segments };
	struct vqs_chain *chain = chains, *const last = chains + count;
	struct vqs_packed_at at = begin(queue, (size_t)(end - segments));
	struct vqs_packed_place place = { .end = end };

	VQS_IN_MEMORY(place);
	if (chain == last || at.entry == at.stop)
		return (int)before;
	do {
		enum vqs_fault fault;

		collector.now.flags = look_at(&at);
		if (collector.now.flags & VQS_PACKED_BOTH)
			break;
		vqs_packed_read(&collector.now, at.entry);
		collector.recent = vqs_recent_at(queue, collector.now.address);
		fault = take_one(queue, &at, &collector, &place, chain);
		if (VQS_SELDOM(fault))
			return stop(queue, chains, (unsigned int)(chain - chains), before,
			            fault);
		chain++;
	} while (vqs_packed_step(queue, &at, collector.next, &place.end) &&
	         chain != last);
	go_to(queue, &at, (unsigned int)(chain - chains));
	return (int)(before + (unsigned int)(chain - chains));
}

/*
 * The same, but the first descriptor of the first chain was read: it is not the only one,
 * or not usual.
 */
static VQS_NO_INLINE int packed_take_on(struct vqs_device_ring *queue,
                                        struct vqs_chain *chains, unsigned int count,
                                        struct vqs_segment *segments,
                                        struct vqs_packed_place *place,
                                        const struct vqs_descriptor *now,
                                        unsigned int before)
{
	struct vqs_collector collector = { *now, segments, 0,
		                           vqs_recent_at(queue, now->address) };
	struct vqs_packed_at at = begin(queue, (size_t)(place->end - segments));
	enum vqs_fault fault = take_one(queue, &at, &collector, place, chains);

	if (fault)
		return stop(queue, chains, 0, before, fault);
	vqs_packed_step(queue, &at, collector.next, &place->end);
	go_to(queue, &at, 1);
	queue->kind = 1;
	return packed_take_any(queue, chains + 1, count - 1, collector.next, place->end,
	                       before + 1);
}

/*
 * Chains of one descriptor, as most are, as long as they come. What several need takes
 * none of the registers here.
 */
static VQS_NO_INLINE int packed_take_singles(struct vqs_device_ring *queue,
                                             struct vqs_chain *chains, unsigned int count,
                                             struct vqs_segment *segments,
                                             struct vqs_segment *end)
{
	struct vqs_chain *chain = chains, *const last = chains + count;
	struct vqs_packed_at at = begin(queue, (size_t)(end - segments));
	struct vqs_packed_place place = { .end = end };

	VQS_IN_MEMORY(place);
	for (; chain != last && at.entry != at.stop; chain++) {
		struct vqs_descriptor now;
		struct vqs_recent *recent;
		size_t id;

		now.flags = look_at(&at);
		if (VQS_SELDOM(now.flags & ~(size_t)VQS_DESCRIPTOR_WRITE)) {
			if (now.flags & VQS_PACKED_BOTH)
				break;
			vqs_packed_read(&now, at.entry);
			goto on;
		}
		vqs_packed_read(&now, at.entry);
		recent = vqs_recent_at(queue, now.address);
		if (!vqs_collect_place(queue, &recent, &now, segments)) {
		on:
			go_to(queue, &at, (unsigned int)(chain - chains));
			return packed_take_on(queue, chain, (unsigned int)(last - chain),
			                      segments, &place, &now,
			                      (unsigned int)(chain - chains));
		}
		id = vqs_shared_read16(at.entry + VQS_PACKED_ID);
		if (!sound_id(queue, id))
			return stop(queue, chains, (unsigned int)(chain - chains), 0,
			            id_fault(queue, id));
		queue->held[id] = 1;
		vqs_collect_name(chain, id, 1);
		vqs_collect_single(chain, segments, now.length, now.flags);
		segments++;
		vqs_packed_step(queue, &at, segments, &place.end);
	}
	go_to(queue, &at, (unsigned int)(chain - chains));
	return (int)(chain - chains);
}

/* A chain that nothing can be laid into has no room enough, if it has no other fault. */
static VQS_NO_INLINE int take_without_room(struct vqs_device_ring *queue,
                                           struct vqs_chain *chains, unsigned int count,
                                           struct vqs_segment *segments)
{
	struct vqs_packed_at at = begin(queue, 1);
	struct vqs_collector collector = { .next = segments };
	size_t slots = 0;

	collector.now.flags = VQS_PACKED_BOTH;
	if (count > 0 && at.entry != at.stop)
		collector.now.flags = look_at(&at);
	if (collector.now.flags & VQS_PACKED_BOTH)
		return 0;
	vqs_packed_read(&collector.now, at.entry);
	vqs_collect_begin(&collector, chains);
	return stop(queue, chains, 0, 0,
	            vqs_packed_rest(queue, &collector, VQS_UNUSUAL, NULL, segments, &at,
	                            &slots, chains));
}

/*
 * As for the split format: a faulty chain is only looked at when it comes first.
 */
static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_segment *const end =
	        segments + (room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST);

	if (VQS_SELDOM(room == 0))
		return take_without_room(queue, chains, count, segments);
	if (VQS_SMALL || queue->kind)
		return packed_take_any(queue, chains, count, segments, end, 0);
	return packed_take_singles(queue, chains, count, segments, end);
}

/* How far a call of give is. */
struct giving {
	unsigned char *entry;
	uint64_t flags; /* of a used descriptor that was written to, where they are */
	uint32_t held;  /* entries that the device still has */
	const struct vqs_used *used;
};

#define USED_FLAGS_AT 48
#define USED_WRITE    ((uint64_t)VQS_DESCRIPTOR_WRITE << USED_FLAGS_AT)

/*
 * Goes behind one more chain. The second half of its used descriptor; the first is nothing
 * to the driver. 0: the device does not have it.
 */
VQS_HOT bool give_one(struct vqs_device_ring *queue, struct giving *giving,
                      const unsigned char *end, uint64_t *tail)
{
	const struct vqs_used *used = giving->used;
	const size_t slots = used->slots, id = used->id;
	const uint32_t length = used->length;

	if (VQS_SELDOM((uint32_t)slots - 1 >= giving->held) ||
	    !vqs_let_go(queue, (uint32_t)id))
		return false;
	*tail = length | (uint64_t)id << 32 | giving->flags;
	if (length == 0)
		*tail ^= USED_WRITE;
	giving->held -= (uint32_t)slots;
	giving->entry += slots * VQS_DESCRIPTOR_BYTES;
	if (VQS_SELDOM(giving->entry >= end)) {
		giving->entry -= (size_t)queue->ring.size * VQS_DESCRIPTOR_BYTES;
		giving->flags ^= (uint64_t)VQS_PACKED_BOTH << USED_FLAGS_AT;
	}
	giving->used++;
	return true;
}

VQS_HOT void give_to(struct vqs_device_ring *queue, const struct giving *giving,
                     unsigned int given)
{
	unsigned char *const ring = queue->ring.descriptors;

	vqs_count_unnotified(queue, queue->entries_held - giving->held);
	queue->entries_held = giving->held;
	queue->next_used =
	        (uint16_t)((size_t)(giving->entry - ring) / VQS_DESCRIPTOR_BYTES);
	queue->used_flags = (uint16_t)(giving->flags >> USED_FLAGS_AT) & VQS_PACKED_BOTH;
	queue->held_count -= given;
}

/*
 * The first used descriptor is written last: the driver reads them in order, and so
 * finds all of them or none. A polling driver waits for it, and all else can wait.
 */
static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	unsigned char *const ring = queue->ring.descriptors;
	unsigned char *const first = vqs_descriptor_at(ring, queue->next_used);
	unsigned char *const end = vqs_descriptor_at(ring, queue->ring.size);
	struct giving giving = {
		.entry = first,
		.flags = (uint64_t)queue->used_flags << USED_FLAGS_AT | USED_WRITE,
		.held = queue->entries_held,
		.used = used,
	};
	const struct vqs_used *const last = used + count;
	uint64_t first_tail;
	unsigned int given;

	if (count == 0)
		return 0;
	if (!give_one(queue, &giving, end, &first_tail))
		return -EINVAL;
	while (giving.used != last) {
		unsigned char *at = giving.entry;
		uint64_t tail;

		if (!give_one(queue, &giving, end, &tail))
			break;
		vqs_shared_put64(at + VQS_PACKED_LENGTH, tail);
	}
	given = (unsigned int)(giving.used - used);
	/* publish: the driver observes the first flags before all that they cover */
	vqs_barrier_publish_tail(first + VQS_PACKED_LENGTH, first_tail);
	give_to(queue, &giving, given);
	return given == count ? 0 : -EINVAL;
}

static bool must_notify(struct vqs_device_ring *queue)
{
	uint32_t moved = queue->unnotified;

	if (moved == 0)
		return false;
	queue->unnotified = 0;
	/* decide: the driver writes its wish, then reads the used flags */
	vqs_barrier_decide();
	return vqs_packed_must_notify(
	        vqs_shared_read32(queue->ring.driver_area),
	        vqs_packed_place(queue->next_used, queue->used_flags), moved,
	        queue->ring.size);
}

static void suppress(struct vqs_device_ring *queue)
{
	if (queue->wish != VQS_PACKED_EVENT_DISABLE)
		tell(queue, VQS_PACKED_EVENT_DISABLE);
}

static bool expect(struct vqs_device_ring *queue)
{
	uint16_t flags;

	wish_next(queue);
	/* decide: the driver makes an entry available, then reads our wish */
	vqs_barrier_decide();
	return look(queue, &flags);
}

static const struct vqs_device_format format = {
	.take = take,
	.give = give,
	.must_notify = must_notify,
	.suppress = suppress,
	.expect = expect,
};

int vqs_packed_device_init(struct vqs_device_ring *queue)
{
	uint32_t position = whole_position(queue);
	uint16_t available = (uint16_t)position, used = (uint16_t)(position >> 16);
	int32_t held;

	queue->format = &format;
	queue->next_available = available & (uint16_t)~VQS_PACKED_WRAP;
	queue->available_flags = vqs_packed_available_flags(available & VQS_PACKED_WRAP);
	queue->next_used = used & (uint16_t)~VQS_PACKED_WRAP;
	queue->used_flags = vqs_packed_used_flags(used & VQS_PACKED_WRAP);
	held = (int32_t)queue->next_available - (int32_t)queue->next_used;
	if ((available ^ used) & VQS_PACKED_WRAP)
		held += queue->ring.size;
	if (queue->next_available >= queue->ring.size ||
	    queue->next_used >= queue->ring.size || held < 0 || held > queue->ring.size)
		return -EINVAL;
	if (queue->turns) { /* in order: what a predecessor held is taken again */
		queue->next_available = queue->next_used;
		queue->available_flags =
		        vqs_packed_available_flags(used & VQS_PACKED_WRAP);
		held = 0;
	}
	/* otherwise it stays so: the driver waits for it in vain */
	queue->entries_held = (uint32_t)held;
	wish_next(queue);
	return 0;
}

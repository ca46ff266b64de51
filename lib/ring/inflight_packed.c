/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The record of what is in flight, packed format. What is used is written over
 * descriptors of chains that are still in flight, so that the record has copies of them:
 * a list of places for each chain, and one of places that are free.
 *
 * A copy is made from the ring, after the chain was read and judged. A driver that changes
 * its descriptors in between gets other ones recorded than were carried out; they are
 * judged when a successor takes them.
 */
#include "inflight.h"

#include <errno.h>
#include <string.h>

#include "collect.h"
#include "packed_chain.h"
#include "packed_layout.h"

/* Of a place, while the record is read: in the list of free ones, in a chain. */
#define SEEN 1

/* Both at once. */
static void record_free(struct vqs_packed_record *record, uint16_t now, uint16_t old)
{
	const struct vqs_packed_free value = { now, old };
	uint32_t word;

	memcpy(&word, &value, sizeof(word));
	*(volatile vqs_shared32 *)(void *)&record->free = word;
}

/* All four at once, where the machine has stores of 64 bits. */
static void record_used(struct vqs_packed_record *record, struct vqs_packed_used value)
{
	uint64_t word;

	memcpy(&word, &value, sizeof(word));
	*(volatile vqs_shared64_aligned *)(void *)&record->used = word;
}

static struct vqs_packed_used used_now(const struct vqs_device_ring *queue)
{
	const uint16_t now = queue->next_used;
	const uint8_t wrap = vqs_packed_tail_wrap(queue->used_tail);

	return (struct vqs_packed_used){ now, now, wrap, wrap, { 0 } };
}

/* ---- While it runs ------------------------------------------------------------ */

/*
 * A copy of a descriptor, all of it. That of the last one of a chain has the chain's id.
 * Length, id and flags lie in it in another order than in the ring.
 */
VQS_HOT void record_descriptor(struct vqs_packed_state *state, const unsigned char *at)
{
	VQS_RECORD(state->address, vqs_shared_read64(at));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t tail = vqs_shared_read64(at + VQS_PACKED_LENGTH);

	tail = tail >> 32 | tail << 32;
	*(volatile vqs_shared64_aligned *)(void *)&state->id = tail;
#else
	VQS_RECORD(state->length, vqs_shared_read32(at + VQS_PACKED_LENGTH));
	VQS_RECORD(state->flags, (uint16_t)vqs_shared_read16(at + VQS_PACKED_FLAGS));
	VQS_RECORD(state->id, (uint16_t)vqs_shared_read16(at + VQS_PACKED_ID));
#endif
}

/* What the first place of a chain says of it: the first 8 bytes of a state, at once. */
VQS_HOT void record_head(struct vqs_packed_state *head, uint32_t next, uint32_t last,
                         uint32_t slots)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	*(volatile vqs_shared64_aligned *)(void *)head =
	        (uint64_t)slots << 48 | (uint64_t)last << 32 | next << 16 | 1;
#else
	VQS_RECORD(head->next, (uint16_t)next);
	VQS_RECORD(head->last, (uint16_t)last);
	VQS_RECORD(head->slots, (uint16_t)slots);
	VQS_RECORD(head->inflight, 1);
#endif
}

/* The chain of that id, from an entry of the ring on, into free places; the next of these. */
VQS_HOT uint32_t record_chain(const struct vqs_device_ring *queue,
                              const struct vqs_chain *chain, uint32_t entry,
                              uint32_t first, uint64_t counter)
{
	struct vqs_inflight_entry *const entries = queue->inflight->entries;
	struct vqs_packed_state *const states =
	        vqs_packed_record(queue->inflight)->states;
	struct vqs_inflight_entry *of_id = &entries[chain->id];
	const uint32_t slots = chain->slots;
	uint32_t place = first, next = entries[first].next;

	for (uint32_t left = slots;;) {
		record_descriptor(&states[place],
		                  vqs_descriptor_at(queue->ring.descriptors, entry));
		if (--left == 0)
			break;
		place = entries[place].next;
		entry = entry + 1 == queue->ring.size ? 0 : entry + 1;
	}
	VQS_RECORD(states[first].counter, counter);
	record_head(&states[first], next, place, slots);
	of_id->first = (uint16_t)first;
	of_id->last = (uint16_t)place;
	of_id->slots = (uint16_t)slots;
	return entries[place].next;
}

/* Chains count as in flight when their places are no longer free, all at once. */
static void record_chains(struct vqs_device_ring *queue, const struct vqs_chain *chains,
                          unsigned int count, uint32_t entry)
{
	struct vqs_inflight *inflight = queue->inflight;
	uint64_t counter = inflight->counter;
	uint32_t place = inflight->free;

	for (unsigned int i = 0; i < count; i++) {
		place = record_chain(queue, &chains[i], entry, place, counter++);
		entry += chains[i].slots;
		if (entry >= queue->ring.size)
			entry -= queue->ring.size;
	}
	inflight->counter = counter;
	inflight->free = (uint16_t)place;
	record_free(vqs_packed_record(inflight), inflight->free, inflight->free);
}

/* One descriptor; of its flags those that count once the chain is known. */
static struct vqs_descriptor recorded(const struct vqs_inflight *inflight, uint16_t place)
{
	const struct vqs_packed_state *state =
	        &vqs_packed_record(inflight)->states[place];

	return (struct vqs_descriptor){
		.address = VQS_RECORDED(state->address),
		.length = VQS_RECORDED(state->length),
		.flags = VQS_RECORDED(state->flags) &
		         (VQS_DESCRIPTOR_WRITE | VQS_DESCRIPTOR_INDIRECT),
	};
}

/* A list of several, or of one that is not INDIRECT. */
static enum vqs_fault collect_list(struct vqs_device_ring *queue,
                                   struct vqs_packed_walk *walk,
                                   const struct vqs_inflight_entry *of_id,
                                   struct vqs_chain *chain)
{
	struct vqs_collector *collector = &walk->collector;
	uint16_t place = of_id->first;
	enum vqs_fault fault;

	for (uint32_t left = of_id->slots;;) {
		if (collector->now.flags & VQS_DESCRIPTOR_INDIRECT)
			return VQS_FAULT_INDIRECT_NESTED;
		fault = vqs_collect(collector, &walk->rest, queue, chain);
		if (fault || --left == 0)
			break;
		place = queue->inflight->entries[place].next;
		collector->now = recorded(queue->inflight, place);
	}
	return fault ? fault
	             : vqs_collect_finish(collector->next, collector->length,
	                                  walk->rest.writable, chain);
}

/* From the record, by the places that the chain was found in; its id was judged. */
static int retake(struct vqs_device_ring *queue, uint16_t id, struct vqs_chain *chain,
                  struct vqs_segment *first, struct vqs_segment *end)
{
	const struct vqs_inflight_entry *of_id = &queue->inflight->entries[id];
	struct vqs_packed_walk walk = { .collector.next = first, .rest.end = end };
	enum vqs_fault fault;

	if (queue->held[id])
		return -VQS_FAULT_ID_BUSY;
	walk.collector.now = recorded(queue->inflight, of_id->first);
	vqs_collect_begin(&walk.collector, chain);
	if (walk.collector.now.flags & VQS_DESCRIPTOR_INDIRECT && of_id->slots == 1)
		fault = vqs_packed_collect(queue, &walk, chain);
	else
		fault = collect_list(queue, &walk, of_id, chain);
	return fault ? -(int)fault : (int)(walk.collector.next - first);
}

static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	const uint32_t entry = queue->next_available;
	int taken;

	if (VQS_SELDOM(queue->carried > 0))
		return vqs_inflight_take_again(
		        queue, &(struct vqs_take){ chains, count, segments, room },
		        retake);
	taken = queue->inflight->inner->take(queue, chains, count, segments, room);
	if (taken > 0)
		record_chains(queue, chains, (unsigned int)taken, entry);
	return taken;
}

/* Puts the places of a chain at the front of the free ones. */
VQS_HOT uint32_t free_places(struct vqs_inflight *inflight,
                             const struct vqs_inflight_entry *of_id, uint32_t free)
{
	const uint32_t last = of_id->last;

	inflight->entries[last].next = (uint16_t)free;
	VQS_RECORD(vqs_packed_record(inflight)->states[last].next, (uint16_t)free);
	return of_id->first;
}

/*
 * What the record says of a batch before it is used: enough to see if it was. How many
 * that are, up to one that is not in flight, or not with so many slots.
 */
static unsigned int announce(struct vqs_device_ring *queue, const struct vqs_used *used,
                             unsigned int count)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_packed_used next = used_now(queue);
	uint32_t free = inflight->free, moved = 0;
	uint16_t flags = vqs_packed_used_flags(next.wrap_now);
	unsigned int known;

	for (known = 0; known < count; known++) {
		struct vqs_inflight_entry *of_id = &inflight->entries[used[known].id];
		const uint32_t slots = used[known].slots;

		if (VQS_SELDOM(used[known].id >= inflight->size) ||
		    VQS_SELDOM(slots == 0 || of_id->slots != slots))
			break;
		of_id->slots = 0;
		free = free_places(inflight, of_id, free);
		moved += slots;
	}
	inflight->free = (uint16_t)free;
	vqs_packed_advance(&next.now, &flags, moved, queue->ring.size);
	next.wrap_now = vqs_packed_wrap(flags);
	VQS_RECORD(vqs_packed_record(inflight)->free.now, inflight->free);
	record_used(vqs_packed_record(inflight), next);
	return known;
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_packed_record *record = vqs_packed_record(inflight);
	struct vqs_inflight_entry *const entries = inflight->entries;
	const unsigned int known = announce(queue, used, count);
	int error;

	vqs_record_order();
	error = inflight->inner->give(queue, used, known);
	vqs_record_order();
	for (unsigned int i = 0; i < known; i++)
		VQS_RECORD(record->states[entries[used[i].id].first].inflight, 0);
	VQS_RECORD(record->free.old, inflight->free);
	record_used(record, used_now(queue));
	return known == count ? error : -EINVAL;
}

/* Free first: from then on it does not matter whether it is said to be in flight. */
static void forget(struct vqs_device_ring *queue, uint16_t id)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_packed_record *record = vqs_packed_record(inflight);

	inflight->free =
	        (uint16_t)free_places(inflight, &inflight->entries[id], inflight->free);
	record_free(record, inflight->free, inflight->free);
	VQS_RECORD(record->states[inflight->free].inflight, 0);
	inflight->entries[id].slots = 0;
}

/* ---- Beginning ---------------------------------------------------------------- */

/* The version last: without it, nothing else counts. */
static void begin(struct vqs_device_ring *queue)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_packed_record *record = vqs_packed_record(inflight);

	VQS_RECORD(record->version, 0);
	for (uint32_t i = 0; i < inflight->size; i++) {
		VQS_RECORD(record->states[i].inflight, 0);
		VQS_RECORD(record->states[i].next, (uint16_t)(i + 1));
		inflight->entries[i] =
		        (struct vqs_inflight_entry){ .next = (uint16_t)(i + 1) };
	}
	VQS_RECORD(record->features, 0);
	VQS_RECORD(record->size, inflight->size);
	inflight->free = 0;
	record_free(record, 0, 0);
	record_used(record, used_now(queue));
	VQS_RECORD(record->version, VQS_INFLIGHT_VERSION);
}

/* Whether the batch that was announced last was used: its first descriptor was written. */
static bool was_used(const struct vqs_device_ring *queue,
                     const struct vqs_packed_used *used)
{
	const unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, used->old);
	const uint32_t flags = vqs_shared_read16(at + VQS_PACKED_FLAGS);

	return (flags & VQS_PACKED_BOTH) != vqs_packed_available_flags(used->wrap_old);
}

/*
 * Ends a batch at which the predecessor was interrupted, or takes it back: where the used
 * entries go on, and which places are free, from then on.
 */
static int settle(struct vqs_device_ring *queue)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_packed_record *record = vqs_packed_record(inflight);
	const uint64_t word =
	        *(const volatile vqs_shared64_aligned *)(const void *)&record->used;
	struct vqs_packed_used used;
	bool done;

	memcpy(&used, &word, sizeof(used));
	used.wrap_now &= 1;
	used.wrap_old &= 1;
	if (used.now >= queue->ring.size || used.old >= queue->ring.size)
		return -EBADMSG;
	done = (used.now != used.old || used.wrap_now != used.wrap_old) &&
	       was_used(queue, &used);
	inflight->free =
	        done ? VQS_RECORDED(record->free.now) : VQS_RECORDED(record->free.old);
	queue->next_used = done ? used.now : used.old;
	queue->used_tail = vqs_packed_used_tail(done ? used.wrap_now : used.wrap_old);
	record_free(record, inflight->free, inflight->free);
	record_used(record, used_now(queue));
	return 0;
}

/* Goes to a place, once. */
static bool visit(struct vqs_inflight *inflight, uint16_t place)
{
	if (place >= inflight->size || inflight->entries[place].again == SEEN)
		return false;
	inflight->entries[place].again = SEEN;
	inflight->entries[place].next =
	        VQS_RECORDED(vqs_packed_record(inflight)->states[place].next);
	return true;
}

/* The free places: nothing is in flight there, whatever they say. How many. */
static int find_free(struct vqs_inflight *inflight)
{
	uint16_t place = inflight->free;
	int count = 0;

	for (; place != inflight->size; count++) {
		if (!visit(inflight, place))
			return -EBADMSG;
		VQS_RECORD(vqs_packed_record(inflight)->states[place].inflight, 0);
		place = inflight->entries[place].next;
	}
	return count;
}

/* One chain, from its first place on: its id, and how many places it has. */
static int find_chain(struct vqs_device_ring *queue, uint16_t first, uint16_t *id)
{
	struct vqs_inflight *inflight = queue->inflight;
	const struct vqs_packed_state *states = vqs_packed_record(inflight)->states;
	const uint16_t slots = VQS_RECORDED(states[first].slots);
	const uint16_t last = VQS_RECORDED(states[first].last);
	uint16_t place = first, from = first;

	for (uint32_t i = 0; i < slots; i++) {
		from = place;
		if (!visit(inflight, place))
			return -EBADMSG;
		place = inflight->entries[place].next;
	}
	if (!slots || from != last)
		return -EBADMSG;
	*id = VQS_RECORDED(states[last].id);
	if (*id >= queue->ring.size || inflight->entries[*id].slots)
		return -EBADMSG;
	inflight->entries[*id].first = first;
	inflight->entries[*id].last = last;
	inflight->entries[*id].slots = slots;
	return slots;
}

/* Of each chain that is in flight, its id; every place is free or in one of them. */
static int find(struct vqs_device_ring *queue, uint32_t *slots)
{
	struct vqs_inflight *inflight = queue->inflight;
	const struct vqs_packed_state *states = vqs_packed_record(inflight)->states;
	int places = find_free(inflight), count = 0;

	for (uint32_t i = 0; places >= 0 && i < inflight->size; i++) {
		uint16_t id;
		int made;

		if (inflight->entries[i].again == SEEN ||
		    !VQS_RECORDED(states[i].inflight))
			continue;
		made = find_chain(queue, (uint16_t)i, &id);
		if (made < 0)
			return made;
		places += made;
		*slots += (uint32_t)made;
		inflight->entries[count].counter = VQS_RECORDED(states[i].counter);
		inflight->entries[count++].chain = id;
	}
	return places == inflight->size && *slots <= queue->ring.size ? count : -EBADMSG;
}

/* What was found, in the place where it stays. */
static void list(struct vqs_inflight *inflight, int count)
{
	for (int i = 0; i < count; i++)
		inflight->entries[i].again = inflight->entries[i].chain;
}

static uint32_t flags_at(const struct vqs_device_ring *queue, uint32_t entry)
{
	return vqs_shared_read16(vqs_descriptor_at(queue->ring.descriptors, entry) +
	                         VQS_PACKED_FLAGS) &
	       VQS_PACKED_BOTH;
}

/*
 * Whether the record is of another ring, whose driver was reset. In this one the first entry
 * of what is in flight would be available still; and an entry that was used has the USED
 * flag, until the driver makes it available in a later round, which not all are
 * if some are not in flight.
 */
static bool is_of_another(const struct vqs_device_ring *queue, uint32_t slots)
{
	const bool wrap = vqs_packed_tail_wrap(queue->used_tail);

	if (slots > 0 &&
	    flags_at(queue, queue->next_used) != vqs_packed_available_flags(wrap))
		return true;
	if (slots == queue->ring.size || (queue->next_used == 0 && wrap))
		return false;
	for (uint32_t entry = 0; entry < queue->ring.size; entry++)
		if (flags_at(queue, entry) & VQS_PACKED_USED)
			return false;
	return true;
}

static int start_over(struct vqs_device_ring *queue, uint16_t next_used,
                      uint64_t used_tail)
{
	queue->next_used = next_used;
	queue->used_tail = used_tail;
	begin(queue);
	return 0;
}

static int go_on(struct vqs_device_ring *queue)
{
	const uint16_t next_used = queue->next_used;
	const uint64_t used_tail = queue->used_tail;
	struct vqs_inflight *inflight = queue->inflight;
	uint32_t slots = 0;
	uint16_t entry, flags;
	int count;

	if (VQS_RECORDED(vqs_packed_record(inflight)->size) != inflight->size ||
	    settle(queue) < 0)
		return -EBADMSG;
	count = find(queue, &slots);
	if (count < 0)
		return count;
	if (is_of_another(queue, slots))
		return start_over(queue, next_used, used_tail);
	list(inflight, count);
	entry = queue->next_used;
	flags = vqs_packed_available_flags(vqs_packed_tail_wrap(queue->used_tail));
	vqs_packed_advance(&entry, &flags, slots, queue->ring.size);
	return vqs_inflight_resume(queue,
	                           vqs_packed_place(entry, flags) |
	                                   (uint32_t)vqs_packed_used_place(
	                                           queue->next_used, queue->used_tail)
	                                           << 16,
	                           (uint32_t)count);
}

const struct vqs_inflight_format *vqs_packed_inflight(void)
{
	static const struct vqs_inflight_format format = {
		.device = { .take = take,
		            .give = give,
		            .must_notify = vqs_inflight_must_notify,
		            .suppress = vqs_inflight_suppress,
		            .expect = vqs_inflight_expect },
		.begin = begin,
		.go_on = go_on,
		.forget = forget,
	};

	return &format;
}

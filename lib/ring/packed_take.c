/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: which chains are available, one after another.
 *
 * The loops here take chains as they usually are. Whatever else comes leaves them, with
 * what was read of the chain at hand, and comes back when the chain is done: so the loops
 * keep what they need in registers.
 *
 * virtio 1.4, Packed Virtqueues: Virtqueue Operation.
 */
#include "packed_take.h"

#include <errno.h>

#include "barrier.h"
#include "packed_chain.h"

/* Whether the device can have a chain of that id. */
VQS_HOT bool sound_id(const struct vqs_device_ring *queue, size_t id)
{
	return !VQS_SELDOM((uint16_t)id >= queue->ring.size) &&
	       !VQS_SELDOM(queue->held[id]);
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
	VQS_KEEP(at.mark); /* or it is 16 bits of a register, which takes longer */
	if (most > size - first)
		most = size - first;
	if (most > room)
		most = room;
	at.stop = at.entry + most * VQS_DESCRIPTOR_BYTES;
	return at;
}

/* So many chains were taken, up to that entry; none of them goes round the ring's end. */
VQS_HOT void go_to(struct vqs_device_ring *queue, const unsigned char *entry,
                   unsigned int taken)
{
	const unsigned char *const ring = queue->ring.descriptors;
	size_t now = (size_t)(entry - ring) / VQS_DESCRIPTOR_BYTES;

	queue->held_count += taken;
	queue->entries_held += (uint32_t)now - queue->next_available;
	if (VQS_SELDOM(now == queue->ring.size)) {
		now = 0;
		queue->available_flags ^= VQS_PACKED_BOTH;
	}
	queue->next_available = (uint16_t)now;
}

/* What a call of take goes on with. */
enum next { ALL_DONE, IN_RING, IN_TABLES, ODD_CHAIN };

/*
 * Where it stands between the loops: what was taken is behind it, and the queue knows of
 * it. Each loop ends where something comes that is not its own.
 */
struct batch {
	struct vqs_chain *chain;
	unsigned int left, taken;
	uint32_t known; /* KNOWN and flags of the next descriptor, if they were read */
	struct vqs_segment *next, *end;
	enum vqs_usual came; /* then: of an odd chain what `walk` has of it */
	enum vqs_fault fault;
	struct vqs_packed_walk walk;
};

#define KNOWN 0x10000u

/* How a chain ended that was not begun: nothing is there, or it is for the other loop. */
#define NOTHING VQS_USUAL
#define OTHER   ((enum vqs_usual)16)

/* After so many more chains, up to that entry. */
VQS_HOT void advance(struct vqs_device_ring *queue, struct batch *batch,
                     const unsigned char *entry, struct vqs_segment *next,
                     unsigned int taken)
{
	go_to(queue, entry, taken);
	batch->chain += taken;
	batch->left -= taken;
	batch->taken += taken;
	batch->next = next;
	batch->known = 0;
}

static VQS_COLD enum next bad_id(struct vqs_device_ring *queue, struct batch *batch,
                                 size_t id)
{
	batch->fault = id < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
	return ALL_DONE;
}

/* The rest of a chain, whatever it is like; the queue stands at its first descriptor. */
static enum vqs_fault collect(struct vqs_device_ring *queue, struct batch *batch)
{
	struct vqs_packed_walk *const walk = &batch->walk;
	struct vqs_collector *const collector = &walk->collector;

	collector->recent = vqs_recent_at(queue, collector->now.address);
	/* maybe the region is only not known yet, to the loops */
	if (!(batch->came & VQS_STOPPED)) {
		uint64_t address = collector->now.address;

		vqs_recent_host(queue, &collector->recent, &address,
		                collector->now.length);
	}
	vqs_packed_wrap_at(queue, &walk->at);
	walk->free = (size_t)queue->ring.size - queue->entries_held;
	walk->stopped = batch->came & VQS_STOPPED;
	walk->rest.writable = vqs_collect_writable(collector, batch->came, batch->chain);
	walk->rest.end = batch->end;
	if (batch->came & VQS_LONG)
		return vqs_collect_finish(collector->next, collector->length,
		                          walk->rest.writable, batch->chain);
	return vqs_packed_collect(queue, walk, batch->chain);
}

static VQS_COLD enum next take_odd(struct vqs_device_ring *queue, struct batch *batch)
{
	struct vqs_packed_walk *const walk = &batch->walk;
	struct vqs_chain *const chain = batch->chain;
	size_t id;

	batch->fault = collect(queue, batch);
	if (batch->fault)
		return ALL_DONE;
	id = vqs_shared_read16(walk->at.entry + VQS_PACKED_ID);
	if (!sound_id(queue, id))
		return bad_id(queue, batch, id);
	queue->held[id] = 1;
	vqs_collect_name(chain, id, walk->slots);
	vqs_packed_advance(&queue->next_available, &queue->available_flags,
	                   (uint32_t)walk->slots, queue->ring.size);
	queue->entries_held += (uint32_t)walk->slots;
	queue->held_count++;
	batch->chain++;
	batch->left--;
	batch->taken++;
	batch->next = walk->collector.next;
	return IN_RING;
}

/* The flags of the next chain's first descriptor. */
VQS_HOT size_t look_first(const struct vqs_packed_at *at, const struct batch *batch)
{
	return batch->known ? (batch->known & UINT16_MAX) ^ (at->mark & ~VQS_PACKED_BOTH)
	                    : look_at(at);
}

/* All else of it. */
VQS_HOT void read_first(struct vqs_device_ring *queue, struct vqs_packed_usual *usual)
{
	struct vqs_descriptor *const now = &usual->collector.now;

	vqs_collect_begin(&usual->collector, usual->chain);
	vqs_packed_read(now, usual->at.entry);
	usual->collector.recent = vqs_recent_at(queue, now->address);
}

/* One chain whose descriptors are in the ring. */
VQS_HOT bool take_list(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                       size_t differ)
{
	if (differ == 0) {
		read_first(queue, usual);
	} else {
		usual->came = differ & VQS_PACKED_BOTH ? NOTHING : OTHER;
		if (VQS_SELDOM(differ & VQS_PACKED_BOTH) ||
		    VQS_SELDOM((uint32_t)differ == queue->table_flags))
			return false;
		read_first(queue, usual);
	}
	return vqs_packed_entries(queue, usual, differ);
}

/* One chain whose descriptors are in a table. */
VQS_HOT bool take_table(struct vqs_device_ring *queue, struct vqs_packed_usual *usual,
                        size_t differ, struct vqs_segment *const *end,
                        const unsigned char **last)
{
	struct vqs_collector *const collector = &usual->collector;
	struct vqs_descriptor *const now = &collector->now;
	size_t room;

	usual->came = differ & VQS_PACKED_BOTH ? NOTHING : OTHER;
	if (VQS_SELDOM((uint32_t)differ != queue->table_flags))
		return false;
	read_first(queue, usual);
	room = (size_t)(*end - collector->next);
	usual->row = NULL;
	if (VQS_SELDOM(now->length > room * VQS_DESCRIPTOR_BYTES) ||
	    VQS_SELDOM(now->length % VQS_DESCRIPTOR_BYTES != 0) ||
	    VQS_SELDOM(
	            !vqs_recent_translate(collector->recent, &now->address, now->length)))
		return vqs_packed_odd(usual, VQS_USUAL, VQS_DESCRIPTOR_INDIRECT);
	usual->row = (const unsigned char *)(uintptr_t)now->address;
	*last = usual->row + now->length - VQS_DESCRIPTOR_BYTES;
	return vqs_packed_rows(queue, usual, last);
}

/* The name of a chain of so many entries, the last of which is at hand. */
VQS_HOT bool take_name(struct vqs_device_ring *queue, const unsigned char *entry,
                       struct vqs_chain *chain, size_t slots, size_t *id)
{
	*id = vqs_shared_field16(entry + VQS_PACKED_ID);
	VQS_KEEP_ALL();
	if (!sound_id(queue, *id))
		return false;
	queue->held[*id] = 1;
	vqs_collect_name(chain, *id, slots);
	return true;
}

/* What follows a chain of the ring that did not end in the usual way. */
static VQS_COLD enum next leave_list(struct vqs_device_ring *queue, struct batch *batch,
                                     const struct vqs_packed_usual *usual, size_t differ)
{
	const unsigned int taken = (unsigned int)(usual->chain - batch->chain);
	struct vqs_segment *const next = usual->collector.next;
	const unsigned char *head = usual->at.entry;
	size_t added;

	if (usual->came == NOTHING || usual->came == OTHER) {
		advance(queue, batch, head, next, taken);
		batch->known = KNOWN | (uint32_t)(differ ^ VQS_DESCRIPTOR_NEXT);
		return usual->came == OTHER ? IN_TABLES : ALL_DONE;
	}
	added = (size_t)(next - usual->chain->segments);
	head -= (usual->came & VQS_LONG ? added - 1 : added) * VQS_DESCRIPTOR_BYTES;
	advance(queue, batch, head, next, taken);
	batch->came = usual->came;
	batch->walk = (struct vqs_packed_walk){
		.collector = usual->collector,
		.at = usual->at,
		.slots = added,
	};
	return ODD_CHAIN;
}

/* The same for one in a table. */
static VQS_COLD enum next leave_table(struct vqs_device_ring *queue, struct batch *batch,
                                      const struct vqs_packed_usual *usual, size_t differ,
                                      const unsigned char *last)
{
	const unsigned int taken = (unsigned int)(usual->chain - batch->chain);
	struct vqs_segment *const next = usual->collector.next;
	struct vqs_packed_walk *const walk = &batch->walk;

	advance(queue, batch, usual->at.entry, next, taken);
	if (usual->came == NOTHING || usual->came == OTHER) {
		batch->known = KNOWN | (uint32_t)(differ ^ VQS_DESCRIPTOR_NEXT);
		return usual->came == OTHER ? IN_RING : ALL_DONE;
	}
	batch->came = usual->came;
	*walk = (struct vqs_packed_walk){
		.collector = usual->collector,
		.at = usual->at,
		.slots = usual->row ? 1 : 0,
		.inside = usual->row,
	};
	if (walk->inside) {
		size_t added = (size_t)(next - usual->chain->segments);

		walk->table.base = usual->row - added * VQS_DESCRIPTOR_BYTES;
		walk->table.entries =
		        (size_t)(last - walk->table.base) / VQS_DESCRIPTOR_BYTES + 1;
	}
	return ODD_CHAIN;
}

/* Chains in tables, as long as they come. */
static VQS_NO_INLINE enum next packed_take_tables(struct vqs_device_ring *queue,
                                                  struct batch *batch)
{
	struct vqs_packed_usual usual = {
		.collector.next = batch->next,
		.at = begin(queue, (size_t)(batch->end - batch->next)),
		.chain = batch->chain,
	};
	struct vqs_chain *const last = usual.chain + batch->left;
	struct vqs_segment *end = batch->end;
	const unsigned char *row = NULL;
	size_t id, differ;

	VQS_IN_MEMORY(end);
	VQS_IN_MEMORY(row);
	if (usual.at.entry == usual.at.stop)
		return ALL_DONE;
	usual.at.mark |= VQS_DESCRIPTOR_NEXT;
	differ = look_first(&usual.at, batch);
	while (take_table(queue, &usual, differ, &end, &row)) {
		const unsigned char *const entry = usual.at.entry;

		if (!take_name(queue, entry, usual.chain, 1, &id)) {
			advance(queue, batch, entry, usual.collector.next,
			        (unsigned int)(usual.chain - batch->chain));
			return bad_id(queue, batch, id);
		}
		usual.chain++;
		usual.at.entry += VQS_DESCRIPTOR_BYTES;
		if (VQS_SELDOM(usual.at.entry == usual.at.stop) || usual.chain == last) {
			advance(queue, batch, usual.at.entry, usual.collector.next,
			        (unsigned int)(usual.chain - batch->chain));
			return IN_RING;
		}
		differ = look_at(&usual.at);
	}
	if (!VQS_SELDOM(usual.came != NOTHING)) {
		advance(queue, batch, usual.at.entry, usual.collector.next,
		        (unsigned int)(usual.chain - batch->chain));
		return ALL_DONE;
	}
	const struct vqs_packed_usual left = usual;

	return leave_table(queue, batch, &left, differ, row);
}

/* Chains in the ring, as long as they come. */
static VQS_NO_INLINE enum next packed_take_lists(struct vqs_device_ring *queue,
                                                 struct batch *batch)
{
	struct vqs_packed_usual usual = {
		.collector.next = batch->next,
		.at = begin(queue, (size_t)(batch->end - batch->next)),
		.chain = batch->chain,
	};
	struct vqs_chain *last = usual.chain + batch->left;
	size_t id, differ;

	VQS_IN_MEMORY(last);
	if (usual.at.entry == usual.at.stop)
		return ALL_DONE;
	usual.at.mark |= VQS_DESCRIPTOR_NEXT;
	differ = look_first(&usual.at, batch);
	while (take_list(queue, &usual, differ)) {
		size_t slots = (size_t)(usual.collector.next - usual.chain->segments);

		if (!take_name(queue, usual.at.entry, usual.chain, slots, &id)) {
			advance(queue, batch,
			        usual.at.entry - (slots - 1) * VQS_DESCRIPTOR_BYTES,
			        usual.collector.next,
			        (unsigned int)(usual.chain - batch->chain));
			return bad_id(queue, batch, id);
		}
		usual.chain++;
		usual.at.entry += VQS_DESCRIPTOR_BYTES;
		if (VQS_SELDOM(usual.at.entry == usual.at.stop) || usual.chain == last) {
			advance(queue, batch, usual.at.entry, usual.collector.next,
			        (unsigned int)(usual.chain - batch->chain));
			return IN_RING;
		}
		differ = look_at(&usual.at);
	}
	if (!VQS_SELDOM(usual.came != NOTHING)) {
		advance(queue, batch, usual.at.entry, usual.collector.next,
		        (unsigned int)(usual.chain - batch->chain));
		return ALL_DONE;
	}
	const struct vqs_packed_usual left = usual;

	return leave_list(queue, batch, &left, differ);
}

/* What becomes of an entry in the loop for chains of one descriptor. */
enum single { SINGLE, SINGLE_NONE, SINGLE_ODD, SINGLE_ID };

VQS_HOT enum single take_single(struct vqs_device_ring *queue,
                                const struct vqs_packed_at *at, struct vqs_chain *chain,
                                struct vqs_segment *segment, struct vqs_descriptor *now,
                                size_t *id)
{
	const struct vqs_recent *recent;

	if (VQS_SELDOM(now->flags & ~(size_t)VQS_DESCRIPTOR_WRITE)) {
		if (now->flags & VQS_PACKED_BOTH)
			return SINGLE_NONE;
		vqs_packed_read(now, at->entry);
		return SINGLE_ODD;
	}
	vqs_packed_read(now, at->entry);
	recent = vqs_recent_at(queue, now->address);
	if (VQS_SELDOM(!vqs_recent_translate(recent, &now->address, now->length)))
		return SINGLE_ODD;
	if (!take_name(queue, at->entry, chain, 1, id))
		return SINGLE_ID;
	segment->base = (void *)(uintptr_t)now->address;
	segment->length = (uint32_t)now->length;
	vqs_collect_single(chain, segment, now->length, now->flags);
	return SINGLE;
}

/* Leaves that one way and never comes back to it: where there was one there are more. */
VQS_HOT void note_kind(struct vqs_device_ring *queue, size_t flags)
{
	if (flags & (VQS_DESCRIPTOR_NEXT | VQS_DESCRIPTOR_INDIRECT))
		queue->kind = 1;
}

/* Chains of one descriptor, as most are, as long as they come. */
static VQS_NO_INLINE enum next packed_take_singles(struct vqs_device_ring *queue,
                                                   struct batch *batch)
{
	struct vqs_segment *next = batch->next;
	struct vqs_packed_at at = begin(queue, (size_t)(batch->end - next));
	struct vqs_chain *chain = batch->chain, *const last = chain + batch->left;
	struct vqs_descriptor now;
	enum single single;
	size_t id;

	if (at.entry == at.stop)
		return ALL_DONE;
	now.flags = look_first(&at, batch);
	for (;; now.flags = look_at(&at)) {
		single = take_single(queue, &at, chain, next, &now, &id);
		if (VQS_SELDOM(single != SINGLE))
			break;
		chain++;
		next++;
		at.entry += VQS_DESCRIPTOR_BYTES;
		if (VQS_SELDOM(at.entry == at.stop) || chain == last)
			break;
	}
	advance(queue, batch, at.entry, next, (unsigned int)(chain - batch->chain));
	if (!VQS_SELDOM(single != SINGLE))
		return IN_RING;
	if (single == SINGLE_NONE)
		return ALL_DONE;
	if (single == SINGLE_ID)
		return bad_id(queue, batch, id);
	note_kind(queue, now.flags);
	batch->came = VQS_UNUSUAL;
	batch->walk = (struct vqs_packed_walk){
		.collector = { .now = now, .next = next },
		.at = at,
	};
	vqs_collect_begin(&batch->walk.collector, chain);
	return ODD_CHAIN;
}

static int result(struct vqs_device_ring *queue, const struct batch *batch)
{
	/* a faulty chain is only latched when it comes first: the others can be given back */
	if (!batch->fault || batch->taken > 0)
		return (int)batch->taken;
	vqs_device_ring_break(queue, batch->fault);
	return -EIO;
}

static VQS_NO_INLINE int take_batch(struct vqs_device_ring *queue, struct batch *batch,
                                    enum next next)
{
	while (next != ALL_DONE && batch->left > 0) {
		if (next == ODD_CHAIN)
			next = take_odd(queue, batch);
		else if (next == IN_TABLES)
			next = packed_take_tables(queue, batch);
		else if (queue->kind)
			next = packed_take_lists(queue, batch);
		else
			next = packed_take_singles(queue, batch);
	}
	return result(queue, batch);
}

/* ---- One chain: less to set up ---------------------------------------------- */

static VQS_COLD int leave_one(struct vqs_device_ring *queue,
                              const struct vqs_packed_usual *usual,
                              struct vqs_segment *end, const unsigned char *last)
{
	struct batch batch = { .chain = usual->chain, .left = 1, .end = end };
	enum next next = last ? leave_table(queue, &batch, usual, 0, last)
	                      : leave_list(queue, &batch, usual, 0);

	return take_batch(queue, &batch, next);
}

static VQS_COLD int one_bad_id(struct vqs_device_ring *queue, size_t id)
{
	struct batch batch = { .taken = 0 };

	bad_id(queue, &batch, id);
	return result(queue, &batch);
}

static VQS_NO_INLINE int packed_take_table(struct vqs_device_ring *queue,
                                           struct vqs_chain *chain,
                                           struct vqs_segment *segments,
                                           struct vqs_segment *end)
{
	struct vqs_packed_usual usual = {
		.collector.next = segments,
		.at.entry =
		        vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		.at.mark = queue->available_flags,
		.chain = chain,
	};
	const unsigned char *row = NULL;
	size_t id;

	if (!take_table(queue, &usual, queue->table_flags, &end, &row)) {
		const struct vqs_packed_usual left = usual;

		return leave_one(queue, &left, end, row);
	}
	if (!take_name(queue, usual.at.entry, chain, 1, &id))
		return one_bad_id(queue, id);
	go_to(queue, usual.at.entry + VQS_DESCRIPTOR_BYTES, 1);
	return 1;
}

VQS_HOT int take_one_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                          struct vqs_segment *segments, struct vqs_segment *end,
                          size_t differ)
{
	struct vqs_packed_usual usual = {
		.collector.next = segments,
		.at = begin(queue, (size_t)(end - segments)),
		.chain = chain,
	};
	size_t id, slots;

	usual.at.mark |= VQS_DESCRIPTOR_NEXT;
	if (!take_list(queue, &usual, differ)) {
		if (usual.came == NOTHING)
			return 0;
		if (usual.came == OTHER)
			return packed_take_table(queue, chain, segments, end);
		const struct vqs_packed_usual left = usual;

		return leave_one(queue, &left, end, NULL);
	}
	slots = (size_t)(usual.collector.next - chain->segments);
	if (!take_name(queue, usual.at.entry, chain, slots, &id))
		return one_bad_id(queue, id);
	go_to(queue, usual.at.entry + VQS_DESCRIPTOR_BYTES, 1);
	return 1;
}

/* The flags of its first descriptor were read. */
static VQS_NO_INLINE int packed_take_list(struct vqs_device_ring *queue,
                                          struct vqs_chain *chain,
                                          struct vqs_segment *segments,
                                          struct vqs_segment *end, size_t differ)
{
	return take_one_list(queue, chain, segments, end, differ);
}

/* They were not. */
static VQS_NO_INLINE int packed_take_only_list(struct vqs_device_ring *queue,
                                               struct vqs_chain *chain,
                                               struct vqs_segment *segments,
                                               struct vqs_segment *end)
{
	const struct vqs_packed_at at = {
		.entry =
		        vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		.mark = queue->available_flags | VQS_DESCRIPTOR_NEXT,
	};

	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return 0;
	return take_one_list(queue, chain, segments, end, look_at(&at));
}

/* One that is not single, or not usual. `half`: length and flags of the descriptor. */
static VQS_COLD int leave_single(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                 struct vqs_segment *segments, struct vqs_segment *end,
                                 uint64_t address, uint64_t half)
{
	struct batch batch = {
		.chain = chain,
		.left = 1,
		.end = end,
		.came = VQS_UNUSUAL,
		.walk.collector.now = { .address = address,
		                        .length = (uint32_t)half,
		                        .flags = (size_t)(half >> 32) },
		.walk.collector.next = segments,
		.walk.at = begin(queue, 1),
	};

	note_kind(queue, batch.walk.collector.now.flags);
	vqs_collect_begin(&batch.walk.collector, chain);
	return take_batch(queue, &batch, ODD_CHAIN);
}

VQS_HOT int packed_take_single(struct vqs_device_ring *queue, struct vqs_chain *chain,
                               struct vqs_segment *segments, struct vqs_segment *end)
{
	const struct vqs_packed_at at = {
		.entry =
		        vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		.mark = queue->available_flags,
	};
	uint32_t entry = queue->next_available + 1u;
	struct vqs_descriptor now;
	enum single single;
	size_t id;

	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return 0;
	now.flags = look_at(&at);
	single = take_single(queue, &at, chain, segments, &now, &id);
	if (VQS_SELDOM(single == SINGLE_NONE))
		return 0;
	if (VQS_SELDOM(single == SINGLE_ODD))
		return leave_single(queue, chain, segments, end, now.address,
		                    now.length | (uint64_t)now.flags << 32);
	if (VQS_SELDOM(single == SINGLE_ID))
		return one_bad_id(queue, id);
	queue->held_count++;
	queue->entries_held++;
	if (VQS_SELDOM(entry == queue->ring.size)) {
		entry = 0;
		queue->available_flags ^= VQS_PACKED_BOTH;
	}
	queue->next_available = (uint16_t)entry;
	return 1;
}

/*
 * Each chain in the way for all that may come: the only one where size counts most. And
 * where nothing can be laid into, to find what fault that is.
 */
static VQS_COLD int take_slowly(struct vqs_device_ring *queue, struct vqs_chain *chains,
                                unsigned int count, struct vqs_segment *segments,
                                struct vqs_segment *end)
{
	struct batch batch = {
		.chain = chains,
		.left = count,
		.next = segments,
		.end = end,
		.came = VQS_UNUSUAL,
	};
	struct vqs_packed_walk *const walk = &batch.walk;
	struct vqs_descriptor *const now = &walk->collector.now;

	while (batch.left > 0 && queue->entries_held != queue->ring.size) {
		*walk = (struct vqs_packed_walk){ .at = begin(queue, 1) };
		walk->collector.next = batch.next;
		now->flags = look_at(&walk->at);
		if (now->flags & VQS_PACKED_BOTH)
			break;
		vqs_packed_read(now, walk->at.entry);
		vqs_collect_begin(&walk->collector, batch.chain);
		if (take_odd(queue, &batch) == ALL_DONE)
			break;
	}
	return result(queue, &batch);
}

/* Behind the first chain. */
static VQS_NO_INLINE int packed_take_others(struct vqs_device_ring *queue,
                                            struct vqs_chain *chains, unsigned int count,
                                            struct vqs_segment *end)
{
	const struct vqs_packed_at at = {
		.entry =
		        vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		.mark = queue->available_flags,
	};
	struct batch batch;
	size_t flags;

	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return 1;
	flags = look_at(&at);
	if (flags & VQS_PACKED_BOTH)
		return 1;
	batch.chain = chains + 1;
	batch.left = count - 1;
	batch.taken = 1;
	batch.known = KNOWN | (uint32_t)flags;
	batch.next = chains->segments + chains->readable + chains->writable;
	batch.end = end;
	batch.fault = VQS_FAULT_NONE;
	return take_batch(queue, &batch, IN_RING);
}

/* Often there is nothing: what was set up for it would have been in vain. */
static VQS_NO_INLINE int packed_take_several(struct vqs_device_ring *queue,
                                             struct vqs_chain *chains, unsigned int count,
                                             struct vqs_segment *segments,
                                             struct vqs_segment *end)
{
	const struct vqs_packed_at at = {
		.entry =
		        vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		.mark = queue->available_flags,
	};
	struct batch batch;
	enum next next;
	size_t flags;

	if (VQS_SELDOM(queue->entries_held == queue->ring.size) || count == 0)
		return 0;
	flags = look_at(&at);
	if (flags & VQS_PACKED_BOTH)
		return 0;
	if (queue->kind) {
		int taken = packed_take_list(queue, chains, segments, end,
		                             flags ^ VQS_DESCRIPTOR_NEXT);

		if (VQS_SELDOM(taken != 1))
			return taken;
		return packed_take_others(queue, chains, count, end);
	}
	batch.chain = chains;
	batch.left = count;
	batch.taken = 0;
	batch.known = KNOWN | (uint32_t)flags;
	batch.next = segments;
	batch.end = end;
	batch.fault = VQS_FAULT_NONE;
	next = packed_take_singles(queue, &batch);
	if (!VQS_SELDOM(batch.fault) && (next == ALL_DONE || batch.left == 0))
		return (int)batch.taken;
	return take_batch(queue, &batch, next);
}

int vqs_packed_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                    unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_segment *const end =
	        segments + (room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST);

	if (VQS_SMALL || VQS_SELDOM(room == 0))
		return take_slowly(queue, chains, count, segments, end);
	if (count != 1)
		return packed_take_several(queue, chains, count, segments, end);
	if (queue->kind)
		return packed_take_only_list(queue, chains, segments, end);
	return packed_take_single(queue, chains, segments, end);
}

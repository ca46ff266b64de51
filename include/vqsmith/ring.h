/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The virtqueue, both ends of it. One interface for the split and the packed
 * format: who uses a queue does not know which of them it is.
 *
 * Freestanding: no allocation, no libc beyond memcpy and memset, no global
 * state. All storage is the caller's. A queue belongs to one thread.
 *
 * Errors are negative errno values. A queue on which the other end broke the
 * rules is latched broken: from then on every call gives -EIO and the rings
 * are never looked at again, until the queue is initialised anew. The fault
 * says what was wrong.
 *
 * virtio 1.4, Basic Facilities of a Virtio Device / Virtqueues; Split
 * Virtqueues; Packed Virtqueues.
 */
#ifndef VQSMITH_RING_H
#define VQSMITH_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vqsmith/features.h>
#include <vqsmith/memory.h>

/* Split Virtqueues: the largest queue. */
#define VQS_QUEUE_SIZE_MAX 32768

/* Why a queue is broken. vqs_fault_text() gives each in words. */
enum vqs_fault {
	VQS_FAULT_NONE,
	VQS_FAULT_INDEX_JUMP, /* more made available (or used) than the queue holds, or
	                         less */
	VQS_FAULT_HEAD_RANGE, /* head index, or buffer id, not below the queue size */
	VQS_FAULT_NEXT_RANGE, /* next index not below the table size */
	VQS_FAULT_LOOP,       /* chain longer than its table, or into one held already */
	VQS_FAULT_ADDRESS,    /* a buffer outside the driver's memory */
	VQS_FAULT_LENGTH,     /* lengths add up to more than 2^32, or to nothing */
	VQS_FAULT_ORDER,      /* device-readable after device-writable */
	VQS_FAULT_INDIRECT_UNASKED, /* INDIRECT without VIRTIO_F_INDIRECT_DESC */
	VQS_FAULT_INDIRECT_NESTED,  /* INDIRECT inside an indirect table, or with NEXT;
	                               packed: in a chain of several descriptors */
	VQS_FAULT_INDIRECT_LENGTH, /* table length zero, not a multiple of 16, or too long
	                            */
	VQS_FAULT_TOO_LONG,        /* more segments than the caller has room for */
	VQS_FAULT_ID_BUSY,     /* an id made available again while the device holds it */
	VQS_FAULT_ID_UNKNOWN,  /* a used id that the driver has not made available */
	VQS_FAULT_USED_LENGTH, /* used length beyond the writable buffers */
	VQS_FAULT_USED_ORDER,  /* VIRTIO_F_IN_ORDER: a used id whose turn it is not */
	VQS_FAULT_MESSAGE,     /* layer above: a chain that no message fits */
	VQS_FAULT_COUNT
};

const char *vqs_fault_text(enum vqs_fault fault);

/* Where a queue's three areas are, in this process. Set by the transport. */
struct vqs_ring {
	uint16_t size;     /* entries; a power of two for split; 1..32768 */
	uint32_t position; /* where it stands, see below; 0: a queue just made */
	void *descriptors; /* Descriptor Area, aligned to 16 */
	void *driver_area; /* split: available ring, aligned to 2; packed: to 4 */
	void *device_area; /* split: used ring, aligned to 4; packed: to 4 */
	struct vqs_features features; /* negotiated: format, INDIRECT_DESC, EVENT_IDX,
	                                 IN_ORDER */
};

/*
 * A position. Split: the next available index. Packed: the next available
 * entry in bits 0..14 and its wrap counter in bit 15, the next used entry in
 * bits 16..30 and its wrap counter in bit 31; as vhost-user has it.
 */

/* Bytes of the three areas of a queue of that size and format (EVENT_IDX or not). */
struct vqs_ring_need {
	size_t descriptors, driver_area, device_area;
};

struct vqs_ring_need vqs_ring_need(uint16_t size, const struct vqs_features *features);

/* A buffer as a descriptor names it. */
struct vqs_buffer {
	uint64_t address; /* as the device sees it */
	uint32_t length;
};

/* ---- Device end ---------------------------------------------------------- */

/* A contiguous piece of a buffer, validated, in this process. */
struct vqs_segment {
	void *base;
	uint32_t length;
};

/* One chain given back. */
struct vqs_used {
	uint16_t id;
	uint16_t slots;
	uint32_t length; /* bytes written, counted from the first writable byte */
};

/* One chain of descriptors as the device gets it. */
struct vqs_chain {
	struct vqs_segment *segments; /* the readable ones first; caller's storage */
	uint16_t readable, writable;  /* how many segments of each */
	uint32_t readable_length;     /* bytes of each half */
	__extension__ union {
		__extension__ struct {
			uint16_t id;    /* below the queue size */
			uint16_t slots; /* ring entries that it takes */
			uint32_t writable_length;
		};
		struct vqs_used used; /* to give it back as written from end to end */
	};
};

struct vqs_device_format; /* private to lib/ring */

/* With VIRTIO_F_IN_ORDER, of each entry of the ring. Private to lib/ring. */
struct vqs_device_turn {
	uint32_t length; /* of the chain with this id, which waits for its turn */
	uint16_t slots;  /* likewise */
	uint16_t id;     /* of the chain whose turn this is */
};

/*
 * What a queue needs to remember, any values in it: the queue's as long as it is in use.
 * A device that does not offer VIRTIO_F_IN_ORDER needs no turns: NULL.
 */
struct vqs_device_ring_storage {
	uint8_t *held;                 /* one for each entry of the ring */
	struct vqs_device_turn *turns; /* likewise */
};

/* Private to lib/ring, here for its size; `fault` may be read. */
struct vqs_device_ring {
	struct vqs_recent {
		uint64_t start, size; /* the driver's addresses; size 0: none are */
		uint64_t host;        /* where the first of them is */
		uint64_t unused;      /* for its place to be some bits of an address */
	} recent[16]; /* regions in which something was found; first, so as to cost least */
	const struct vqs_device_format *format; /* what the calls below go to */
	struct vqs_ring ring;
	const struct vqs_memory *memory;
	const unsigned char *ring_end; /* behind the last descriptor */
	struct vqs_recent *tables; /* of them, where the last indirect table was */
	uint32_t recent_shift;     /* where these bits are */
	uint8_t kind;              /* of chains that came: 0: of one descriptor each */
	uint32_t entries;          /* its size, as numbers of 32 bits are compared with */
	uint32_t table_flags;      /* of a descriptor that refers to a table; else none */
	bool packed, event_idx, indirect;
	uint16_t next_available;
	uint16_t seen_available; /* split: the driver's index when last read */
	uint16_t next_used;
	uint16_t available_flags; /* packed: they tell the wrap counter */
	enum vqs_fault fault;
	uint64_t used_tail;  /* likewise: the next used descriptor's, but length and id */
	uint64_t unnotified; /* entries given since the last decision to notify */
	uint32_t held_count;
	uint32_t entries_held;         /* packed: entries of the ring not used yet */
	uint32_t wish;                 /* packed: our event suppression structure */
	uint8_t *held;                 /* of each id: whether the device has it */
	struct vqs_device_turn *turns; /* in order; NULL: not */
	const struct vqs_device_format *inner; /* in order: the format's own */
	uint16_t turn, last_turn; /* of the next to be used, the next to be taken */
	uint32_t waiting, waiting_slots; /* given back, but not their turn yet */
	uint32_t carried, carried_slots; /* of a predecessor's chains, not restored yet */
	struct vqs_inflight *inflight;   /* NULL: nothing is recorded */
};

/*
 * Starts the device end on a ring. -EINVAL: a size or an alignment that the
 * format does not allow, a position that is none, or no storage. The memory
 * table outlives the queue or is replaced by vqs_device_ring_move().
 *
 * A queue that another device end served before goes on where the used ring
 * stands: split: as it says itself; packed: by the position. What that one had
 * taken and not given back stays in flight, but with VIRTIO_F_IN_ORDER, where
 * nothing behind it could ever be used, it is taken again. Available buffer
 * notifications are expected from the start; for what is available already none may come,
 * so take once.
 */
int vqs_device_ring_init(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory,
                         const struct vqs_device_ring_storage *storage);

/*
 * Puts another table of regions, and the ring's areas in it, under a queue
 * that goes on: of `ring` only the areas count. -EINVAL: another size, or
 * alignments as above; nothing is changed then.
 */
int vqs_device_ring_move(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory);

/*
 * Takes up to `count` available chains, each validated whole, its segments
 * laid into `segments` one chain after another. Stops early where `room`
 * (segments) runs out; a chain that all of `room` cannot hold breaks the
 * queue, so let it be at least the queue size, and more where drivers may use
 * indirect tables beyond that (Linux does). No more than VQS_QUEUE_SIZE_MAX
 * segments are laid in a call, however much room there is, and so no chain has
 * more. Returns how many chains (0: none
 * available), or -EIO. Chains before a faulty one are returned first and can
 * be given back; the next call then latches the fault.
 *
 * An empty buffer (length 0) is legal and makes no segment; a chain of nothing
 * else is a fault. A buffer across adjoining regions makes a segment in each.
 */
int vqs_device_ring_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                         unsigned int count, struct vqs_segment *segments, size_t room);

/*
 * Gives chains back, in any order, and publishes them together. 0 or -EIO.
 * -EINVAL: the device does not hold one of these ids (given twice, or taken
 * before the queue was initialised anew), or not so many slots; those before
 * it are given.
 *
 * With VIRTIO_F_IN_ORDER a chain is published when all that were taken before it
 * are given, too: it waits, and is not the caller's any more. Each gets a used
 * entry of its own, with its length; one for a whole batch would say that the
 * others were filled to the last byte.
 * virtio 1.4, In-order use of descriptors.
 */
int vqs_device_ring_give(struct vqs_device_ring *queue, const struct vqs_used *used,
                         unsigned int count);

/* Whether what was given since the last call calls for a used buffer notification. */
bool vqs_device_ring_must_notify(struct vqs_device_ring *queue);

/* Tells the driver that it need not send available buffer notifications. */
void vqs_device_ring_suppress(struct vqs_device_ring *queue);

/*
 * Asks for available buffer notifications again. True: more became available
 * meanwhile, for which none may come; take again.
 */
bool vqs_device_ring_expect(struct vqs_device_ring *queue);

/*
 * Whether the driver can stand at `place`, as VIRTIO_F_NOTIFICATION_DATA tells it: next_off
 * in bits 0..14, next_wrap in bit 15. A hint, and maybe an old one; what is available only
 * the ring says.
 */
bool vqs_device_ring_plausible(const struct vqs_device_ring *queue, uint16_t place);

/*
 * Where a successor goes on (struct vqs_ring, position); with VIRTIO_F_IN_ORDER where the
 * used ring stands.
 */
uint32_t vqs_device_ring_position(const struct vqs_device_ring *queue);

/*
 * For a device end that is about to stop, or cannot begin it yet: the id of the chain
 * that was taken last, if it holds it still, else -1; and that chain as if it had never
 * been taken, so that a successor takes it, or this one again. Only one that the device has not begun; false: it is not the newest.
 * It is in the ring as it was, for what is used is written over what was taken before.
 */
int vqs_device_ring_newest(const struct vqs_device_ring *queue);
bool vqs_device_ring_untake(struct vqs_device_ring *queue, const struct vqs_used *chain);

/* How many chains were taken and not yet given back. */
unsigned int vqs_device_ring_held(const struct vqs_device_ring *queue);

/* For the layer above: latches a fault that it found. The first one stays. */
void vqs_device_ring_break(struct vqs_device_ring *queue, enum vqs_fault fault);

/* ---- A device end goes on elsewhere -------------------------------------- */

/*
 * What a device end is beside its rings, so that another one, in another process or on
 * another machine, goes on in its place with chains in flight: where it stands, and each
 * chain that it holds, by the driver's addresses. Whoever carries them is not trusted: a
 * chain that comes back is judged as one of the driver's.
 *
 * With VIRTIO_F_IN_ORDER nothing is to be carried: a successor takes up again all that was
 * not used.
 */
struct vqs_ring_state {
	uint32_t position; /* struct vqs_ring */
	uint16_t used;     /* split: the used index; packed: 0, it is in the position */
	uint16_t held;     /* so many chains are carried beside it */
};

struct vqs_carried_chain {
	uint16_t id, slots;
	uint32_t readable, writable;      /* how many buffers of each half */
	const struct vqs_buffer *buffers; /* the readable ones first */
};

/* Nothing changes: the device end may go on, if it does not give what was saved. */
void vqs_device_ring_save(const struct vqs_device_ring *queue,
                          struct vqs_ring_state *state);

/*
 * The buffers of a chain that the device holds. How many: one for each segment. -ENOSPC:
 * `room` is too small; -EINVAL: they are not in the queue's memory.
 */
int vqs_device_ring_save_chain(const struct vqs_device_ring *queue,
                               const struct vqs_chain *chain, struct vqs_buffer *buffers,
                               size_t room);

/*
 * Right after vqs_device_ring_init(): the device end stands where the other one did, and
 * waits for its chains. -EINVAL: no device end was ever there; init it anew.
 */
int vqs_device_ring_restore(struct vqs_device_ring *queue,
                            const struct vqs_ring_state *state);

/*
 * One of its chains, held again as if just taken; in any order. How many segments it has;
 * -EINVAL: it cannot have been one, -ENOSPC: no room; nothing is changed then.
 */
int vqs_device_ring_restore_chain(struct vqs_device_ring *queue,
                                  const struct vqs_carried_chain *carried,
                                  struct vqs_chain *chain, struct vqs_segment *segments,
                                  size_t room);

/* ---- A device end that may be killed --------------------------------------- */

/*
 * What a device end has in flight, recorded in memory that outlives it, so that a
 * successor carries it out once more if the device end is killed, whatever was
 * completed meanwhile and in whatever order. What the driver knows to be used is not carried out
 * again; what was in flight may have been carried out, whole or in part.
 *
 * The record is laid out as vhost-user has it ("Inflight I/O tracking") and is not trusted.
 */

/* Of each entry of the record; any values in it. Private to lib/ring. */
struct vqs_inflight_entry {
	uint64_t counter;
	uint16_t again; /* in turn: a chain to be taken again */
	uint16_t chain; /* its id, while the record is read */
	uint16_t first, last,
	        slots; /* of the chain with this id; slots 0: there is none */
	uint16_t next; /* packed: the place behind this one */
};

/* The first three are the caller's to set, and stay as long as the queue is in use. */
struct vqs_inflight {
	void *record; /* vqs_inflight_bytes(), aligned to 8; 0 in all: a new one */
	struct vqs_inflight_entry *entries;
	uint16_t size; /* of them, and of the record; at least the queue's */
	/* Private to lib/ring. */
	uint16_t last; /* split: used last */
	uint16_t free; /* packed: the first free place */
	uint16_t next_again;
	uint64_t counter;
	const struct vqs_device_format *inner;
};

/* Bytes of the record of a queue of that size and format; a multiple of 64. */
size_t vqs_inflight_bytes(uint16_t size, bool packed);

/*
 * Right after vqs_device_ring_init(): records from now on. `go_on`: the device end stands
 * where a predecessor stood, whose record it is, and takes first what that one had
 * in flight, in the order in which it was taken; the position that the queue was given does not
 * count. Else, and with a new record, it begins where it is, with nothing in flight.
 * -EINVAL: the record is for a smaller queue; -EBADMSG: what it says cannot be; -EIO: the
 * driver broke the queue. After these init it anew.
 */
int vqs_device_ring_track(struct vqs_device_ring *queue, struct vqs_inflight *inflight,
                          bool go_on);

/* ---- Driver end ---------------------------------------------------------- */

/* What the driver end keeps of each chain in flight. Private to lib/ring. */
struct vqs_driver_slot {
	void *token;
	/* which publish made it available; UINT64_MAX: none */
	uint64_t batch __attribute__((aligned(8)));
	uint32_t writable_length;
	uint16_t descriptors; /* in the ring */
	uint16_t next;        /* next free one; split, in flight: next of the chain */
	uint16_t last;        /* split: last of the chain */
};

struct vqs_driver_ring_storage {
	struct vqs_driver_slot *slots; /* one for each entry of the queue */
	/* Indirect tables: for each entry of the queue one of `indirect_entries`
	   descriptors of 16 bytes, which the device sees at indirect_address.
	   NULL: none, chains are direct. */
	void *indirect;
	uint64_t indirect_address;
	uint16_t indirect_entries;
};

/* With VIRTIO_F_IN_ORDER: what a used entry stands for, itself and those before it. */
struct vqs_driver_batch {
	bool open;       /* there is one, not all of which was reaped */
	uint16_t last;   /* the chain that it names */
	uint32_t length; /* of that one; the others are used completely */
};

/* Private to lib/ring, here for its size; `fault` and `free_count` may be read. */
struct vqs_driver_ring {
	struct vqs_ring ring;
	struct vqs_driver_ring_storage storage;
	uint16_t next_available, next_used;
	uint16_t free_head, free_count;
	uint16_t *available;       /* split: the entries of the available ring */
	uint32_t mask;             /* split: size - 1 */
	uint16_t published;        /* split: next_available, as the device knows it */
	uint16_t added, in_flight; /* entries: packed: not yet published; published */
	uint16_t detached;
	uint64_t batch; /* the publish to come */
	bool packed, event_idx;
	bool special;    /* broken, or in order: chains come back another way */
	uint16_t oldest; /* in order: the slot of the next to be used */
	struct vqs_driver_batch used_batch;
	uint16_t available_flags, used_flags; /* packed: they tell the wrap counter */
	uint16_t first_entry; /* packed: what the next publish writes, and where */
	uint64_t first_tail;
	uint32_t wish; /* packed: our event suppression structure */
	enum vqs_fault fault;
};

/* One chain that came back. */
struct vqs_done {
	void *token;     /* as given to add */
	uint32_t length; /* bytes written, never more than the writable buffers hold */
};

/*
 * With VIRTIO_F_IN_ORDER a device may name the last chain of a batch alone. The others
 * count as used completely, which is to say that all of their writable buffers were
 * written. virtio 1.4, In-order use of descriptors.
 */

/*
 * Starts the driver end: clears the areas and the slots, so it comes before
 * the device end starts. Both rings begin where the position's available part
 * says. -EINVAL as above.
 */
int vqs_driver_ring_init(struct vqs_driver_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_driver_ring_storage *storage);

/*
 * Adds a chain: `readable` buffers first, then `writable` ones; token is not
 * NULL. Empty buffers are left out. The device does not see the chain before
 * the next publish. -ENOSPC: no room now. -EINVAL: nothing in the buffers, more
 * of them than the queue can ever take, or more than 2^32 bytes.
 */
int vqs_driver_ring_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                        unsigned int readable, unsigned int writable, void *token);

/*
 * Makes available what was added. True: send an available buffer notification.
 * What the device said last may be overtaken; it copes with one too many.
 */
bool vqs_driver_ring_publish(struct vqs_driver_ring *queue);

/*
 * Where the driver stands after the last publish, for a notification that tells it
 * (VIRTIO_F_NOTIFICATION_DATA): next_off in bits 0..14, next_wrap in bit 15.
 */
uint16_t vqs_driver_ring_place(const struct vqs_driver_ring *queue);

/*
 * Collects up to `count` used chains; how many, or -EIO. Chains before a
 * faulty entry are returned first, the next call then latches the fault.
 */
int vqs_driver_ring_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                         unsigned int count);

/* Used buffer notifications: not needed; needed again (true: reap again). */
void vqs_driver_ring_suppress(struct vqs_driver_ring *queue);
bool vqs_driver_ring_expect(struct vqs_driver_ring *queue);

/*
 * After a reset, when the device does not touch the queue any more: the tokens
 * of chains still in flight, one a call; NULL: no more. Then only a new init.
 */
void *vqs_driver_ring_detach(struct vqs_driver_ring *queue);

/* For the layer above: latches a fault that it found. The first one stays. */
void vqs_driver_ring_break(struct vqs_driver_ring *queue, enum vqs_fault fault);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the files of the device end share: the device, its queues, and the
 * slots in which chains live while the device has them.
 */
#ifndef VQSMITH_LIB_DEVICE_INTERNAL_H
#define VQSMITH_LIB_DEVICE_INTERNAL_H

#include <vqsmith/device_transport.h>

#include "routes.h"

/* How many chains are taken, and given back, at once. */
#define BATCH 32

/* Rounds of a batch that one notification pays for, and bytes after which it is paid. */
#define ROUNDS      8
#define ROUND_BYTES (UINT64_C(64) << 20)

/*
 * How often a queue may be stopped and started anew while requests of each
 * time before are still held: all of them keep their memory.
 */
#define STOPPED_MOST 8

/* Segments that a slot has room for; a chain of more gets a block. */
#define SLOT_SEGMENTS 8

/* So many are copied to it at once, whether there are as many or fewer. */
#define SEGMENTS_COPIED 3

/* Blocks hold 16, 32, ... 2^19 segments. */
#define BLOCK_LEAST   16
#define BLOCK_CLASSES 16

/*
 * How many segments the blocks of a queue hold together: so many, and so many
 * for each of its entries. A driver can point from every entry to the same
 * long indirect table, which costs it next to nothing.
 */
#define BLOCKS_MOST       (UINT32_C(1) << 20)
#define BLOCKS_MOST_ENTRY UINT32_C(64)

/* Segments of a long chain. Kept by the pool when it is not in use. */
struct block {
	struct block *next;
	unsigned int class;
	struct vqs_segment segments[];
};

enum slot_state {
	SLOT_FREE,
	SLOT_HELD,
	SLOT_PLAIN, /* held: a request of a queue that runs, with nothing to let go of */
};

/*
 * A chain that the device has. The slot of a queue is found by the chain's id;
 * the native form of a request's readable half lies behind it.
 */
struct slot {
	struct vqs_request request; /* first: the author's pointer is the slot's */
	struct pool *pool;
	const struct route *route; /* of the message, until the queue stops; NULL: none */
	struct vqs_memory *memory; /* the table it points into, if no longer the pool's */
	struct block *block;
	struct slot *spare; /* the next one that came back and is nobody's */
	struct {
		uint16_t id, slots;
	} used;        /* as in struct vqs_chain */
	uint8_t state; /* enum slot_state */
	bool returned; /* the queue stops, and nobody has begun it */
	struct vqs_segment segments[SLOT_SEGMENTS + 1]; /* the last one to be looked at */
	_Alignas(max_align_t) uint8_t native[];
};

/*
 * The slots of a queue from its start to its stop, and on until the last
 * request that is held of it is gone. Then it has no queue any more.
 */
struct pool {
	struct vqs_device *device;
	struct queue *queue; /* NULL: stopped */
	uint16_t index;
	struct pool *next; /* stopped ones */
	struct vqs_memory *memory;
	unsigned int held; /* once it is stopped; until then the ring knows */
	bool pinned;       /* in a round of handlers; not to be freed under it */
	bool left;         /* the author has what the ring has not any more */
	/* In a round: where its chains end. NULL: something may end it before, as the queue
	   stopped, or the device did. */
	const struct vqs_chain *end;
	uint32_t size;
	uint8_t *first; /* slot */
	size_t stride;
	struct block *blocks[BLOCK_CLASSES];
	uint32_t blocks_segments; /* of all blocks, in use or not */
	_Alignas(max_align_t) uint8_t slots[];
};

struct queue {
	struct vqs_device *device;
	const struct vqs_queue_type *type;
	vqs_handler *const *handlers; /* of the family; NULL: none */
	struct routes *routes;        /* while it is started */
	uint32_t native;              /* bytes of the largest readable half */
	uint16_t index;
	bool started;
	bool dry;      /* posted: the author found no buffer and waits for one */
	bool told;     /* the fault was reported */
	bool dirty;    /* has something to publish */
	bool stopping; /* takes nothing more, see stop.c */
	bool polled;   /* the transport looks by itself: no notifications are wanted */
	unsigned int complaints;
	struct queue *next_dirty;
	struct pool *pool;
	struct slot *spare;          /* posted buffers unsent, requests handed back */
	unsigned int spare_count;    /* of them */
	struct vqs_segment *scratch; /* segments of a batch, `room` of them */
	uint32_t room;
	/* So many, and so many that there is room for: in a round of handlers all of it. */
	unsigned int used_count, used_room;
	struct vqs_used used[BATCH]; /* not given back yet */
	struct vqs_device_ring ring;
	struct vqs_device_ring_storage remembered; /* what the ring keeps of each entry */
	struct vqs_inflight inflight;              /* entries NULL: nothing is recorded */
};

struct config {
	void *native;
	void *saved;     /* the native form before a driver's write */
	void *first;     /* the native form that the device was made with */
	uint8_t *image;  /* as published, on the wire */
	uint8_t *draft;  /* the next image */
	uint8_t *halves; /* bytes that the driver wrote of fields not complete yet */
	uint8_t *filled; /* which of them, one byte each */
	uint32_t generation;
	unsigned int complaints;
	bool notice; /* a notification is owed */
};

/* How often the author may be complained to: see device.c. */
struct complaints {
	int64_t since; /* when `left` was counted last */
	unsigned int left;
	unsigned int lost;
};

struct vqs_device {
	const struct vqs_device_class *class;
	void *self;
	const struct vqs_device_transport *functions;
	void *transport;
	struct vqs_features offered, accepted, negotiated;
	struct config config;
	uint8_t status;
	bool given_up; /* by vqs_device_needs_reset() */
	struct complaints complaints;
	unsigned int depth;
	struct queue *dirty;
	struct pool *stopped;
	uint16_t queue_size;
	/* Where the rows of queues are: with what is negotiated, or before that offered;
	   and scratch for a look at what is offered. */
	struct vqs_row *rows, *offered_rows;
	struct queue **queues; /* by index, made when they are first needed */
	unsigned int queue_room, queue_count; /* that are made; that there are */
	unsigned int started;
};

/* Whether DRIVER_OK is set and neither end has given up. */
static inline bool device_runs(const struct vqs_device *device)
{
	return (device->status & (VQS_STATUS_DRIVER_OK | VQS_STATUS_FAILED)) ==
	               VQS_STATUS_DRIVER_OK &&
	       !device->given_up;
}

/* device.c */

/* As vqs_device_complain(), for what a driver can do at will: ever more seldom. */
void complain_often(struct vqs_device *device, unsigned int *count, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));

/* status.c */
void device_notify_config(struct vqs_device *device);
void device_set_needs_reset(struct vqs_device *device);

/* config.c */
int config_init(struct vqs_device *device, const void *native);
void config_fini(struct vqs_device *device);
void config_reset(struct vqs_device *device);
/* What is negotiated has changed: some fields may have lost their meaning. */
void config_negotiated(struct vqs_device *device);

/* rows.c: which queues there are, for the features and the configuration in force. */
int rows_init(struct vqs_device *device);
void rows_fini(struct vqs_device *device);
void rows_lay_out(struct vqs_device *device);

/* queues.c */
struct queue *queue_at(const struct vqs_device *device, unsigned int index);
struct queue *queue_started_at(const struct vqs_device *device, uint16_t index);
bool queue_exists(const struct queue *queue);
void queue_drop(struct queue *queue);
void queue_publish(struct queue *queue);
/* In a round of handlers: something may come to be published. */
void queue_publish_later(struct queue *queue);
/* What is handled now may be the last. */
void queues_upset(struct vqs_device *device);
void queue_broken(struct queue *queue);
int queue_take(struct queue *queue, struct vqs_chain *chains, unsigned int count);
void queue_give(struct queue *queue, uint16_t id, uint16_t slots, uint32_t length);
/* Makes room for `count` more to be published together. */
void queue_reserve(struct queue *queue, unsigned int count);

/* stop.c */
void queue_tell_idle(struct queue *queue);
void queue_keep_spare(struct queue *queue, struct slot *slot);

/* slots.c */
struct slot *slot_of_id(struct queue *queue, uint16_t id);
struct pool *pool_create(struct queue *queue, uint16_t size, struct vqs_memory *memory);
void pool_stop(struct pool *pool);
unsigned int pool_held(struct pool *pool);
void pool_discard_stopped(struct vqs_device *device, int index); /* -1: of all queues */
void pool_unpin(struct pool *pool);
void pool_move(struct pool *pool, struct vqs_memory *memory);
unsigned int pools_stopped(const struct vqs_device *device, uint16_t index);
struct slot *slot_take(struct queue *queue, const struct vqs_chain *chain);
struct slot *slot_borrow(struct queue *queue, const struct vqs_chain *chain);

static inline struct slot *slot_at(struct pool *pool, uint32_t id)
{
	return (struct slot *)(void *)(pool->first + pool->stride * id);
}

/* A chain's, with its segments where they are kept. */
static inline void slot_fill(struct slot *slot, const struct queue *queue,
                             const struct vqs_chain *chain,
                             const struct vqs_segment *segments)
{
	slot->request = (struct vqs_request){
		.device = queue->device,
		.readable_span = { segments, 0, chain->readable_length },
		.writable_span = { segments + chain->readable, 0,
		                   chain->writable_length },
		.queue = queue->index,
	};
	slot->pool = queue->pool;
	slot->route = NULL;
	slot->used.id = chain->id;
	slot->used.slots = chain->slots;
	slot->state = SLOT_HELD;
}

void slot_release(struct slot *slot);
void slot_give(struct slot *slot, uint32_t length);

/* What the codec has to know of a message; `readable` NULL: not known (yet). */
static inline struct vqs_context context_of(const struct vqs_device *device,
                                            const struct vqs_message *message,
                                            const void *readable)
{
	return (struct vqs_context){
		.opcode = message->opcode,
		.offered = &device->offered,
		.negotiated = &device->negotiated,
		.config_type = &device->class->type->config,
		.config = device->config.native,
		.readable_half = &message->readable,
		.readable = readable,
	};
}

/* dispatch.c: bytes of the chains that were handled. */
uint64_t requests_handle(struct queue *queue, const struct vqs_chain *chains,
                         unsigned int count);

/* In place of one that the author does not have: the request is not supported. */
void no_handler(void *self, struct vqs_request *request);

/* requests.c: with the statuses that a family has for it; else with nothing. */
void request_fail_invalid(struct slot *slot, const struct vqs_family *family);
void request_fail_unsupported(struct slot *slot, const struct vqs_family *family);
void request_fail_unnegotiated(struct slot *slot, const struct vqs_family *family);

/* False, and a complaint: it was completed already. */
bool request_is_held(const struct vqs_request *request);

/* events.c */
/* A queue of events that is in use; NULL: it is not. */
struct queue *posted_queue(const struct vqs_device *device, uint16_t index);
/* Whether the queue carries the message now. */
bool posted_takes(const struct queue *queue, const struct vqs_message *message);

void events_notified(struct queue *queue);
bool events_polled(struct queue *queue);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The driver end from the inside: what its files share.
 *
 *   driver.c      create, destroy, reset; faults
 *   initialise.c  the initialisation sequence
 *   select.c      which features to accept
 *   queue.c       how many virtqueues, their sizes and their memory
 *   queue_reset.c one queue, reset and enabled again
 *   slot.c        chains in flight and free, publishing, posted buffers
 *   layout.c      where the bytes of a half lie
 *   call.c        from a call to a chain
 *   reply.c       from a used chain to a reply
 *   process.c     collecting, waiting
 *   config.c      configuration space
 *   counts.c      what the codec has to know of it, and of requests in flight
 *   memory.c      memory that the program shares with the device
 */
#ifndef DRIVER_INTERNAL_H
#define DRIVER_INTERNAL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include <vqsmith/driver.h>
#include <vqsmith/driver_transport.h>
#include <vqsmith/ring.h>

/* Bulk data in more pieces than this is gathered into one. */
#define DIRECT_PIECES 16

/* Bulk in place, and what is before and behind it. */
#define HALF_SEGMENTS (DIRECT_PIECES + 2)

/* A half of a chain, as the device will see it. */
struct slot_half {
	struct vqs_segment segments[HALF_SEGMENTS];
	uint64_t addresses[HALF_SEGMENTS];
	unsigned int count;
	uint32_t length;
	bool direct; /* the first part of variable length lies in the caller's memory */
};

struct driver_queue;

/* A chain that is, or can be, in flight; there is one for each entry of the ring. */
struct driver_slot {
	struct driver_queue *queue;
	struct driver_slot *next; /* while free */
	struct vqs_call *call;    /* NULL: free, or a posted buffer */
	struct vqs_dma fixed;     /* its share of the queue's memory */
	struct vqs_dma
	        bounce; /* for what `fixed` cannot hold; made when first needed, kept */
	struct slot_half readable, writable;
	void *asked; /* copy of the native readable half, where the reply refers to it */
};

struct driver_queue {
	const struct vqs_queue_type *type;
	uint16_t index;
	bool off;           /* was reset, and not enabled again */
	bool added;         /* since the last publish */
	unsigned int epoch; /* counts its resets, as the driver's does the device's */
	struct vqs_driver_ring ring;
	struct vqs_driver_slot *entries; /* of the ring */
	struct vqs_dma memory;
	struct driver_slot *slots;
	struct driver_slot *free;
	unsigned int segments_most; /* that one chain may have */
	struct driver_codec *codec;
	char *asked;                /* of all slots, `asked_size` each; 0: none */
	size_t asked_size;
};

/* Memory that the program asked for. */
struct driver_memory {
	struct driver_memory *next;
	struct vqs_dma dma;
};

struct vqs_driver {
	const struct vqs_type *type;
	struct vqs_driver_transport *transport;
	struct vqs_driver_events events;
	void *self;
	struct vqs_features wanted, offered, negotiated;
	bool wants_all;

	struct driver_queue **queues; /* by index; NULL: not negotiated */
	unsigned int queue_most;
	struct driver_memory *memory;

	/* Scratch, so that no message allocates. Events and replies have their own: a
	   program may make a call while it looks at an event. */
	void *zeros, *event, *reply; /* each as large as the largest native half */
	struct vqs_span *rooms;      /* as many as any half has fields */
	unsigned char *config;       /* configuration space on the wire */
	void *counts; /* configuration in native form, of it what counts parts of
	                 messages; NULL: nothing does */

	unsigned int batches;    /* begin without end */
	unsigned int collecting; /* depth: calls from inside `done` and events nest */
	unsigned int epoch;      /* counts resets: what was reaped before one is void */
	bool live;
	bool stopping; /* calls are being ended */
	bool delivering,
	        skipped;        /* inside an event; events were left in the ring for it */
	bool changing, changed; /* inside config_changed; and once more since */
	bool told;              /* of the fault */
	bool resetting;         /* the fault of a reset is being told */
	char fault[192];        /* empty: none */
};

/* ---- driver.c */

/* Latches a fault, printf-like; the first stays. Always -EIO. */
int driver_break(struct vqs_driver *driver, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/* The same of a transport's error; returns the error. */
int driver_lost(struct vqs_driver *driver, const char *what, int error);

/* If a fault is latched and not told yet: resets the device, ends calls, tells. */
void driver_tell(struct vqs_driver *driver);

/* Stops the device and ends every call with `result`. The error of the reset. */
int driver_stop(struct vqs_driver *driver, int result);

bool driver_broken(const struct vqs_driver *driver);

/* ---- initialise.c */

int driver_initialise(struct vqs_driver *driver);

/* Writes 0 to the status and sees that it took. */
int driver_reset_device(struct vqs_driver *driver);

/* ---- process.c: milliseconds since some time. */
int64_t driver_now(void);

/* ---- select.c */

/* What to accept of what is offered. -ENOTSUP: nothing that both can live with. */
int driver_select_features(struct vqs_driver *driver);

/* ---- queue.c */

/* Makes the queues that are negotiated and fills those of events. */
int driver_queues_start(struct vqs_driver *driver);
void driver_queues_free(struct vqs_driver *driver);
struct driver_queue *driver_queue(const struct vqs_driver *driver, unsigned int index);

/* Gives the queue memory, a ring and slots, and starts it on the device. `wanted` entries,
   -EINVAL if it cannot be so many; 0: as many as it can be. */
int driver_queue_fill(struct vqs_driver *driver, struct driver_queue *queue,
                      uint16_t wanted);

/* Takes all of it away again but the memory, which the next one may want. */
void driver_queue_empty(struct vqs_driver *driver, struct driver_queue *queue);

/* ---- slot.c */

/* Gives each slot its share of the queue's memory: `size` bytes, from `start` on. */
void driver_slots_make(struct driver_queue *queue, size_t start, size_t size);

/* Posts a buffer in every slot; seen by the device after driver_queue_publish(). */
int driver_slots_post(struct driver_queue *queue);

struct driver_slot *driver_slot_take(struct driver_queue *queue);
void driver_slot_give(struct driver_slot *slot);

/* Puts the slot's halves on the ring; seen by the device after driver_queue_publish(). */
int driver_slot_add(struct driver_slot *slot);
void driver_queue_publish(struct vqs_driver *driver, struct driver_queue *queue);
void driver_publish_all(struct vqs_driver *driver);

/* ---- layout.c */

/*
 * Index of the first field of variable length that is there, field_count where
 * there is none.
 */
uint32_t driver_first_variable(const struct vqs_half *half,
                               const struct vqs_context *context);

struct vqs_span *driver_field_span(const struct vqs_field *field, void *native);
bool driver_is_variable(const struct vqs_field *field);

/*
 * Lays both halves of a call into memory: the slot's own, and, for bulk data,
 * the caller's where the device sees it. -EINVAL: larger than a chain can be.
 */
int driver_slot_layout(struct vqs_driver *driver, struct driver_slot *slot,
                       struct vqs_call *call);

/* ---- codec.c */

/* Of the messages of a family, with what is negotiated. NULL: no memory. */
struct driver_codec *driver_codec_create(const struct vqs_family *family,
                                         const struct vqs_features *negotiated);
void driver_codec_destroy(struct driver_codec *codec);

/* As vqs_half_encode() of the readable half: of context->readable. */
int driver_encode(const struct driver_queue *queue, const struct vqs_message *message,
                  const struct vqs_context *context, const struct slot_half *at,
                  struct vqs_wire_error *error);

/* As vqs_half_decode() of the writable half. */
int driver_decode(const struct driver_queue *queue, const struct vqs_message *message,
                  const struct vqs_context *context, const struct vqs_span *from,
                  void *native, struct vqs_wire_error *error);

/* ---- reply.c */

/* Decodes what the device wrote; sets result, length and error of the call. */
void driver_reply(struct vqs_driver *driver, struct driver_slot *slot, uint32_t used);

/*
 * Decodes an event into driver->event. NULL: it breaks the rules, which is latched, or
 * is one to pass over, which is not.
 */
const struct vqs_message *driver_event(struct vqs_driver *driver,
                                       struct driver_slot *slot, uint32_t used);

/* ---- config.c */

/* The value of a scalar configuration field. -ENOENT: it is not offered. */
int driver_config_scalar(struct vqs_driver *driver, uint32_t field, uint64_t *value);

/* ---- counts.c */

/* Allocates driver->counts, if the type has a use for it. */
int driver_counts_make(struct vqs_driver *driver);

/* Reads what counts: before the first message, and when it may have changed. */
int driver_counts_read(struct vqs_driver *driver);

/* Room for what replies of the queue refer to. */
int driver_asked_make(struct driver_queue *queue, uint16_t size);

/* What the codec has to know; `readable` NULL: nothing of that half. */
struct vqs_context driver_context(const struct vqs_driver *driver,
                                  const struct vqs_message *message,
                                  const void *readable);

/* ---- memory.c */

/* The address of `base` as the device sees it, if the program's memory has all of it. */
bool driver_memory_find(const struct vqs_driver *driver,
                        const struct vqs_segment *segment, uint64_t *address);
void driver_memory_free_all(struct vqs_driver *driver);

/* Makes dma hold `size` bytes at least; what it held is lost. */
int driver_dma_grow(struct vqs_driver *driver, struct vqs_dma *dma, size_t size);
void driver_dma_free(struct vqs_driver *driver, struct vqs_dma *dma);

#endif

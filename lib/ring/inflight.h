/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The record of what a device end has in flight, as vhost-user lays it out, and what the
 * files that keep it share. It lies in memory that others can write to at any time: it is
 * only ever written, but by a successor, which reads each byte once and judges it. What
 * the device end needs of it while it runs it has in private entries.
 *
 * Whoever reads it finds the process that wrote it dead: all that this one did before is
 * there and nothing of what it would have done next, so that the order of the program is
 * enough, if the compiler leaves it alone: each access is volatile.
 *
 * QEMU's "Vhost-user Protocol", Inflight I/O tracking. Host byte order.
 */
#ifndef VQSMITH_RING_INFLIGHT_H
#define VQSMITH_RING_INFLIGHT_H

#include <vqsmith/ring.h>

#include "device_format.h"
#include "shared.h"

#define VQS_INFLIGHT_VERSION 1

struct vqs_split_state { /* of a head */
	uint8_t inflight;
	uint8_t padding[5];
	uint16_t next; /* of the batch that was used last */
	uint64_t counter;
};

struct vqs_split_record {
	uint64_t features; /* none */
	uint16_t version;  /* 0: nothing was recorded yet */
	uint16_t size;     /* states */
	uint16_t last;     /* of the batch that was used last, its last chain */
	uint16_t used;     /* the used index */
	struct vqs_split_state states[];
};

struct vqs_packed_state { /* of a place for a descriptor */
	uint8_t inflight; /* of the first one of a chain */
	uint8_t padding;
	uint16_t next;    /* place of the chain, or free place; `size`: there is none */
	uint16_t last;    /* of the first one: the last one's place */
	uint16_t slots;   /* of the first one */
	uint64_t counter; /* of the first one */
	uint16_t id, flags;
	uint32_t length;
	uint64_t address;
};

/* The old values are those before a batch that is about to be used. */
struct vqs_packed_free {
	uint16_t now, old; /* first free place */
};

struct vqs_packed_used {
	uint16_t now, old;          /* entry of the ring */
	uint8_t wrap_now, wrap_old; /* wrap counter */
	uint8_t padding[2];
};

struct vqs_packed_record {
	uint64_t features; /* none */
	uint16_t version;
	uint16_t size;
	struct vqs_packed_free free;
	struct vqs_packed_used used;
	uint8_t padding[8];
	struct vqs_packed_state states[];
};

/* One access each, which the compiler neither drops nor moves across another one. */
#define VQS_RECORD(to, value) (*(volatile __typeof__(to) *)&(to) = (value))
#define VQS_RECORDED(from)    (*(const volatile __typeof__(from) *)&(from))

/* Nor across what the ring writes. */
VQS_HOT void vqs_record_order(void)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

VQS_HOT struct vqs_split_record *vqs_split_record(const struct vqs_inflight *inflight)
{
	return inflight->record;
}

VQS_HOT struct vqs_packed_record *vqs_packed_record(const struct vqs_inflight *inflight)
{
	return inflight->record;
}

/* What a format has to do for it. The second ones go on where a predecessor was. */
struct vqs_inflight_format {
	struct vqs_device_format device;
	void (*begin)(struct vqs_device_ring *queue);
	int (*go_on)(struct vqs_device_ring *queue);
	/* The chain was not taken after all. */
	void (*forget)(struct vqs_device_ring *queue, uint16_t id);
};

const struct vqs_inflight_format *vqs_split_inflight(void);
const struct vqs_inflight_format *vqs_packed_inflight(void);

/* The device end has not taken it after all. */
void vqs_inflight_forget(struct vqs_device_ring *queue, uint16_t id);

/* Calls of device_format.h that both formats have. */
void vqs_inflight_suppress(struct vqs_device_ring *queue);
bool vqs_inflight_must_notify(struct vqs_device_ring *queue);
bool vqs_inflight_expect(struct vqs_device_ring *queue);

/* How a format takes the chain of an id once more: segments, or -fault. */
typedef int vqs_retake(struct vqs_device_ring *queue, uint16_t id,
                       struct vqs_chain *chain, struct vqs_segment *first,
                       struct vqs_segment *end);

/* What a batch of chains is to be put into. */
struct vqs_take {
	struct vqs_chain *chains;
	unsigned int count;
	struct vqs_segment *segments;
	size_t room;
};

/* As take of device_format.h, of what a predecessor had, in its order. */
int vqs_inflight_take_again(struct vqs_device_ring *queue, const struct vqs_take *into,
                            vqs_retake *retake);

/*
 * What a format found in flight: entries[0..count) say which id, and its counter. Puts
 * the ring at the position, and lets take begin with them. -EBADMSG: they cannot be.
 */
int vqs_inflight_resume(struct vqs_device_ring *queue, uint32_t position, uint32_t count);

#endif

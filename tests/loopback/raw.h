/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device with two queues, over loopback, and a driver that writes its rings by hand, in either
 * format; and what must be so after it broke one of them.
 */
#ifndef VQSMITH_TESTS_LOOPBACK_RAW_H
#define VQSMITH_TESTS_LOOPBACK_RAW_H

#include "lamp.h"

#include <vqsmith/device_transport.h>
#include <vqsmith/driver_transport.h>
#include <vqsmith/loopback.h>

#define SIZE      16
#define QUEUES    3
#define MEMORY    (1u << 17)
#define BROKEN    0 /* the queue of requests */
#define OTHER     2 /* that of bulk requests */
#define DATA      65536
#define REPLY     1024 /* from DATA on */
#define TABLE     4096
#define NEXT      1
#define WRITE     2
#define INDIRECT  4
#define AVAILABLE 0x0080
#define USED      0x8000

struct descriptor {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next; /* next: split alone; packed chains go along the ring */
};

struct raw {
	struct lamp lamp;
	struct vqs_driver_transport *transport;
	struct vqs_dma memory;
	bool packed, in_order, tables; /* tables: INDIRECT_DESC is negotiated */
	uint8_t *rings[QUEUES];
	uint16_t offered[QUEUES]; /* split: the index; packed: entries */
	uint16_t used[QUEUES];    /* packed: entries; split: looked up */
};

/* Of each queue: descriptors, the driver's area and the device's. */
#define DRIVER_AREA 1024
#define DEVICE_AREA 2048

const struct vqs_driver_functions *raw_functions(const struct raw *raw);
uint8_t *raw_data(const struct raw *raw, uint32_t offset);
uint64_t raw_at(const struct raw *raw, uint32_t offset);
void raw_set_status(struct raw *raw, uint8_t status);
uint8_t raw_get_status(struct raw *raw);
struct vqs_ring raw_ring(const struct raw *raw, uint16_t queue,
                         struct vqs_features features);
void raw_start_queue(struct raw *raw, uint16_t queue, struct vqs_features features);
/* From reset to DRIVER_OK, the two queues fresh. */
void raw_initialise(struct raw *raw);
void raw_begin(struct raw *raw, bool packed, bool in_order);
void raw_end(struct raw *raw);
/* One of an indirect table. */
void raw_put_in_table(const struct raw *raw, unsigned int index,
                      struct descriptor descriptor);
void raw_set_available(struct raw *raw, uint16_t queue, uint16_t index);
/* A chain from the head `id` on; split: into the table from there, `next` as it is. */
void raw_offer(struct raw *raw, uint16_t queue, uint16_t id,
               const struct descriptor *descriptors, unsigned int count);
void raw_kick(struct raw *raw, uint16_t queue);
/* Whether the next chain, of so many entries, was used. */
bool raw_was_used(struct raw *raw, uint16_t queue, uint16_t slots);
/* GET_LEVEL, flawless: what tests spoil. */
void raw_good(const struct raw *raw, struct descriptor descriptors[2]);
void raw_expect_good(struct raw *raw);
/* FLUSH on the other queue. */
void raw_expect_other_alive(struct raw *raw);
/* All but the device's wish for notifications, the first bytes of its area. */
uint64_t raw_sum(const struct raw *raw);
/* What was offered breaks the queue, and that queue alone, until the reset. */
void raw_expect_fault(struct raw *raw, enum vqs_fault fault);
/* Both queues go on, and nobody complains. */
void raw_expect_no_fault(struct raw *raw);

#endif

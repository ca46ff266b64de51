/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A rig to test the device end: a lamp whose author does as the test says, a
 * transport that only counts, and a driver that can do everything wrong.
 */
#ifndef VQSMITH_TESTS_DEVICE_RIG_H
#define VQSMITH_TESTS_DEVICE_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/device_transport.h>

#include "lamp_type.h"

#define RIG_QUEUES 6
#define RIG_HELD   256
#define RIG_BASE   UINT64_C(0x40000000)
#define RIG_RAM    (1u << 21)

/* One chain of the driver's, in `ram`. */
struct exchange {
	uint8_t *writable;
	uint32_t writable_length;
	uint32_t used; /* bytes, once it is done */
	bool done;
};

struct rig {
	struct vqs_device *device;
	struct vqs_device_class class;
	struct vqs_device_options options;
	struct lamp_config config;

	/* The driver. */
	uint8_t *ram;
	size_t ram_used;
	size_t rings_end; /* the rings lie before it */
	struct vqs_region region;
	struct vqs_memory memory;
	bool memory_gone;
	struct vqs_ring rings[RIG_QUEUES];
	struct vqs_driver_ring driver[RIG_QUEUES];
	struct vqs_driver_slot slots[RIG_QUEUES][LAMP_QUEUE_SIZE];
	void *tables[RIG_QUEUES]; /* indirect */
	struct exchange exchanges[1024];
	unsigned int exchange_count;
	unsigned int pieces; /* cut each half into that many buffers; 0: one */

	/* The transport. */
	unsigned int used_notices[RIG_QUEUES];
	unsigned int idle_notices[RIG_QUEUES];
	unsigned int config_notices;

	/* The author. */
	bool hold;    /* handlers keep requests */
	bool give_up; /* handlers call vqs_device_needs_reset */
	bool refuse;  /* config_write refuses */
	struct vqs_request *held[RIG_HELD];
	unsigned int held_count;
	unsigned int queue_resets;
	uint16_t queue_reset; /* the last one */
	unsigned int handled, resets, starts, negotiations, posted_calls;
	unsigned int config_writes, config_reads;
	uint32_t last_field;
	uint16_t level;
	uint32_t fade_ms;
	struct lamp_step scene[LAMP_SCENE_MOST];
	uint16_t scene_count, scene_flags;
	uint8_t store[4096];
	unsigned int complaints;
	char complaint[256]; /* the last one */
};

/* Type's features as a set. */
struct vqs_features rig_features(void);

/* Makes the device and the ram; the driver has done nothing yet. */
void rig_create(struct rig *rig, const struct vqs_device_options *options);
void rig_destroy(struct rig *rig);
void rig_attach(struct rig *rig);

/*
 * From then on queues are packed and used in order, if the program's argument says so:
 * "packed", "in-order", "packed-in-order"; else split, and in any order.
 */
void rig_choose(int argc, char **argv);
bool rig_in_order(void);

/* The driver's steps; rig_start is all of them, with all that is offered. */
void rig_negotiate(struct rig *rig, const struct vqs_features *features);
int rig_queue_start(struct rig *rig, uint16_t queue, uint16_t size);
void rig_start(struct rig *rig);
void rig_up(struct rig *rig);
void rig_up_as(struct rig *rig, const struct vqs_type *type); /* create and start */

uint8_t *rig_alloc(struct rig *rig, size_t size);
uint64_t rig_guest(const struct rig *rig, const void *at);

/* Adds a chain; the device sees it after rig_kick. */
struct exchange *rig_add(struct rig *rig, uint16_t queue, const void *readable,
                         uint32_t readable_length, uint32_t writable_length);
void rig_kick(struct rig *rig, uint16_t queue);
void rig_reap(struct rig *rig, uint16_t queue);

/* rig_add, rig_kick and rig_reap. */
struct exchange *rig_ask(struct rig *rig, uint16_t queue, const void *readable,
                         uint32_t readable_length, uint32_t writable_length);

/* Makes room for more exchanges; none may be in flight. */
void rig_forget(struct rig *rig);

/* Little-endian numbers. */
uint64_t le(const uint8_t *at, unsigned int bytes);
uint8_t *put(uint8_t *at, unsigned int bytes, uint64_t value);

/* A request's header (le16 opcode, le16 reserved, le32 cookie); where its body starts. */
uint8_t *header(uint8_t *at, uint16_t opcode);

#endif

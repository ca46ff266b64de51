/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device on strings: a transport whose device does what the test says, also
 * what no device may do. It writes the used ring by hand. No indirect tables
 * and no event index, so that every descriptor is where the test expects it.
 */
#ifndef VQSMITH_TESTS_DRIVER_PUPPET_H
#define VQSMITH_TESTS_DRIVER_PUPPET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/driver_transport.h>

#include "../../lib/driver/arena.h"
#include "lamp.h"

#define PUPPET_QUEUES 8
#define PUPPET_STEPS  64

struct puppet {
	struct vqs_driver_transport base;
	struct arena arena;

	uint16_t id;
	struct vqs_features offered, accepted;
	uint8_t status;
	uint8_t set[PUPPET_STEPS]; /* every status that the driver wrote */
	unsigned int sets;
	uint8_t config[LAMP_CONFIG_SIZE];
	uint32_t config_size;
	uint32_t generation, restless; /* so many reads change the generation */
	uint16_t queue_size;
	struct vqs_ring rings[PUPPET_QUEUES];
	bool started[PUPPET_QUEUES];
	uint16_t seen[PUPPET_QUEUES], used[PUPPET_QUEUES]; /* indices */
	unsigned int notices;
	uint32_t notification; /* the last one */

	bool refuse_features, stuck; /* FEATURES_OK never sets; the status never clears */
	unsigned int looks, slow;    /* at the status; milliseconds that each takes */
	uint8_t status_or;           /* always reads as set, once DRIVER_OK is */
	bool ring, change;           /* notifications for the driver */
	unsigned int idle;           /* so many waits end for nothing first */
	unsigned int changes;        /* so many more changes, one at each wait */
	unsigned int calls, fail_at; /* of transport functions; 0: none fails */
	int fail_with;
	unsigned int *looked; /* gets `looks` when the puppet is destroyed */
	unsigned int *lived;  /* gets `calls` when the puppet is destroyed */
};

/* One chain, as a device finds it. */
struct strings {
	uint16_t id;
	uint8_t *readable[8], *writable[8];
	uint32_t readable_length[8], writable_length[8];
	unsigned int readables, writables;
};

struct puppet *puppet_create(void);

/* Takes the next available chain; asserts that there is one. */
struct strings puppet_take(struct puppet *puppet, uint16_t queue);
bool puppet_has(const struct puppet *puppet, uint16_t queue);

/* Writes a used element and the index. The driver is rung. */
void puppet_give(struct puppet *puppet, uint16_t queue, uint32_t id, uint32_t length);

/* The same with the index `by` further than one. */
void puppet_jump(struct puppet *puppet, uint16_t queue, uint16_t by);

#endif

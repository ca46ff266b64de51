/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A queue with both its ends in one process, for the tests: every area and
 * every region is an allocation of its own and of its exact size, so that the
 * sanitizers and valgrind see the first byte beyond.
 */
#ifndef VQSMITH_TESTS_RING_PAIR_H
#define VQSMITH_TESTS_RING_PAIR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <vqsmith/ring.h>

/* Data regions: two that adjoin, a gap, one more; then the indirect tables. */
#define PAIR_REGIONS     4
#define PAIR_REGION_SIZE 0x10000u
#define PAIR_LOW         UINT64_C(0x40000000)
#define PAIR_HIGH        UINT64_C(0x900000000)
#define PAIR_TABLES      UINT64_C(0xa00000000)
#define PAIR_SEGMENTS    4096

struct pair_options {
	uint16_t size, position;
	uint16_t indirect_entries; /* of the driver end; 0: its chains are direct */
	bool event_idx, indirect;  /* negotiated */
};

struct pair {
	struct vqs_ring ring;
	struct vqs_region regions[PAIR_REGIONS];
	struct vqs_memory memory;
	struct vqs_driver_ring_storage storage;
	struct vqs_device_ring device;
	struct vqs_driver_ring driver;
	struct vqs_segment segments[PAIR_SEGMENTS];
};

void pair_start(struct pair *pair, const struct pair_options *options);
void pair_stop(struct pair *pair);

/* Our view of an address of the driver. */
unsigned char *pair_at(struct pair *pair, uint64_t guest);

/* Forgeries: what a hostile end writes. Plain stores, of little-endian values. */
void put16(void *at, uint16_t value);
void put32(void *at, uint32_t value);
void put64(void *at, uint64_t value);
uint16_t get16(const void *at);

struct forged {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next;
};

void forge_descriptor(void *table, unsigned int index, struct forged descriptor);
void forge_available(struct pair *pair, uint16_t index, uint16_t head);
void forge_available_index(struct pair *pair, uint16_t index);
void forge_used(struct pair *pair, uint16_t index, uint32_t id, uint32_t length);
void forge_used_index(struct pair *pair, uint16_t index);

#define NEXT     1
#define WRITE    2
#define INDIRECT 4

/* One chain through both ends, with the bytes given; for "it still works" and the like.
 */
void pair_echo(struct pair *pair, const void *bytes, uint32_t length);

#endif

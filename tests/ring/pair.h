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

#include <stdbool.h>

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
	/* position: the index where a split queue begins; of a packed one the place */
};

/*
 * Each test program runs once for each format, which is its argument, and once more with
 * VIRTIO_F_IN_ORDER. pair_run() runs the tests for both formats and those for this one.
 */
bool pair_packed(void);
bool pair_in_order(void);
int pair_run(int argc, char **argv, const struct CMUnitTest *both, size_t both_count,
             const struct CMUnitTest *one, size_t one_count);
void pair_choose(int argc, char **argv);

#define PAIR_COUNT(tests) (sizeof(tests) / sizeof((tests)[0]))

/* Where index `index` of a split queue is in the packed one: entry and wrap counter. */
uint16_t pair_place(uint16_t index, uint16_t size);

struct forged {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next;
};

struct pair {
	struct vqs_ring ring;
	struct vqs_region regions[PAIR_REGIONS];
	struct vqs_memory memory;
	struct vqs_driver_ring_storage storage;
	struct vqs_device_ring device;
	uint8_t held[VQS_QUEUE_SIZE_MAX];
	struct vqs_device_turn turns[VQS_QUEUE_SIZE_MAX];
	struct vqs_device_ring_storage remembered; /* the two above */
	struct vqs_driver_ring driver;
	struct vqs_segment segments[PAIR_SEGMENTS];
	uint16_t offered, used;  /* packed: indices of what was forged so far */
	struct forged table[64]; /* packed: what forge_direct() was told */
};

void pair_start(struct pair *pair, const struct pair_options *options);
/* Both ends once more from another position on; the ring and the memory stay. */
void pair_again(struct pair *pair, uint16_t position);
void pair_stop(struct pair *pair);

/* Our view of an address of the driver. */
unsigned char *pair_at(struct pair *pair, uint64_t guest);

/* Forgeries: what a hostile end writes. Plain stores, of little-endian values. */
void put16(void *at, uint16_t value);
void put32(void *at, uint32_t value);
void put64(void *at, uint64_t value);
uint16_t get16(const void *at);

void forge_descriptor(void *table, unsigned int index, struct forged descriptor);
/*
 * A descriptor of an indirect table, of the queue, and the chain that begins at `head`
 * made available. The packed format has no table: there the chain is written into the
 * ring when it is made available, and `head` is its id.
 */
void forge_table(void *table, unsigned int index, struct forged descriptor);
void forge_direct(struct pair *pair, unsigned int index, struct forged descriptor);
void forge_offer(struct pair *pair, uint16_t head);

void forge_available(struct pair *pair, uint16_t index, uint16_t head);
void forge_available_index(struct pair *pair, uint16_t index);
void forge_used(struct pair *pair, uint16_t index, uint32_t id, uint32_t length);
void forge_used_index(struct pair *pair, uint16_t index);
/* Packed: a used descriptor at the place of an index. */
void forge_used_at(struct pair *pair, uint16_t index, uint16_t id, uint32_t length);

#define NEXT     1
#define WRITE    2
#define INDIRECT 4

/* One chain through both ends, with the bytes given; for "it still works" and the like.
 */
void pair_echo(struct pair *pair, const void *bytes, uint32_t length);

#endif

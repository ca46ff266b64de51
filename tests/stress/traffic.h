/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What chain number n of a round looks like: its pieces, every byte of it, what is answered. Both
 * ends reckon it from the number alone, so that neither has to be told anything but by the queue.
 */
#ifndef VQSMITH_STRESS_TRAFFIC_H
#define VQSMITH_STRESS_TRAFFIC_H

#include <stdint.h>
#include <string.h>

#define HALF   256 /* bytes at most of the readable buffers, and of the writable ones */
#define PIECES 4   /* buffers at most of each */

struct shape {
	uint64_t key;
	uint16_t lengths[2][PIECES]; /* readable, writable; empty ones among them */
	uint16_t totals[2];
	uint8_t pieces[2];
	uint16_t used; /* bytes that the device writes */
};

static inline uint64_t mix(uint64_t value)
{
	value ^= value >> 32;
	value *= UINT64_C(0xd6e8feb86659fd93);
	value ^= value >> 32;
	value *= UINT64_C(0xd6e8feb86659fd93);
	return value ^ value >> 32;
}

/* A random number of its own for each thread. */
static inline uint32_t chance(uint64_t *state, uint32_t below)
{
	*state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((mix(*state) >> 32) * below >> 32);
}

/* Most pieces are short, one in 64 is empty, one in 64 may be as long as fits. */
static inline void cut(struct shape *shape, unsigned int half)
{
	for (unsigned int i = 0; i < shape->pieces[half]; i++) {
		uint64_t random = mix(shape->key + 2 * i + half + 1);
		uint32_t kind = random % 64, most = kind == 1 ? HALF / PIECES : 16;
		uint16_t length = (uint16_t)((random >> 32) * (most + 1) >> 32);

		if (kind == 0)
			length = 0;
		shape->lengths[half][i] = length;
		shape->totals[half] += length;
	}
}

/* A chain has a byte at least. */
static inline void fill_up(struct shape *shape)
{
	unsigned int half = shape->pieces[0] == 0;

	if (shape->totals[0] + shape->totals[1] > 0)
		return;
	shape->lengths[half][0] = 8;
	shape->totals[half] = 8;
}

/* `most`: buffers of a chain, no more than the queue has entries. One answer in 8 is short. */
static inline struct shape shape_of(uint64_t seed, uint64_t number, unsigned int most)
{
	struct shape shape = { .key = mix(seed + number * UINT64_C(0x9e3779b97f4a7c15)) };
	uint32_t choice = (uint32_t)(shape.key >> 8);
	unsigned int pieces = 1 + (choice & 0xff) * most / 256;
	unsigned int first = (choice >> 8 & 0xff) * (pieces + 1) / 256;

	if (first > PIECES)
		first = PIECES;
	if (pieces - first > PIECES)
		pieces = first + PIECES;
	shape.pieces[0] = (uint8_t)first;
	shape.pieces[1] = (uint8_t)(pieces - first);
	cut(&shape, 0);
	cut(&shape, 1);
	fill_up(&shape);
	shape.used = shape.totals[1];
	if ((choice & 0x70000) == 0)
		shape.used = (uint16_t)((choice >> 24) * (shape.used + 1u) >> 8);
	return shape;
}

/* The bytes of one direction; up to 7 more than that are written. */
static inline void pattern(unsigned char *bytes, unsigned int length, uint64_t key)
{
	for (unsigned int i = 0; i < length; i += 8) {
		uint64_t word = mix(key + i);

		memcpy(bytes + i, &word, 8);
	}
}

#define READABLE_KEY(shape) ((shape)->key)
#define WRITABLE_KEY(shape) (~(shape)->key)
/* What the driver fills the writable buffers with; stays beyond what the device wrote. */
#define UNTOUCHED(shape) ((int)((shape)->key >> 56))

#endif

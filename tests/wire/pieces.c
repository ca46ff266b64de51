/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Bytes in pieces (pieces.h), and random numbers that are not.
 */
#include "pieces.h"

static uint64_t random_state;

void seed_random(uint64_t seed)
{
	random_state = seed * 2 + 1;
}

uint64_t next_random(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static void append(struct pieces *pieces, const uint8_t *bytes, uint32_t from,
                   uint32_t to)
{
	struct vqs_segment *segment = &pieces->segments[pieces->count++];

	segment->length = to - from;
	segment->base = malloc(segment->length ? segment->length : 1);
	assert_non_null(segment->base);
	if (bytes)
		memcpy(segment->base, bytes + from, segment->length);
	else
		memset(segment->base, 0xaa, segment->length);
}

static void finish(struct pieces *pieces, uint32_t length)
{
	pieces->span = (struct vqs_span){ pieces->segments, 0, length };
}

void pieces_cut(struct pieces *pieces, const uint8_t *bytes, uint32_t length, uint32_t a,
                uint32_t b)
{
	pieces->count = 0;
	append(pieces, bytes, 0, a);
	append(pieces, bytes, a, b);
	append(pieces, bytes, b, length);
	finish(pieces, length);
}

void pieces_random(struct pieces *pieces, const uint8_t *bytes, uint32_t length)
{
	unsigned int want = 1 + next_random() % PIECES_MOST;
	uint32_t from = 0;

	pieces->count = 0;
	while (pieces->count < want - 1) {
		uint32_t to = from + (uint32_t)(next_random() % (length - from + 1)) / 2;

		append(pieces, bytes, from, to);
		from = to;
	}
	append(pieces, bytes, from, length);
	finish(pieces, length);
}

void pieces_gather(const struct pieces *pieces, uint8_t *bytes)
{
	for (unsigned int i = 0; i < pieces->count; i++) {
		memcpy(bytes, pieces->segments[i].base, pieces->segments[i].length);
		bytes += pieces->segments[i].length;
	}
}

void pieces_free(struct pieces *pieces)
{
	for (unsigned int i = 0; i < pieces->count; i++)
		free(pieces->segments[i].base);
	pieces->count = 0;
}

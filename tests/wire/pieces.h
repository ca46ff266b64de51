/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Bytes in pieces: each segment is an allocation of exactly its length, so
 * that a sanitizer or valgrind sees a single byte beyond.
 */
#ifndef VQSMITH_TESTS_WIRE_PIECES_H
#define VQSMITH_TESTS_WIRE_PIECES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lamp_type.h"

#define PIECES_MOST 16

struct pieces {
	struct vqs_segment segments[PIECES_MOST];
	unsigned int count;
	struct vqs_span span; /* all of it */
};

/* `length` bytes (of `bytes`, or 0xaa where it is NULL), cut at a and at b; a <= b. */
void pieces_cut(struct pieces *pieces, const uint8_t *bytes, uint32_t length, uint32_t a,
                uint32_t b);

/* Cut at random places into up to PIECES_MOST pieces, some of them empty. */
void pieces_random(struct pieces *pieces, const uint8_t *bytes, uint32_t length);

/* Puts them together again. */
void pieces_gather(const struct pieces *pieces, uint8_t *bytes);
void pieces_free(struct pieces *pieces);

/* The same numbers in every run. */
uint64_t next_random(void);
void seed_random(uint64_t seed);

/* A message's half with what it looks like on the wire. */
struct sample {
	const char *name;
	enum lamp_family family;
	unsigned int message;
	bool writable;
	const uint8_t *bytes;
	uint32_t length;
	void (*check)(const void *native);
	uint32_t shortest; /* with a REST: of so many bytes it is still good; else 0 */
};

extern const struct sample samples[];
extern const unsigned int sample_count;

const struct vqs_message *sample_message(const struct sample *sample);
const struct vqs_half *sample_half(const struct sample *sample);

/* Any native form of the lamp. */
union native {
	struct lamp_set_level_readable set_level;
	struct lamp_get_level_writable get_level;
	struct lamp_set_scene_readable set_scene;
	struct lamp_get_scene_writable get_scene;
	struct lamp_write_readable write;
	struct lamp_read_readable read;
	struct lamp_read_writable read_writable;
	struct lamp_mix_readable mix;
	struct lamp_identify_writable identify;
	struct lamp_motion_writable motion;
	struct lamp_burst_writable burst;
	struct lamp_note_writable note;
	struct lamp_bulk_readable bulk;
	struct lamp_bulk_out_readable bulk_out;
	struct lamp_bulk_in_writable bulk_in;
	struct lamp_bulk_status_writable bulk_status;
	struct lamp_bulk_id_writable bulk_id;
	struct lamp_status_writable status;
	uint8_t bytes[256];
};

#endif

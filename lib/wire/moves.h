/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Moves: what a plan does with the bytes that only change their place. Each has
 * the function that does it, which then goes on with the next one by a jump: to
 * find out what a move is costs more than the move.
 */
#ifndef VQSMITH_LIB_WIRE_MOVES_H
#define VQSMITH_LIB_WIRE_MOVES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Bytes that are alike on the wire and in native form; a number with zeroes
 * behind it, which is a longer number of little-endian hosts; a number of the
 * other byte order; zeroes.
 */
enum move_what {
	MOVE_1,
	MOVE_2,
	MOVE_4,
	MOVE_8,
	MOVE_16,
	MOVE_SWAP_2,
	MOVE_SWAP_4,
	MOVE_SWAP_8,
	MOVE_NONE, /* nothing */
	/* Encoding alone. */
	MOVE_1_TO_2,
	MOVE_1_TO_4,
	MOVE_1_TO_8,
	MOVE_2_TO_4,
	MOVE_2_TO_8,
	MOVE_4_TO_8,
	/* Of the wire, or decoding, of the native form. */
	MOVE_CLEAR_1,
	MOVE_CLEAR_2,
	MOVE_CLEAR_4,
	MOVE_CLEAR_8,
	MOVE_CLEAR_16,
};

struct plan_move;

/* Does the move and those behind it, up to the last one; 0. */
typedef int plan_mover(const struct plan_move *move, const uint8_t *from, uint8_t *to);

struct plan_move {
	plan_mover *run;
	uint16_t to, from; /* offsets */
	uint8_t what;      /* enum move_what */
};

/* So many moves run one within the other where the compiler makes no jumps of it. */
#define MOVES_IN_A_ROW 256

plan_mover *move_runner(enum move_what what, bool last);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* Moves: moves.h. */
#include <string.h>

#include "moves.h"

/* Two functions: one goes on, the other is for the last move. */
#define MOVER(name, work)                                                                \
	static int move_##name(const struct plan_move *move, const uint8_t *from,        \
	                       uint8_t *to)                                              \
	{                                                                                \
		work;                                                                    \
		return move[1].run(move + 1, from, to);                                  \
	}                                                                                \
	static int last_move_##name(const struct plan_move *move, const uint8_t *from,   \
	                            uint8_t *to)                                         \
	{                                                                                \
		work;                                                                    \
		return 0;                                                                \
	}

#define COPY(size)  MOVER(size, memcpy(to + move->to, from + move->from, size))
#define CLEAR(size) MOVER(clear_##size, (void)from; memset(to + move->to, 0, size))
#define SWAP(size)  MOVER(swap_##size, swap_##size(to + move->to, from + move->from))
#define LENGTHEN(bytes, size)                                                            \
	MOVER(bytes##_to_##size, lengthen(to + move->to, from + move->from, bytes, size))

/* Of little-endian hosts: others have no moves that make numbers longer. */
static inline void lengthen(uint8_t *to, const uint8_t *from, unsigned int bytes,
                            unsigned int size)
{
	uint64_t number = 0;

	memcpy(&number, from, bytes);
	memcpy(to, &number, size);
}

#define SWAPPER(size, bits)                                                              \
	static inline void swap_##size(uint8_t *to, const uint8_t *from)                 \
	{                                                                                \
		uint##bits##_t number;                                                   \
                                                                                         \
		memcpy(&number, from, size);                                             \
		number = __builtin_bswap##bits(number);                                  \
		memcpy(to, &number, size);                                               \
	}

SWAPPER(2, 16)
SWAPPER(4, 32)
SWAPPER(8, 64)

COPY(1)
COPY(2)
COPY(4)
COPY(8)
COPY(16)
SWAP(2)
SWAP(4)
SWAP(8)
LENGTHEN(1, 2)
LENGTHEN(1, 4)
LENGTHEN(1, 8)
LENGTHEN(2, 4)
LENGTHEN(2, 8)
LENGTHEN(4, 8)
CLEAR(1)
CLEAR(2)
CLEAR(4)
CLEAR(8)
CLEAR(16)
MOVER(none, (void)move; (void)to; (void)from)

#define BOTH(kind, name) [kind] = { move_##name, last_move_##name }

plan_mover *move_runner(enum move_what what, bool last)
{
	static plan_mover *const movers[][2] = {
		BOTH(MOVE_1, 1),
		BOTH(MOVE_2, 2),
		BOTH(MOVE_4, 4),
		BOTH(MOVE_8, 8),
		BOTH(MOVE_16, 16),
		BOTH(MOVE_SWAP_2, swap_2),
		BOTH(MOVE_SWAP_4, swap_4),
		BOTH(MOVE_SWAP_8, swap_8),
		BOTH(MOVE_NONE, none),
		BOTH(MOVE_1_TO_2, 1_to_2),
		BOTH(MOVE_1_TO_4, 1_to_4),
		BOTH(MOVE_1_TO_8, 1_to_8),
		BOTH(MOVE_2_TO_4, 2_to_4),
		BOTH(MOVE_2_TO_8, 2_to_8),
		BOTH(MOVE_4_TO_8, 4_to_8),
		BOTH(MOVE_CLEAR_1, clear_1),
		BOTH(MOVE_CLEAR_2, clear_2),
		BOTH(MOVE_CLEAR_4, clear_4),
		BOTH(MOVE_CLEAR_8, clear_8),
		BOTH(MOVE_CLEAR_16, clear_16),
	};

	return movers[what][last];
}

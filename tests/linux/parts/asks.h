/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the device of parts.yaml can be asked for: by the answer that `judge`
 * wants, and by `ask` of `single`.
 */
#ifndef VQSMITH_TESTS_LINUX_ASKS_H
#define VQSMITH_TESTS_LINUX_ASKS_H

/* Answers from 5 to 10 come back, others too, though the description forbids it. */
#define ANSWER_REFUSED    100 /* with the status `wrong` */
#define ANSWER_BAD_STATUS 101 /* with a status that there is not */

enum ask {
	ASK_NOTHING,
	ASK_MOVED, /* events, as they should be */
	ASK_TOLD,
	ASK_GATE,
	ASK_UNKNOWN,     /* an event of no known opcode */
	ASK_NO_OPCODE,   /* one too short for an opcode */
	ASK_TOO_MANY,    /* more elements than there may be */
	ASK_BAD_COLOUR,  /* a value that is none */
	ASK_CUT,         /* fewer bytes than its count says */
	ASK_COUNT_LIES,  /* a reply with more elements than there is room for */
	ASK_COUNT_SHORT, /* a reply with fewer bytes than its count says */
};

#endif

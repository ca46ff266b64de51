/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the lamp device of these tests can be told to do. It is told in the
 * way that is always there: by set_level, with a level that no lamp has, the
 * trick in its upper byte and an argument in the lower one.
 */
#ifndef VQSMITH_TESTS_LINUX_TRICKS_H
#define VQSMITH_TESTS_LINUX_TRICKS_H

#define TRICK(trick, argument) ((uint16_t)((trick) << 8 | (argument)))
#define TRICK_FIRST            0x80

enum trick {
	TRICK_EVENTS = TRICK_FIRST, /* sends so many events */
	TRICK_FLOOD,                /* sends so many hundred events */
	TRICK_CONFIG,               /* max_level becomes so many hundred */
	TRICK_BURST,     /* so many hundred changes of max_level, the last to 1 */
	TRICK_HOLD,      /* holds requests; HOLD_FULL: until the queue is full */
	TRICK_AWAIT,     /* is answered when so many requests are held */
	TRICK_RELEASE,   /* answers the requests that are held */
	TRICK_REFUSE,    /* refuses the next request with this status */
	TRICK_REPLY,     /* the next reply is one of enum odd_reply */
	TRICK_ODD_EVENT, /* sends one of enum odd_event */
	TRICK_DIE,       /* the device's process ends at once */
};

#define HOLD_FULL 255

enum odd_reply {
	REPLY_EMPTY = 1, /* nothing was written */
	REPLY_STATUS,    /* nothing but a status that says ok */
	REPLY_FAILURE,   /* nothing but a status that says failed */
	REPLY_LONG,      /* one byte more than there is room for */
	REPLY_HUGE,      /* 2^32 - 1 bytes */
	REPLY_GARBAGE,   /* as long as it should be, all bytes 0xff */
	REPLY_TWICE,     /* given back a second time */
	REPLY_OTHER_ID,  /* an id that is not in flight */
	REPLY_WILD_ID,   /* an id beyond the queue */
	REPLY_JUMP,      /* the used index jumps by a hundred */
	REPLY_NEVER,
};

enum odd_event {
	EVENT_EMPTY = 1,
	EVENT_SHORT, /* a byte too few */
	EVENT_LONG,  /* a byte more than there is room for */
	EVENT_HUGE,  /* 2^32 - 1 bytes */
};

#endif

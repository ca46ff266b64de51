/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A back end that knows the protocol well enough to break it at any point: it
 * answers like a lamp's, in a thread of its own, and does one thing wrong.
 */
#ifndef VQSMITH_TESTS_FRONTEND_LIAR_H
#define VQSMITH_TESTS_FRONTEND_LIAR_H

#include <pthread.h>

#include "../../lib/transport/vhost_user/socket.h"
#include "lamp.h"

enum lie {
	LIE_NONE,
	LIE_TYPE,     /* the reply is to another message */
	LIE_NO_REPLY, /* without the reply flag */
	LIE_VERSION,  /* of another version */
	LIE_LONGER,   /* with 8 bytes more */
	LIE_SHORTER,  /* with 4 bytes less */
	LIE_HUGE,     /* announces a megabyte */
	LIE_FD,       /* a descriptor comes with it */
	LIE_MANY_FDS, /* more of them than any message has */
	LIE_REFUSE,   /* acknowledged with failure */
	LIE_HALF,     /* hangs up in the middle */
	LIE_HANG_UP,  /* hangs up instead */
	LIE_SILENT,   /* does not answer at all */
	LIE_TWICE,    /* answers twice */
	LIE_COUNT,
};

struct liar {
	int socket; /* the front end's end, to be given away */
	int own;
	int channel;     /* of the front end, once it came */
	int kick, error; /* of the queue that was started last */
	pthread_t thread;
	enum lie lie;
	unsigned int when;  /* with which message, from 1 */
	unsigned int heard; /* messages so far */
	uint32_t lied_to;   /* the type of the message that was lied to */
	uint64_t protocol;  /* features offered */
	uint8_t status;
};

void liar_start(struct liar *liar, enum lie lie, unsigned int when, uint64_t protocol);
void liar_stop(struct liar *liar);

/* Descriptors that this process has open. */
unsigned int open_descriptors(void);

#endif

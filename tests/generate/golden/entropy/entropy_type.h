/* SPDX-License-Identifier: 0BSD */
/*
 * The device type's constants, its values in native form, and the table that
 * the runtime interprets.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate device entropy.yaml
 */
#ifndef ENTROPY_TYPE_H
#define ENTROPY_TYPE_H

#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

#define ENTROPY_ID 4

/* Virtqueues. */
enum {
	/* Buffers to fill. */
	ENTROPY_VQ_REQUESTQ = 0,
};

/* The reply to request. */
struct entropy_request_reply {
	/* As on the wire: u8[] */
	struct vqs_span bytes;
};

extern const struct vqs_type entropy_type;

#endif

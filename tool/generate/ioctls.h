/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The character device of a generated Linux driver: what its ioctls take and
 * what read() gives, laid out member by member. The header declares it, the
 * kernel driver copies from and to it.
 *
 * Members are in CPU byte order, every hole is spelled out, and 64-bit members
 * are aligned to 8 bytes on every machine, so that a 32-bit program on a
 * 64-bit kernel needs no translation. Structures and data of variable length
 * are as on the wire. An ioctl structure is: the members of the readable half
 * (what goes to the device), then those of the writable half (what comes
 * back), without opcode and reserved fields; a part of variable length is an
 * address and a length in bytes.
 */
#ifndef VQSMITH_TOOL_IOCTLS_H
#define VQSMITH_TOOL_IOCTLS_H

#include "model.h"
#include "names.h"

enum ioctl_kind {
	IOCTL_VALUE,   /* the value of a field of fixed length */
	IOCTL_ADDRESS, /* __u64: where the program has the part of variable length */
	IOCTL_LENGTH, /* __u32: its bytes. Writable: room before, bytes that came after */
	IOCTL_HOLE,   /* bytes that must be zero */
};

struct ioctl_member {
	enum ioctl_kind kind;
	const struct field *field; /* NULL: a hole */
	bool writable;             /* of the message's writable half */
	uint32_t offset, size;
	struct name name;
};

struct ioctl_struct {
	const struct message *message;
	struct name name; /* of the structure: virtio_lamp_ioc_set_level */
	struct name
	        constant;    /* VIRTIO_LAMP_IOC_SET_LEVEL; of an event: its record type */
	unsigned int number; /* of the ioctl; of an event: of the record type */
	struct ioctl_member *members;
	unsigned int count;
	uint32_t size; /* a multiple of 8 */
	bool event;    /* read() gives it: its first member is struct virtio_lamp_read hdr
	                */
};

struct ioctls {
	struct ioctl_struct *requests; /* one for each message that a driver sends */
	unsigned int request_count;
	struct ioctl_struct *events; /* one for each message that a device sends */
	unsigned int event_count;
};

/* The first 8 bytes of an event that read() gives: __u32 type, __u32 length. */
#define IOCTL_EVENT_HEAD 8

/* NULL: no memory. */
struct ioctls *ioctls_make(const struct model *model);
void ioctls_destroy(struct ioctls *ioctls); /* takes NULL */

#endif

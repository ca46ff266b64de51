/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * As much of the block device's type as a test needs (virtio 1.4, Block
 * Device): capacity, the number of queues, and the requests IN, OUT, FLUSH and
 * GET_ID. Written by hand, so that it depends on nothing that is under test.
 */
#ifndef VQSMITH_TESTS_FRONTEND_DISK_TYPE_H
#define VQSMITH_TESTS_FRONTEND_DISK_TYPE_H

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

extern const struct vqs_type disk_type;

#define DISK_F_FLUSH 9
#define DISK_F_MQ    12

struct disk_config {
	uint64_t capacity;
	uint16_t num_queues;
};

enum disk_message { DISK_IN, DISK_OUT, DISK_FLUSH, DISK_GET_ID, DISK_MESSAGES };

#define DISK_OK          0
#define DISK_IOERR       1
#define DISK_UNSUPPORTED 2

struct disk_readable {
	uint64_t sector;
};

struct disk_out_readable {
	uint64_t sector;
	struct vqs_span data;
};

struct disk_in_writable {
	struct vqs_span data;
	uint8_t status;
};

struct disk_status_writable {
	uint8_t status;
};

struct disk_id_writable {
	uint8_t id[20];
	uint8_t status;
};

static inline const struct vqs_message *disk_message(enum disk_message index)
{
	return &disk_type.families[0].messages[index];
}

#endif

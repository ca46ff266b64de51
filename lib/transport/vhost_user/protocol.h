/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The vhost-user protocol's numbers and structures, for both ends. All of it
 * is in host byte order; both ends are on one machine.
 *
 * QEMU's documentation, System Emulation Management and Interoperability /
 * Vhost-user Protocol. "Slave" of older texts is "back-end" here.
 */
#ifndef VHU_PROTOCOL_H
#define VHU_PROTOCOL_H

#include <stdint.h>

/* What a front end asks of a back end. */
enum vhu_request {
	VHU_GET_FEATURES = 1,
	VHU_SET_FEATURES = 2,
	VHU_SET_OWNER = 3,
	VHU_RESET_OWNER = 4,
	VHU_SET_MEM_TABLE = 5,
	VHU_SET_LOG_BASE = 6,
	VHU_SET_LOG_FD = 7,
	VHU_SET_VRING_NUM = 8,
	VHU_SET_VRING_ADDR = 9,
	VHU_SET_VRING_BASE = 10,
	VHU_GET_VRING_BASE = 11,
	VHU_SET_VRING_KICK = 12,
	VHU_SET_VRING_CALL = 13,
	VHU_SET_VRING_ERR = 14,
	VHU_GET_PROTOCOL_FEATURES = 15,
	VHU_SET_PROTOCOL_FEATURES = 16,
	VHU_GET_QUEUE_NUM = 17,
	VHU_SET_VRING_ENABLE = 18,
	VHU_SEND_RARP = 19,
	VHU_NET_SET_MTU = 20,
	VHU_SET_BACKEND_REQ_FD = 21,
	VHU_IOTLB_MSG = 22,
	VHU_SET_VRING_ENDIAN = 23,
	VHU_GET_CONFIG = 24,
	VHU_SET_CONFIG = 25,
	VHU_GET_INFLIGHT_FD = 31,
	VHU_SET_INFLIGHT_FD = 32,
	VHU_RESET_DEVICE = 34,
	VHU_VRING_KICK = 35,
	VHU_GET_MAX_MEM_SLOTS = 36,
	VHU_ADD_MEM_REG = 37,
	VHU_REM_MEM_REG = 38,
	VHU_SET_STATUS = 39,
	VHU_GET_STATUS = 40,
};

/* What a back end asks of a front end, on the socket of SET_BACKEND_REQ_FD. */
enum vhu_backend_request {
	VHU_BACKEND_CONFIG_CHANGE = 2,
	VHU_BACKEND_VRING_CALL = 4,
	VHU_BACKEND_VRING_ERR = 5,
};

/* The feature bit that says that protocol features can be negotiated. */
#define VHU_F_PROTOCOL_FEATURES 30

enum vhu_protocol_feature {
	VHU_PROTOCOL_MQ = 0,
	VHU_PROTOCOL_REPLY_ACK = 3,
	VHU_PROTOCOL_BACKEND_REQ = 5,
	VHU_PROTOCOL_CONFIG = 9,
	VHU_PROTOCOL_INFLIGHT_SHMFD = 12,
	VHU_PROTOCOL_RESET_DEVICE = 13,
	VHU_PROTOCOL_INBAND_NOTIFICATIONS = 14,
	VHU_PROTOCOL_CONFIGURE_MEM_SLOTS = 15,
	VHU_PROTOCOL_STATUS = 16,
};

struct vhu_header {
	uint32_t request;
	uint32_t flags;
	uint32_t size; /* of the payload */
};

/* vhu_header, flags. */
#define VHU_VERSION      1u
#define VHU_VERSION_MASK 3u
#define VHU_REPLY        4u
#define VHU_NEED_REPLY   8u

/* SET_VRING_KICK, _CALL and _ERR: the queue's index, and "no descriptor comes with it".
 */
#define VHU_INDEX_MASK UINT64_C(0xff)
#define VHU_NO_FD      UINT64_C(0x100)

struct vhu_vring_state {
	uint32_t index;
	uint32_t num;
};

struct vhu_vring_addr {
	uint32_t index;
	uint32_t flags;
	uint64_t descriptors; /* user addresses of the front end */
	uint64_t used;
	uint64_t available;
	uint64_t log;
};

struct vhu_region {
	uint64_t guest; /* as it stands in descriptors */
	uint64_t size;
	uint64_t user;   /* where the front end has it */
	uint64_t offset; /* in the file */
};

/* Regions that one SET_MEM_TABLE can carry, and slots that ADD_MEM_REG can fill. */
#define VHU_TABLE_REGIONS 8
#define VHU_MEM_SLOTS     64

struct vhu_memory {
	uint32_t count;
	uint32_t padding;
	struct vhu_region regions[VHU_TABLE_REGIONS];
};

struct vhu_single_region {
	uint64_t padding;
	struct vhu_region region;
};

/* The largest payload that we take or send. */
#define VHU_PAYLOAD_MAX 4096

#define VHU_CONFIG_HEAD 12
#define VHU_CONFIG_MAX  (VHU_PAYLOAD_MAX - VHU_CONFIG_HEAD)

struct vhu_config {
	uint32_t offset;
	uint32_t size;
	uint32_t flags;
	uint8_t bytes[VHU_CONFIG_MAX];
};

struct vhu_inflight {
	uint64_t size;   /* bytes in the file */
	uint64_t offset; /* of them */
	uint16_t queues;
	uint16_t queue_size; /* the most entries of each */
	uint32_t padding;    /* not every front end sends it */
};

union vhu_payload {
	uint64_t u64;
	struct vhu_vring_state state;
	struct vhu_vring_addr addr;
	struct vhu_memory memory;
	struct vhu_single_region single;
	struct vhu_config config;
	struct vhu_inflight inflight;
	uint8_t bytes[VHU_PAYLOAD_MAX];
};

/* On the wire the payload follows the header directly; here it is aligned. */
struct vhu_message {
	struct vhu_header header;
	union vhu_payload payload;
};

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device type for tests, as a generator would write it: a lamp that has one
 * of everything. Requests with an opcode in the readable half and the status
 * first in the writable one; arrays counted by earlier fields; bulk data in
 * either direction; events told apart by an opcode in the writable half; a row
 * of bulk queues, the way of a disk, whose status is the last byte.
 */
#ifndef VQSMITH_TESTS_LAMP_TYPE_H
#define VQSMITH_TESTS_LAMP_TYPE_H

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

extern const struct vqs_type lamp_type;

#define LAMP_F_MOTION 0 /* events, range_mm */
#define LAMP_F_SCENES 1
#define LAMP_F_COLOUR 2  /* requires SCENES */
#define LAMP_F_MANY   3  /* bulk_queues */
#define LAMP_F_OLD    50 /* conflicts with COLOUR */

/* ---- Configuration space: 32 bytes on the wire ---------------------------- */

enum lamp_config_field {
	LAMP_CONFIG_MAX_LEVEL,   /* 0  le16 ro, 1..1000 */
	LAMP_CONFIG_MODEL,       /* 2  u8 ro, INDOOR or OUTDOOR */
	LAMP_CONFIG_RESERVED,    /* 3  u8 */
	LAMP_CONFIG_NIGHT_LEVEL, /* 4  le32 rw, 0..1000 */
	LAMP_CONFIG_RANGE_MM,    /* 8  le16 ro, if MOTION */
	LAMP_CONFIG_FAULTS,      /* 10 u8 w1c */
	LAMP_CONFIG_BLINK,       /* 11 u8 wo */
	LAMP_CONFIG_BULK_QUEUES, /* 12 le16 ro, if MANY, 1..4 */
	LAMP_CONFIG_NAME,        /* 14 u8[10] rw */
	LAMP_CONFIG_UPTIME,      /* 24 le64 ro, volatile */
	LAMP_CONFIG_FIELDS,
};

#define LAMP_CONFIG_SIZE   32
#define LAMP_MODEL_INDOOR  1
#define LAMP_MODEL_OUTDOOR 2

struct lamp_config {
	uint16_t max_level;
	uint8_t model;
	uint32_t night_level;
	uint16_t range_mm;
	uint8_t faults;
	uint8_t blink;
	uint16_t bulk_queues;
	uint8_t name[10];
	uint64_t uptime;
};

/* ---- Virtqueues ----------------------------------------------------------- */

#define LAMP_QUEUE_REQUESTS 0
#define LAMP_QUEUE_EVENTS   1 /* if MOTION */
#define LAMP_QUEUE_BULK     2 /* to 5, as many as bulk_queues says */
#define LAMP_QUEUE_SIZE     64

/* ---- Requests ------------------------------------------------------------- */

enum lamp_family {
	LAMP_FAMILY_REQUEST,
	LAMP_FAMILY_EVENT,
	LAMP_FAMILY_BULK,
	LAMP_FAMILIES,
};

#define LAMP_OK          0
#define LAMP_UNSUPPORTED 1
#define LAMP_INVALID     2
#define LAMP_BUSY        3

/* readable: le16 opcode, le16 reserved, le32 cookie; writable: le32 status, le32 reserved
 */
enum lamp_request_message {
	LAMP_SET_LEVEL, /* opcode 1 */
	LAMP_GET_LEVEL, /* 2 */
	LAMP_SET_SCENE, /* 3, if SCENES */
	LAMP_GET_SCENE, /* 4, if SCENES */
	LAMP_WRITE,     /* 5 */
	LAMP_READ,      /* 6 */
	LAMP_MIX,       /* 7, if COLOUR */
	LAMP_IDENTIFY,  /* 0x100 */
	LAMP_REQUEST_MESSAGES,
};

/* le16 level 0..1000, le16 reserved that has to be zero, le32 fade_ms */
struct lamp_set_level_readable {
	uint32_t cookie;
	uint16_t level;
	uint32_t fade_ms;
};

/* Only the status. */
struct lamp_status_writable {
	uint32_t status;
};

/* Only the cookie. */
struct lamp_cookie_readable {
	uint32_t cookie;
};

/* le16 level, 10 bytes in all */
struct lamp_get_level_writable {
	uint32_t status;
	uint16_t level;
};

/* On the wire 8 bytes: le16 level 0..1000, le16 reserved, le32 hold_ms */
struct lamp_step {
	uint16_t level;
	uint32_t hold_ms;
};

extern const struct vqs_struct lamp_step_struct;

#define LAMP_SCENE_LOOP   1
#define LAMP_SCENE_SMOOTH 2
#define LAMP_SCENE_MOST   64

/* le16 count, le16 flags (closed), lamp_step steps[count] */
struct lamp_set_scene_readable {
	uint32_t cookie;
	uint16_t count;
	uint16_t flags;
	struct vqs_span steps;
};

struct lamp_get_scene_writable {
	uint32_t status;
	uint16_t count;
	uint16_t flags;
	struct vqs_span steps;
};

/* le32 offset, u8 data[] */
struct lamp_write_readable {
	uint32_t cookie;
	uint32_t offset;
	struct vqs_span data;
};

/* le32 offset */
struct lamp_read_readable {
	uint32_t cookie;
	uint32_t offset;
};

/* u8 data[] */
struct lamp_read_writable {
	uint32_t status;
	struct vqs_span data;
};

/*
 * u8 pairs, u8 words, u8 seals, le16 pair_data[pairs * 2 + 1], be32 word_data[words],
 * be16 middle, lamp_step rest[], be64 sum, u8 seal[seals]
 */
struct lamp_mix_readable {
	uint32_t cookie;
	uint8_t pairs;
	uint8_t words;
	uint8_t seals;
	struct vqs_span pair_data;
	struct vqs_span word_data;
	uint16_t middle;
	struct vqs_span rest;
	uint64_t sum;
	struct vqs_span seal;
};

/* be16 vendor, be64 serial, u8 tag[3]: 13 bytes */
struct lamp_part {
	uint16_t vendor;
	uint64_t serial;
	uint8_t tag[3];
};

/* lamp_part body, lamp_part bulbs[2], le16 firmware[3], u8 grade 1..5 */
struct lamp_identify_writable {
	uint32_t status;
	struct lamp_part body;
	struct lamp_part bulbs[2];
	uint16_t firmware[3];
	uint8_t grade;
};

/* ---- Events: the opcode (le16) is in the writable half --------------------- */

enum lamp_event_message {
	LAMP_MOTION, /* 1 */
	LAMP_BURST,  /* 2, if SCENES */
	LAMP_NOTE,   /* 3 */
	LAMP_EVENT_MESSAGES,
};

/* le16 zone 0..7, le32 reserved, le64 when_ns, le16 distance_mm: 18 bytes */
struct lamp_motion_writable {
	uint16_t zone;
	uint64_t when_ns;
	uint16_t distance_mm;
};

/* le16 count, le32 distances[count] */
struct lamp_burst_writable {
	uint16_t count;
	struct vqs_span distances;
};

/* u8 text[] */
struct lamp_note_writable {
	struct vqs_span text;
};

/* ---- Bulk: as a disk's requests ------------------------------------------- */

/* readable: le32 opcode, le32 reserved, le64 sector; writable: ..., u8 status */
enum lamp_bulk_message {
	LAMP_BULK_IN,    /* 0 */
	LAMP_BULK_OUT,   /* 1 */
	LAMP_BULK_FLUSH, /* 4 */
	LAMP_BULK_ID,    /* 8 */
	LAMP_BULK_MESSAGES,
};

#define LAMP_BULK_OK          0
#define LAMP_BULK_IOERR       1
#define LAMP_BULK_UNSUPPORTED 2

struct lamp_bulk_readable {
	uint64_t sector;
};

struct lamp_bulk_out_readable {
	uint64_t sector;
	struct vqs_span data;
};

struct lamp_bulk_in_writable {
	struct vqs_span data;
	uint8_t status;
};

struct lamp_bulk_status_writable {
	uint8_t status;
};

struct lamp_bulk_id_writable {
	uint8_t id[20];
	uint8_t status;
};

/* Message `index` (an enum above) of a family. */
static inline const struct vqs_message *lamp_message(enum lamp_family family,
                                                     unsigned int index)
{
	return &lamp_type.families[family].messages[index];
}

#endif

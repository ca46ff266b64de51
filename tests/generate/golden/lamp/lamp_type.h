/* SPDX-License-Identifier: 0BSD */
/*
 * The device type's constants, its values in native form, and the table that
 * the runtime interprets.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate device lamp.yaml
 */
#ifndef LAMP_TYPE_H
#define LAMP_TYPE_H

#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

#define LAMP_ID 65535 /* experimental */

/* Feature bits. */
enum {
	/* The lamp senses motion and reports it. */
	LAMP_F_MOTION = 0,
	/* The lamp plays scenes, sequences of levels. */
	LAMP_F_SCENES = 1,
};

/* Virtqueues. */
enum {
	/* Requests of the driver. */
	LAMP_VQ_REQUESTS = 0,
	/* Motion as it happens. */
	LAMP_VQ_EVENTS = 1,
};

/* The outcome of a request. */
enum {
	/* It was done. */
	LAMP_STATUS_OK = 0,
	/* The device does not know the request. */
	LAMP_STATUS_UNSUPPORTED = 1,
	/* The request is not as described. */
	LAMP_STATUS_INVALID = 2,
	/* The device could not do it. */
	LAMP_STATUS_FAILED = 3,
};

/* Opcodes of lamp_request. */
enum {
	/* Sets the brightness. */
	LAMP_SET_LEVEL = 1,
	/* Tells the brightness. */
	LAMP_GET_LEVEL = 2,
	/* Plays a sequence of steps, once. */
	LAMP_PLAY_SCENE = 3,
	/* Tells in words what the lamp is, in UTF-8. */
	LAMP_DESCRIBE = 4,
};

/* Fields of the configuration space, as config_write() is told of them. */
enum {
	LAMP_CONFIG_MAX_LEVEL,
	LAMP_CONFIG_RANGE_MM,
	LAMP_CONFIG_SERIAL,
};

/* One step of a scene. */
struct lamp_step {
	uint16_t level;
	uint32_t hold_ms;
};

/* The configuration space. */
struct lamp_config {
	/*
	 * The brightest level that set_level takes; it sinks when the lamp gets
	 * hot.
	 */
	uint16_t max_level;
	/*
	 * How far the sensor sees, in millimetres. Only if LAMP_F_MOTION is
	 * offered.
	 */
	uint16_t range_mm;
	/* The serial number in ASCII, padded with zero bytes. */
	uint8_t serial[16];
};

/* Sets the brightness. */
struct lamp_set_level {
	uint16_t level;
};

/* The reply to set_level. */
struct lamp_set_level_reply {
	uint8_t status;
};

/* The reply to get_level. */
struct lamp_get_level_reply {
	uint8_t status;
	uint16_t level;
};

/* Plays a sequence of steps, once. */
struct lamp_play_scene {
	uint32_t step_count;
	/* As on the wire: lamp_step[step_count] */
	struct vqs_span steps;
};

/* The reply to play_scene. */
struct lamp_play_scene_reply {
	uint8_t status;
};

/*
 * Reads and writes one element of steps, where the span lies. -ERANGE: it has
 * none of this index.
 */
int lamp_play_scene_get_steps(const struct lamp_play_scene *from, uint32_t index,
                              struct lamp_step *element);
int lamp_play_scene_put_steps(const struct lamp_play_scene *to, uint32_t index,
                              const struct lamp_step *element);

/* The reply to describe. */
struct lamp_describe_reply {
	uint8_t status;
	/* As on the wire: u8[] */
	struct vqs_span text;
};

/* Something moved in front of the lamp. */
struct lamp_event {
	/* When, in nanoseconds since the lamp was reset. */
	uint64_t when_ns;
	/* How far away. */
	uint16_t distance_mm;
};

extern const struct vqs_type lamp_type;

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A lamp to talk to: the device of tests/common/lamp_type.h with an author
 * behind it, and a driver end that remembers what it was told. How the two are
 * connected is the test's affair.
 */
#ifndef VQSMITH_TESTS_LOOPBACK_LAMP_H
#define VQSMITH_TESTS_LOOPBACK_LAMP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/device.h>
#include <vqsmith/driver.h>

#include "lamp_type.h"

#define LAMP_STORE 65536
#define LAMP_HELD  512

/* Configuration of a lamp before anybody changed it. */
extern const struct lamp_config lamp_fresh;

struct lamp {
	struct vqs_device *device;
	struct vqs_device_class class;

	/* The author. */
	bool hold;     /* keep requests instead of answering them */
	uint64_t fail; /* answer with this status instead, if not 0 */
	struct vqs_request *held[LAMP_HELD];
	unsigned int held_count, resets, handled;
	uint16_t level;
	uint16_t scene_count;
	struct lamp_step scene[LAMP_SCENE_MOST];
	uint8_t store[LAMP_STORE];
	const void *seen; /* where bulk data of the last request lay */
	unsigned int complaints;
	char complaint[256];
};

/* All that the lamp's type has but `withhold`, and never OLD. */
void lamp_create(struct lamp *lamp, const struct vqs_features *withhold);
void lamp_destroy(struct lamp *lamp);

/* The same with another type, which has the lamp's messages. */
void lamp_create_as(struct lamp *lamp, const struct vqs_type *type,
                    const struct vqs_features *withhold);

/* The lamp's type, in which the queue of requests may have any number of entries. */
struct lamp_of_any_size {
	struct vqs_type type;
	struct vqs_queue_type queues[3];
};

void lamp_make_any_size(struct lamp_of_any_size *it);

/*
 * Has the queue of requests enabled with sizes that are no powers of two, those that a
 * split one refuses, and goes round each of them, with as many calls at once as it takes.
 */
void lamp_try_odd_sizes(struct vqs_driver *driver, bool packed);

/* Answers held request `index`, in any order. */
void lamp_answer(struct lamp *lamp, unsigned int index);
void lamp_answer_all(struct lamp *lamp);

/* Sends a motion event; as vqs_device_send(). */
int lamp_move(struct lamp *lamp, uint16_t distance);

/* What a driver heard. */
struct listener {
	struct vqs_driver *driver;
	unsigned int motions, bursts, notes, config_changes, broken;
	uint16_t distance;     /* of the last motion */
	uint64_t distance_sum; /* of all */
	uint32_t burst_sum, note_length;
	char note[4096];
	char why[256];
	void (*on_motion)(struct listener *listener); /* or NULL */
};

extern const struct vqs_driver_events listener_events;

/* Calls, synchronous, on the queue of requests; each asserts that it succeeded. */
void set_level(struct vqs_driver *driver, uint16_t level);
uint16_t get_level(struct vqs_driver *driver);

/*
 * Runs the tests with either format, plain, and with indirect descriptors and the event
 * index; each time *withheld is what the lamp is not to offer. How many failed.
 */
int lamp_run(const struct CMUnitTest *tests, size_t count, struct vqs_features *withheld);

#endif

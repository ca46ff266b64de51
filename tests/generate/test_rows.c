/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rows of virtqueues whose length and place hang on configuration and on
 * features: a generated device and a generated driver agree on where each is,
 * for every choice of features.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/loopback.h>

#include "rows_device.h"
#include "rows_driver.h"

#define PAIRS  3
#define EXTRAS 2 /* two extra ones */

/* ---- The device: tells which queue a request came by ------------------------ */

struct rows {
	uint16_t queue; /* of the last request */
	uint32_t which;
	unsigned int count;
};

static void note(struct rows *rows, const struct vqs_request *request, uint32_t which)
{
	rows->queue = request->queue;
	rows->which = which;
	rows->count++;
}

void rows_packet_out(struct rows *rows, struct vqs_request *request,
                     const struct rows_packet_out *asked)
{
	note(rows, request, asked->data.length);
	rows_packet_out_done(request);
}

void rows_ctrl(struct rows *rows, struct vqs_request *request,
               const struct rows_ctrl *asked)
{
	const struct rows_ctrl_reply reply = { .got = asked->which };

	note(rows, request, asked->which);
	rows_ctrl_done(request, &reply);
}

void rows_extra(struct rows *rows, struct vqs_request *request,
                const struct rows_extra *asked)
{
	const struct rows_extra_reply reply = { .got = asked->which };

	note(rows, request, asked->which);
	rows_extra_done(request, &reply);
}

void rows_fixed(struct rows *rows, struct vqs_request *request,
                const struct rows_fixed *asked)
{
	const struct rows_fixed_reply reply = { .got = asked->which };

	note(rows, request, asked->which);
	rows_fixed_done(request, &reply);
}

void rows_last(struct rows *rows, struct vqs_request *request,
               const struct rows_last *asked)
{
	const struct rows_last_reply reply = { .got = asked->which };

	note(rows, request, asked->which);
	rows_last_done(request, &reply);
}

static const struct vqs_device_class rows_class = {
	.type = &rows_type,
	.handlers = rows_handlers,
};

/* ---- Both ------------------------------------------------------------------- */

struct rig {
	struct rows rows;
	struct vqs_device *device;
	struct vqs_driver_transport *transport;
	struct rows_driver driver;
	uint16_t heard; /* the queue of the last event */
	unsigned int events;
};

static void hear(void *self, uint16_t queue, const struct rows_packet_in *event)
{
	struct rig *rig = self;

	(void)event;
	rig->heard = queue;
	rig->events++;
}

static const struct rows_driver_events events = { .packet_in = hear };

static void rig_up(struct rig *rig, unsigned int offered, unsigned int wanted)
{
	const struct rows_config config = { .pairs = PAIRS, .extras = EXTRAS };
	struct vqs_device_options options = { .withhold = { { 0xf & ~offered, 0 } } };
	struct vqs_features features = { { wanted, 0 } };

	memset(rig, 0, sizeof(*rig));
	assert_int_equal(vqs_device_create(&rig->device, &rows_class, &rig->rows, &config,
	                                   &options),
	                 0);
	assert_int_equal(vqs_loopback_create(&rig->transport, rig->device), 0);
	assert_int_equal(rows_driver_init(&rig->driver, rig->transport, &features,
	                                  &events, rig),
	                 0);
}

static void rig_down(struct rig *rig)
{
	rows_driver_fini(&rig->driver);
	vqs_device_destroy(rig->device);
}

static int index_of(const struct rig *rig, unsigned int row, unsigned int number)
{
	int index = vqs_device_queue_index(rig->device, row, number);

	assert_int_equal(vqs_driver_queue_index(rig->driver.driver, row, number), index);
	return index;
}

/* Every queue of a row, in steps from the first, and no more of them. */
static void expect_row(const struct rig *rig, unsigned int row, int first,
                       unsigned int count, int step)
{
	for (unsigned int i = 0; i < count; i++)
		assert_int_equal(index_of(rig, row, i), first + (int)i * step);
	assert_int_equal(index_of(rig, row, count), -ENOENT);
	assert_int_equal(vqs_driver_queue_count(rig->driver.driver, row), count);
}

/* Each virtqueue is where the driver sends to, and the device knows what it carries. */
static void talk(struct rig *rig)
{
	struct rows_fixed_reply fixed;
	const struct vqs_segment segment = { .base = (char[]){ "abc" }, .length = 3 };
	const struct rows_packet_out packet = { .data = { &segment, 0, 3 } };
	int queue;

	for (unsigned int i = 0; (queue = index_of(rig, ROWS_ROW_TX, i)) >= 0; i++) {
		assert_int_equal(rows_call_packet_out(&rig->driver, (uint16_t)queue,
		                                      &packet),
		                 0);
		assert_int_equal(rig->rows.queue, queue);
		assert_int_equal(rig->rows.which, 3);
	}
	for (unsigned int i = 0; i < 2; i++) {
		queue = index_of(rig, ROWS_ROW_FIXED, i);
		assert_int_equal(rows_call_fixed(&rig->driver, (uint16_t)queue,
		                                 &(struct rows_fixed){ 77 + i }, &fixed),
		                 0);
		assert_int_equal(fixed.got, 77 + i);
		assert_int_equal(rig->rows.queue, queue);
	}
}

/* The two rows that are one queue, which the generated functions find. */
static void talk_single(struct rig *rig, unsigned int wanted)
{
	struct rows_ctrl_reply ctrl;
	struct rows_last_reply last;
	int result = rows_call_ctrl(&rig->driver, &(struct rows_ctrl){ 5 }, &ctrl);

	if (wanted & 1U << ROWS_F_CONTROL) {
		assert_int_equal(result, 0);
		assert_int_equal(ctrl.got, 5);
		assert_int_equal(rig->rows.queue, index_of(rig, ROWS_ROW_CTRL, 0));
	} else {
		assert_int_equal(result, -ENOENT);
	}
	result = rows_call_last(&rig->driver, &(struct rows_last){ 6 }, &last);
	if (wanted & 1U << ROWS_F_LAST) {
		assert_int_equal(result, 0);
		assert_int_equal(last.got, 6);
		assert_int_equal(rig->rows.queue, index_of(rig, ROWS_ROW_LAST, 0));
	} else {
		assert_int_equal(result, -ENOENT);
	}
}

static void receive(struct rig *rig)
{
	const struct vqs_segment segment = { .base = (char[]){ "xy" }, .length = 2 };
	const struct rows_packet_in packet = { .data = { &segment, 0, 2 } };
	int queue;

	for (unsigned int i = 0; (queue = index_of(rig, ROWS_ROW_RX, i)) >= 0; i++) {
		unsigned int before = rig->events;
		struct vqs_request *buffer =
		        vqs_device_posted(rig->device, (uint16_t)queue);

		/* least_buffer is 32. */
		assert_non_null(buffer);
		assert_true(buffer->writable_span.length >= 32);
		assert_int_equal(vqs_request_send(buffer, &rows_type.families[1].messages[0],
		                                  NULL),
		                 -EINVAL);
		assert_int_equal(
		        rows_send_packet_in(rig->device, (uint16_t)queue, &packet), 0);
		while (rig->events == before)
			assert_true(vqs_driver_process(rig->driver.driver) >= 0);
		assert_int_equal(rig->heard, queue);
	}
}

static void try_features(unsigned int offered, unsigned int wanted)
{
	unsigned int both = offered & wanted;
	bool many = both & 1U << ROWS_F_MANY, control = both & 1U << ROWS_F_CONTROL;
	bool extra = both & 1U << ROWS_F_EXTRA, last = both & 1U << ROWS_F_LAST;
	int at = many ? 2 * PAIRS : 2;
	struct rig rig;

	rig_up(&rig, offered, wanted);
	expect_row(&rig, ROWS_ROW_RX, 0, many ? PAIRS : 1, 2);
	expect_row(&rig, ROWS_ROW_TX, 1, many ? PAIRS : 1, 2);
	expect_row(&rig, ROWS_ROW_CTRL, at, control, 1);
	at += control; /* it shifts */
	expect_row(&rig, ROWS_ROW_EXTRA, at, extra ? 2 : 0, 1);
	at += extra ? 2 : 1; /* that does not */
	expect_row(&rig, ROWS_ROW_FIXED, at, 2, 1);
	expect_row(&rig, ROWS_ROW_LAST, at + 2, last, 1);
	talk(&rig);
	talk_single(&rig, both);
	receive(&rig);
	rig_down(&rig);
}

static void test_every_choice(void **state)
{
	(void)state;
	for (unsigned int offered = 0; offered < 16; offered++)
		for (unsigned int wanted = 0; wanted < 16; wanted++)
			if (!(wanted & ~offered))
				try_features(offered, wanted);
}

/* What is counted goes down as far as to none, and no further than the table says. */
static void test_counts(void **state)
{
	static const uint16_t extras[] = { 1, 2, 4 };
	struct rows rows;
	struct vqs_device *device;

	(void)state;
	for (unsigned int i = 0; i < 3; i++) {
		const struct rows_config config = { .pairs = 8, .extras = extras[i] };
		const unsigned int more = 2u * extras[i] - 2;

		assert_int_equal(
		        vqs_device_create(&device, &rows_class, &rows, &config, NULL), 0);
		assert_int_equal(vqs_device_queue_count(device), 16 + 1 + more + 2 + 1);
		assert_int_equal(vqs_device_queue_index(device, ROWS_ROW_FIXED, 0),
		                 17 + (int)more);
		assert_int_equal(vqs_device_queue_index(device, ROWS_ROW_EXTRA, more),
		                 -ENOENT);
		assert_int_equal(vqs_device_queue_size(device, (uint16_t)(20 + more)), 0);
		assert_int_not_equal(vqs_device_queue_size(device, (uint16_t)(19 + more)),
		                     0);
		vqs_device_destroy(device);
	}
}

/* The device's author may say it later, before a driver is there. */
static void test_configured_later(void **state)
{
	const struct rows_config config = { .pairs = 1, .extras = 1 };
	struct rows rows;
	struct vqs_device *device;

	(void)state;
	assert_int_equal(vqs_device_create(&device, &rows_class, &rows, &config, NULL), 0);
	assert_int_equal(vqs_device_queue_count(device), 6);
	assert_int_equal(vqs_device_queue_index(device, ROWS_ROW_CTRL, 0), 2);
	rows_config(device)->pairs = 4;
	assert_int_equal(vqs_device_config_changed(device), 0);
	assert_int_equal(vqs_device_queue_count(device), 12);
	assert_int_equal(vqs_device_queue_index(device, ROWS_ROW_CTRL, 0), 8);
	vqs_device_destroy(device);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_choice),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_configured_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

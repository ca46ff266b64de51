/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The life cycle: features, status, reset at any moment.
 */
#include "author.h"

#include <errno.h>

#define Q LAMP_QUEUE_REQUESTS

static struct vqs_features with_version_1(unsigned int a, unsigned int b)
{
	struct vqs_features set = { { 0, 0 } };

	vqs_features_add(&set, VQS_F_VERSION_1);
	vqs_features_add(&set, a);
	vqs_features_add(&set, b);
	return set;
}

static void test_offers(void **state)
{
	struct vqs_device_options options = { .queue_size = 16 };
	const struct vqs_features *offered;
	struct rig rig;

	(void)state;
	vqs_features_add(&options.withhold, LAMP_F_MOTION);
	vqs_features_add(&options.withhold_ring, VQS_F_EVENT_IDX);
	rig_create(&rig, &options);
	offered = vqs_device_offered(rig.device);
	assert_false(vqs_features_has(offered, LAMP_F_MOTION));
	assert_true(vqs_features_has(offered, LAMP_F_SCENES));
	assert_true(vqs_features_has(offered, LAMP_F_OLD));
	assert_false(vqs_features_has(offered, VQS_F_EVENT_IDX));
	assert_true(vqs_features_has(offered, VQS_F_INDIRECT_DESC));
	assert_true(vqs_features_has(offered, VQS_F_VERSION_1));
	assert_int_equal(vqs_device_queue_size(rig.device, Q), 16);
	assert_int_equal(vqs_device_queue_size(rig.device, LAMP_QUEUE_EVENTS), 0);
	assert_ptr_equal(vqs_device_type(rig.device), &lamp_type);
	rig_destroy(&rig);
}

static void test_create_refuses(void **state)
{
	struct vqs_device_options options = { .queue_size = 0 };
	struct vqs_device_class class;
	struct lamp_config config = { .max_level = 1, .model = 1 };
	struct vqs_device *device;

	(void)state;
	author_class(&class);
	class.complaint = NULL;
	vqs_features_add(&options.withhold, LAMP_F_SCENES); /* COLOUR requires it */
	assert_int_equal(vqs_device_create(&device, &class, NULL, &config, &options),
	                 -EINVAL);
	assert_null(device);
	vqs_features_add(&options.withhold, LAMP_F_COLOUR);
	vqs_features_add(&options.withhold, LAMP_F_MANY);
	assert_int_equal(vqs_device_create(&device, &class, NULL, &config, &options), 0);
	vqs_device_destroy(device);
	options.queue_size = 24;
	assert_int_equal(vqs_device_create(&device, &class, NULL, &config, &options),
	                 -EINVAL);
	options.queue_size = 0;
	config.max_level = 1001;
	assert_int_equal(vqs_device_create(&device, &class, NULL, &config, &options),
	                 -EINVAL);
	config.max_level = 1000;
	config.bulk_queues = 99; /* not offered, does not matter */
	assert_int_equal(vqs_device_create(&device, &class, NULL, &config, &options), 0);
	vqs_device_destroy(device);
	assert_int_equal(vqs_device_create(&device, &class, NULL, NULL, &options),
	                 -EINVAL);
	vqs_device_destroy(NULL);
}

struct choice {
	struct vqs_features accepted;
	const char *complaint; /* NULL: it is all right */
};

static void test_features_ok(void **state)
{
	const struct choice choices[] = {
		{ with_version_1(LAMP_F_MOTION, LAMP_F_SCENES), NULL },
		{ with_version_1(LAMP_F_COLOUR, LAMP_F_SCENES), NULL },
		{ with_version_1(LAMP_F_COLOUR, LAMP_F_MOTION), "COLOUR" },
		{ with_version_1(37, LAMP_F_MOTION), "bit 37" },
		{ with_version_1(17, 17), "bit 17" },
		{ with_version_1(127, 127), "bit 127" },
		{ { { 1, 0 } }, "VERSION_1" },
		{ { { 0, 0 } }, "VERSION_1" },
	};
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	for (unsigned int i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		const struct choice *choice = &choices[i];
		bool good = !choice->complaint;

		rig.complaints = rig.negotiations = 0;
		rig_negotiate(&rig, &choice->accepted);
		assert_int_equal(vqs_device_status(rig.device), good ? 11 : 3);
		assert_int_equal(rig.negotiations, good);
		assert_int_equal(rig.complaints, !good);
		if (!good)
			assert_non_null(strstr(rig.complaint, choice->complaint));
		assert_int_equal(vqs_device_negotiated(rig.device)->word[0],
		                 good ? choice->accepted.word[0] : 0);
		/* DRIVER_OK is worth nothing without FEATURES_OK. */
		vqs_device_set_status(rig.device, good ? 15 : 7);
		assert_int_equal(vqs_device_live(rig.device), good);
		assert_int_equal(vqs_device_status(rig.device), good ? 15 : 3);
	}
	assert_int_equal(rig.starts, 2);
	rig_destroy(&rig);
}

static void test_no_second_thoughts(void **state)
{
	struct vqs_features some = with_version_1(LAMP_F_SCENES, LAMP_F_MOTION);
	struct rig rig;

	(void)state;
	rig_up(&rig);
	vqs_device_accept(rig.device, &some);
	assert_int_equal(rig.complaints, 1);
	vqs_device_set_status(rig.device, 15); /* the same again: nothing happens */
	assert_int_equal(rig.negotiations, 1);
	assert_int_equal(rig.starts, 1);
	assert_true(vqs_features_has(vqs_device_negotiated(rig.device), LAMP_F_COLOUR));
	vqs_device_set_status(rig.device, 3); /* a bit can only be cleared by a reset */
	assert_int_equal(vqs_device_status(rig.device), 15);
	assert_int_equal(rig.complaints, 2);
	vqs_device_set_status(rig.device, 15 | VQS_STATUS_NEEDS_RESET);
	assert_int_equal(vqs_device_status(rig.device), 15);
	rig_destroy(&rig);
}

/* Queues may start before DRIVER_OK; nothing is taken until then. */
static void test_driver_ok_catches_up(void **state)
{
	struct rig rig;
	struct exchange *exchange;
	uint8_t request[8];

	(void)state;
	rig_create(&rig, NULL);
	assert_int_equal(rig_queue_start(&rig, Q, 16), -ENOENT);
	struct vqs_features some = with_version_1(LAMP_F_SCENES, VQS_F_INDIRECT_DESC);
	rig_negotiate(&rig, &some);
	assert_int_equal(rig_queue_start(&rig, LAMP_QUEUE_EVENTS, 16), -ENOENT);
	assert_int_equal(rig_queue_start(&rig, Q, 16), 0);
	header(request, 2);
	exchange = rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.handled, 0);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.handled, 1);
	rig_reap(&rig, Q);
	assert_int_equal(exchange->used, 10);
	rig_destroy(&rig);
}

static void test_failed_driver(void **state)
{
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	vqs_device_set_status(rig.device, 15 | VQS_STATUS_FAILED);
	assert_false(vqs_device_live(rig.device));
	header(request, 2);
	rig_ask(&rig, Q, request, 8, 10);
	assert_int_equal(rig.handled, 0);
	rig_destroy(&rig);
}

/* ---- Reset ----------------------------------------------------------------------------
 */

/* With requests in flight, ten times over; the last one in the middle of things. */
static void test_reset_in_flight(void **state)
{
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < 10; i++) {
		rig.hold = true;
		header(request, 2);
		rig.pieces = 1;
		for (unsigned int n = 0; n < 20; n++) {
			rig_add(&rig, Q, request, 8, 80);
			rig.pieces = 40; /* long ones too */
		}
		rig_kick(&rig, Q);
		assert_int_equal(rig.held_count, 20);
		assert_int_equal(vqs_device_queue_held(rig.device, Q), 20);
		assert_true(rig.memory.references > 1);
		vqs_device_set_status(rig.device, 0);
		assert_int_equal(rig.resets, 3 * i + 2);
		assert_int_equal(rig.held_count, 0);
		assert_int_equal(vqs_device_status(rig.device), 0);
		assert_int_equal(rig.memory.references, 1);
		assert_false(vqs_device_queue_started(rig.device, Q));
		vqs_device_reset(rig.device); /* twice does no harm */
		rig.hold = false;
		rig.exchange_count = 0;
		memset(rig.exchanges, 0, sizeof(rig.exchanges));
		rig.ram_used = 0;
		rig_start(&rig);
		assert_int_equal(rig_ask(&rig, Q, request, 8, 10)->used, 10);
	}
	rig_destroy(&rig);
}

static void test_detach_resets(void **state)
{
	static const struct vqs_device_transport silent;
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	assert_int_equal(vqs_device_attach(rig.device, &silent, NULL), -EBUSY);
	rig.hold = true;
	header(request, 2);
	rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	vqs_device_detach(rig.device);
	assert_int_equal(rig.resets, 2);
	assert_int_equal(rig.memory.references, 1);
	assert_int_equal(vqs_device_attach(rig.device, &silent, NULL), 0);
	/* A transport need not take notifications. */
	rig.hold = false;
	rig.ram_used = 0;
	rig_start(&rig);
	assert_int_equal(rig_ask(&rig, Q, request, 8, 10)->used, 10);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	assert_int_equal(rig.config_notices, 0);
	rig_destroy(&rig);
}

/* An author that completes what it holds when it is told to forget it. */
static void late_reset(void *self)
{
	struct rig *rig = self;

	for (unsigned int i = 0; i < rig->held_count; i++)
		author_answer(rig, rig->held[i]);
	rig->held_count = 0;
}

static void test_completing_in_reset_is_harmless(void **state)
{
	struct rig rig;
	uint8_t request[8];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.class.reset = late_reset;
	rig.hold = true;
	header(request, 2);
	exchange = rig_add(&rig, Q, request, 8, 10);
	rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.held_count, 2);
	vqs_device_set_status(rig.device, 0);
	assert_int_equal(exchange->writable[0], 0xee);
	assert_int_equal(rig.memory.references, 1);
	rig_destroy(&rig);
}

/* A reset from within a handler: the rest of its batch is not handled. */
static void resetting(void *self, struct vqs_request *request)
{
	struct rig *rig = self;

	(void)request;
	rig->handled++;
	if (rig->handled == 3)
		vqs_device_reset(rig->device);
}

static void test_reset_in_handler(void **state)
{
	static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
		[LAMP_GET_LEVEL] = resetting,
	};
	static vqs_handler *const *const handlers[LAMP_FAMILIES] = { request_handlers };
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	vqs_device_destroy(rig.device);
	rig.class.handlers = handlers;
	assert_int_equal(vqs_device_create(&rig.device, &rig.class, &rig, &rig.config,
	                                   &rig.options),
	                 0);
	rig_attach(&rig);
	rig.ram_used = 0;
	rig_start(&rig);
	header(request, 2);
	for (unsigned int i = 0; i < 10; i++)
		rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.handled, 3);
	assert_int_equal(rig.memory.references, 1);
	rig_destroy(&rig);
}

/* ---- What a driver can do as often as it likes -------------------------------- */

static void test_complaints_do_not_flood(void **state)
{
	const unsigned int often = 100000;
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	for (unsigned int i = 0; i < often; i++)
		vqs_device_set_status(rig.device, 5);
	assert_in_range(rig.complaints, 16, often / 10);
	for (unsigned int i = 0; i < often; i++) {
		vqs_device_set_status(rig.device, 0);
		vqs_device_accept(rig.device, &(struct vqs_features){ { 1 } });
		vqs_device_set_status(rig.device, 11);
	}
	assert_in_range(rig.complaints, 16, often / 5);
	rig_destroy(&rig);
}

/* ---- DEVICE_NEEDS_RESET
 * ------------------------------------------------------------------ */

static void test_needs_reset(void **state)
{
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	rig.give_up = true;
	header(request, 2);
	for (unsigned int i = 0; i < 3; i++)
		rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.handled, 1);
	assert_int_equal(vqs_device_status(rig.device), 15 | VQS_STATUS_NEEDS_RESET);
	assert_int_equal(rig.config_notices, 1);
	assert_false(vqs_device_live(rig.device));
	vqs_device_needs_reset(rig.device);
	assert_int_equal(rig.config_notices, 1);
	assert_int_equal(vqs_device_send(rig.device, LAMP_QUEUE_EVENTS,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_NOTE),
	                                 NULL),
	                 -ENOTCONN);
	rig_kick(&rig, LAMP_QUEUE_BULK);

	rig.give_up = false;
	rig.ram_used = 0;
	rig_start(&rig);
	assert_int_equal(rig_ask(&rig, Q, request, 8, 10)->used, 10);
	rig_destroy(&rig);
}

/* No batch is taken after the one in which the author gave up. */
static void test_needs_reset_ends_it(void **state)
{
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	rig.give_up = true;
	header(request, 2);
	for (unsigned int i = 0; i < 50; i++)
		rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.handled, 1);
	assert_int_equal(vqs_device_queue_stop(rig.device, Q), 32);
	rig_destroy(&rig);
}

/* Before DRIVER_OK no notification can be sent; it is owed. */
static void test_needs_reset_early(void **state)
{
	struct vqs_features some = with_version_1(VQS_FEATURE_BITS, VQS_FEATURE_BITS);
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	rig_negotiate(&rig, &some);
	vqs_device_needs_reset(rig.device);
	assert_int_equal(rig.config_notices, 0);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.config_notices, 1);
	assert_false(vqs_device_live(rig.device));
	vqs_device_reset(rig.device);
	rig_negotiate(&rig, &some);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.config_notices, 1);
	assert_true(vqs_device_live(rig.device));
	rig_destroy(&rig);
}

/* A class of a type with nothing in it, and no callback at all. */
static void test_least_device(void **state)
{
	static const struct vqs_type nothing = { .name = "nothing" };
	static const struct vqs_device_class class = { .type = &nothing };
	struct vqs_features one = with_version_1(VQS_FEATURE_BITS, VQS_FEATURE_BITS);
	struct vqs_device *device;
	uint8_t byte;

	(void)state;
	assert_int_equal(vqs_device_create(&device, &class, NULL, NULL, NULL), 0);
	vqs_device_accept(device, &one);
	vqs_device_set_status(device, 15);
	assert_true(vqs_device_live(device));
	assert_int_equal(vqs_device_queue_count(device), 0);
	assert_int_equal(vqs_device_config_size(device), 0);
	assert_int_equal(vqs_device_config_get(device, 0, &byte, 0), 0);
	assert_int_equal(vqs_device_config_get(device, 0, &byte, 1), -ERANGE);
	assert_int_equal(vqs_device_config_put(device, 0, &byte, 1), -ERANGE);
	assert_int_equal(vqs_device_config_changed(device), -EINVAL);
	assert_int_equal(vqs_device_queue_stop(device, 0), 0);
	vqs_device_complain(device, "%s", "nobody listens");
	vqs_device_needs_reset(device);
	vqs_device_reset(device);
	vqs_device_destroy(device);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offers),
		cmocka_unit_test(test_create_refuses),
		cmocka_unit_test(test_features_ok),
		cmocka_unit_test(test_no_second_thoughts),
		cmocka_unit_test(test_driver_ok_catches_up),
		cmocka_unit_test(test_failed_driver),
		cmocka_unit_test(test_reset_in_flight),
		cmocka_unit_test(test_detach_resets),
		cmocka_unit_test(test_completing_in_reset_is_harmless),
		cmocka_unit_test(test_reset_in_handler),
		cmocka_unit_test(test_complaints_do_not_flood),
		cmocka_unit_test(test_needs_reset),
		cmocka_unit_test(test_needs_reset_ends_it),
		cmocka_unit_test(test_needs_reset_early),
		cmocka_unit_test(test_least_device),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

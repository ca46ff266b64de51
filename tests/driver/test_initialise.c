/* SPDX-License-Identifier: BSD-3-Clause */
/* The initialisation sequence, with good devices and with bad ones. */
#include "puppet.h"

#include <errno.h>

struct state {
	struct puppet *puppet;
	struct vqs_driver *driver;
	struct listener listener;
	unsigned int lived; /* transport calls of the last puppet, once it is gone */
};

static int start(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	s->puppet = puppet_create();
	s->puppet->lived = &s->lived;
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	assert_true(s->lived > 0);
	free(s);
	return 0;
}

static int create(struct state *s, const struct vqs_type *type,
                  const struct vqs_features *wanted)
{
	return vqs_driver_create(&s->driver, type, &s->puppet->base, wanted,
	                         &listener_events, &s->listener);
}

static void expect_failure(struct state *s, int error, const char *why)
{
	assert_int_equal(create(s, &lamp_type, NULL), error);
	assert_null(s->driver);
	assert_true(s->lived > 0);
	assert_int_equal(s->listener.broken, 1);
	assert_non_null(strstr(s->listener.why, why));
}

/* ---- The sequence ---------------------------------------------------------- */

static void test_sequence(void **state)
{
	static const uint8_t expected[] = { 0, 1, 3, 11, 15 };
	struct state *s = *state;

	assert_int_equal(create(s, &lamp_type, NULL), 0);
	assert_int_equal(s->puppet->sets, sizeof(expected));
	assert_memory_equal(s->puppet->set, expected, sizeof(expected));
	/* The buffers for events, told of after DRIVER_OK (the puppet looks). */
	assert_int_equal(s->puppet->notices, 1);
	assert_int_equal(s->puppet->notification, LAMP_QUEUE_EVENTS);
	for (int i = 0; i < 16; i++) {
		struct strings chain = puppet_take(s->puppet, LAMP_QUEUE_EVENTS);

		assert_int_equal(chain.readables, 0);
		assert_int_equal(chain.writables, 1);
		assert_true(chain.writable_length[0] >= 2 + 2048);
	}
	assert_false(puppet_has(s->puppet, LAMP_QUEUE_EVENTS));
	for (uint16_t i = 0; i < PUPPET_QUEUES; i++)
		assert_int_equal(s->puppet->started[i], i < 5);
	vqs_driver_destroy(s->driver);
	s->driver = NULL;
}

static void test_another_device(void **state)
{
	struct state *s = *state;

	s->puppet->id = 4;
	expect_failure(s, -ENODEV, "the id 4");
}

static void test_unknown_device(void **state)
{
	struct state *s = *state;

	s->puppet->id = 0;
	assert_int_equal(create(s, &lamp_type, NULL), 0);
}

static void test_legacy_device(void **state)
{
	struct state *s = *state;

	vqs_features_drop(&s->puppet->offered, VQS_F_VERSION_1);
	expect_failure(s, -ENOTSUP, "VERSION_1");
}

static void test_features_refused(void **state)
{
	struct state *s = *state;

	s->puppet->refuse_features = true;
	expect_failure(s, -ENOTSUP, "FEATURES_OK");
}

static void test_needs_reset_at_once(void **state)
{
	struct state *s = *state;

	s->puppet->status_or = 64;
	expect_failure(s, -EPROTO, "needs a reset");
}

static void test_reset_that_never_ends(void **state)
{
	struct state *s = *state;

	s->puppet->stuck = true;
	expect_failure(s, -EPROTO, "its status reads 0x01");
}

/* One that also takes its time to say so does not keep the program for hours. */
static void test_reset_that_never_ends_slowly(void **state)
{
	struct state *s = *state;
	unsigned int looks = 0;

	s->puppet->stuck = true;
	s->puppet->slow = 100;
	s->puppet->looked = &looks;
	expect_failure(s, -EPROTO, "its status reads 0x01");
	assert_in_range(looks, 2, 100);
}

static void test_queue_missing(void **state)
{
	struct state *s = *state;

	s->puppet->queue_size = 0;
	expect_failure(s, -EPROTO, "no queue 0 (requests)");
}

static void test_queue_count(void **state)
{
	static const uint16_t counts[] = { 0, 5, 0xffff };

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct state *s = *state;

		if (i) {
			stop(state);
			start(state);
			s = *state;
		}
		vqs_scalar_put(s->puppet->config + 12, VQS_LE16, counts[i]);
		expect_failure(s, -EPROTO, "queues of bulk; 1 to 4 are valid");
	}
}

static void test_config_too_small(void **state)
{
	struct state *s = *state;

	s->puppet->config_size = 13;
	expect_failure(s, -EPROTO, "how many queues");
}

/* ---- Features -------------------------------------------------------------- */

static void test_conflict(void **state)
{
	struct state *s = *state;

	vqs_features_add(&s->puppet->offered, LAMP_F_OLD);
	assert_int_equal(create(s, &lamp_type, NULL), 0);
	assert_true(vqs_features_has(&s->puppet->accepted, LAMP_F_COLOUR));
	assert_false(vqs_features_has(&s->puppet->accepted, LAMP_F_OLD));
}

static void test_requirement(void **state)
{
	struct state *s = *state;

	vqs_features_add(&s->puppet->offered, LAMP_F_OLD);
	vqs_features_drop(&s->puppet->offered, LAMP_F_SCENES);
	assert_int_equal(create(s, &lamp_type, NULL), 0);
	assert_false(vqs_features_has(&s->puppet->accepted, LAMP_F_COLOUR));
	/* What COLOUR conflicted with may stay now. */
	assert_true(vqs_features_has(&s->puppet->accepted, LAMP_F_OLD));
}

static void test_unknown_features(void **state)
{
	struct state *s = *state;
	struct vqs_features expected = lamp_type.features;

	s->puppet->offered = (struct vqs_features){ { UINT64_MAX, UINT64_MAX } };
	assert_int_equal(create(s, &lamp_type, NULL), 0);
	vqs_features_drop(&expected, LAMP_F_OLD);
	vqs_features_add(&expected, VQS_F_VERSION_1);
	vqs_features_add(&expected, VQS_F_INDIRECT_DESC);
	vqs_features_add(&expected, VQS_F_EVENT_IDX);
	vqs_features_add(&expected, VQS_F_RING_PACKED);
	vqs_features_add(&expected, VQS_F_IN_ORDER);
	vqs_features_add(&expected, VQS_F_NOTIFICATION_DATA);
	assert_int_equal(s->puppet->accepted.word[0], expected.word[0]);
	assert_int_equal(s->puppet->accepted.word[1], 0);
}

/* A notification then tells where the driver stands: 16 buffers on. */
static void test_notification_data(void **state)
{
	struct state *s = *state;

	vqs_features_add(&s->puppet->offered, VQS_F_NOTIFICATION_DATA);
	assert_int_equal(create(s, &lamp_type, NULL), 0);
	assert_int_equal(s->puppet->notification, LAMP_QUEUE_EVENTS | 16u << 16);
}

static void test_required_feature(void **state)
{
	struct state *s = *state;
	const struct vqs_features nothing = { { 0 } };
	struct vqs_feature_type features[5];
	struct vqs_type type = lamp_type;

	memcpy(features, lamp_type.feature_types, sizeof(features));
	type.feature_types = features;
	/* OLD is required: COLOUR, which conflicts with it, has to yield. */
	features[4].required = true;
	vqs_features_add(&s->puppet->offered, LAMP_F_OLD);
	assert_int_equal(create(s, &type, NULL), 0);
	assert_false(vqs_features_has(&s->puppet->accepted, LAMP_F_COLOUR));
	assert_true(vqs_features_has(&s->puppet->accepted, LAMP_F_OLD));
	vqs_driver_destroy(s->driver);
	s->driver = NULL;

	s->puppet = puppet_create();
	vqs_features_add(&s->puppet->offered, LAMP_F_OLD);
	assert_int_equal(create(s, &type, &nothing), -ENOTSUP);
	assert_non_null(strstr(s->listener.why, "OLD"));
}

static void test_nothing_wanted(void **state)
{
	struct state *s = *state;
	const struct vqs_features nothing = { { 0 } };

	assert_int_equal(create(s, &lamp_type, &nothing), 0);
	assert_int_equal(s->puppet->accepted.word[0], UINT64_C(1) << VQS_F_VERSION_1);
	assert_int_equal(vqs_driver_queue_count(s->driver, 1), 0);
	/* MANY is offered, so the field is there, but nobody negotiated more than one. */
	assert_int_equal(vqs_driver_queue_count(s->driver, 2), 1);
}

/* ---- Sizes ----------------------------------------------------------------- */

static void test_queue_sizes(void **state)
{
	static const uint16_t sizes[] = { 1, 2, 3, 63, 64, 65, 32768, 65535 };
	static const uint16_t expected[] = { 1, 2, 2, 32, 64, 64, 64, 64 };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		if (i) {
			s->puppet = puppet_create();
			s->puppet->lived = &s->lived;
		}
		s->puppet->queue_size = sizes[i];
		assert_int_equal(create(s, &lamp_type, NULL), 0);
		assert_int_equal(s->puppet->rings[0].size, expected[i]);
		vqs_driver_destroy(s->driver);
		s->driver = NULL;
	}
}

/* A ring of two holds one request, bulk data or not. */
static void test_ring_of_two(void **state)
{
	struct state *s = *state;
	struct vqs_segment segment = { .length = 100 };
	struct lamp_write_readable in = { .data = { &segment, 0, 100 } };
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST, LAMP_WRITE),
		                 .readable = &in },
	                second = call;

	s->puppet->queue_size = 2;
	assert_int_equal(create(s, &lamp_type, NULL), 0);
	assert_int_equal(vqs_driver_memory_alloc(s->driver, 100, &segment.base), 0);
	for (int i = 0; i < 10; i++) {
		struct strings chain;

		assert_int_equal(vqs_driver_submit(s->driver, 0, &call), 0);
		assert_int_equal(vqs_driver_submit(s->driver, 0, &second), -EAGAIN);
		chain = puppet_take(s->puppet, 0);
		assert_int_equal(chain.readables, 1);
		assert_int_equal(chain.readable_length[0], 112);
		puppet_give(s->puppet, 0, chain.id, 8);
		assert_int_equal(vqs_driver_process(s->driver), 1);
	}
}

/* Larger calls, one after another, settle on one bounce buffer. */
static void test_no_allocation_in_steady_state(void **state)
{
	struct state *s = *state;
	uint8_t *bytes = calloc(1, 100000);
	struct vqs_segment segment = { bytes, 100000 };
	struct lamp_write_readable in = { .data = { &segment, 0, 0 } };
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST, LAMP_WRITE),
		                 .readable = &in };
	size_t taken = 0;

	assert_int_equal(create(s, &lamp_type, NULL), 0);
	for (int round = 0; round < 3; round++) {
		for (uint32_t length = 0; length <= 100000; length += 10000) {
			struct strings chain;

			in.data.length = length;
			assert_int_equal(vqs_driver_submit(s->driver, 0, &call), 0);
			chain = puppet_take(s->puppet, 0);
			puppet_give(s->puppet, 0, chain.id, 8);
			assert_int_equal(vqs_driver_process(s->driver), 1);
		}
		if (round == 0)
			taken = s->puppet->arena.taken;
		assert_int_equal(s->puppet->arena.taken, taken);
	}
	free(bytes);
}

/* ---- Everything fails once ------------------------------------------------- */

static void landed(struct vqs_call *call)
{
	++*(unsigned int *)call->context;
}

/* A life: made, used, reset, used, ended. Errors are for the driver to survive. */
static void live(struct state *s)
{
	struct lamp_get_level_writable out;
	struct lamp_config config;
	unsigned int ended = 0, begun = 0;
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST,
		                                         LAMP_GET_LEVEL),
		                 .writable = &out,
		                 .done = landed,
		                 .context = &ended };

	if (create(s, &lamp_type, NULL))
		return;
	for (int round = 0; round < 2; round++) {
		vqs_driver_config_read(s->driver, &config, NULL);
		vqs_driver_config_write(s->driver, LAMP_CONFIG_NAME, &config);
		if (!vqs_driver_submit(s->driver, 0, &call))
			begun++;
		if (puppet_has(s->puppet, 0)) {
			struct strings chain = puppet_take(s->puppet, 0);

			puppet_give(s->puppet, 0, chain.id, 10);
			s->puppet->change = true;
		}
		vqs_driver_wait(s->driver, 0);
		vqs_driver_reset(s->driver);
		assert_int_equal(ended, begun);
	}
	vqs_driver_destroy(s->driver);
	s->driver = NULL;
}

static void test_every_call_fails(void **state)
{
	static const int errors[] = { -ENOTCONN, -EPROTO, -ENOMEM };
	struct state *s = *state;
	unsigned int calls;

	live(s);
	calls = s->lived;
	assert_true(calls > 50);
	for (size_t e = 0; e < sizeof(errors) / sizeof(errors[0]); e++) {
		for (unsigned int i = 1; i <= calls; i++) {
			s->puppet = puppet_create();
			s->lived = 0;
			s->puppet->lived = &s->lived;
			s->puppet->fail_at = i;
			s->puppet->fail_with = errors[e];
			live(s);
			assert_true(s->lived >= i);
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(sequence),
		TEST(another_device),
		TEST(unknown_device),
		TEST(legacy_device),
		TEST(features_refused),
		TEST(needs_reset_at_once),
		TEST(reset_that_never_ends),
		TEST(reset_that_never_ends_slowly),
		TEST(queue_missing),
		TEST(queue_count),
		TEST(config_too_small),
		TEST(conflict),
		TEST(requirement),
		TEST(unknown_features),
		TEST(notification_data),
		TEST(required_feature),
		TEST(nothing_wanted),
		TEST(queue_sizes),
		TEST(ring_of_two),
		TEST(no_allocation_in_steady_state),
		TEST(every_call_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

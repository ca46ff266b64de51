/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a device offers, and what it takes from a driver, where features stand
 * for each other: one of several, one that yields, one that is implied.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <vqsmith/device_transport.h>

enum { DAY, NIGHT, OLD, PLAIN };

#define BIT(bit) ((struct vqs_features){ { UINT64_C(1) << (bit), 0 } })
#define BITS(a, b)                                                                       \
	((struct vqs_features){ { UINT64_C(1) << (a) | UINT64_C(1) << (b), 0 } })
#define VERSION_1_AND(bit) BITS(VQS_F_VERSION_1, bit)

static const struct vqs_features day_or_night_any[] = {
	{ { UINT64_C(1) << DAY } },
	{ { UINT64_C(1) << NIGHT } },
};

static const struct vqs_condition at_least_one[] = { { day_or_night_any, 2 } };

static const struct vqs_feature_type choices[] = {
	{ .name = "day", .bit = DAY },
	{ .name = "night", .bit = NIGHT, .always = true },
	{ .name = "old", .bit = OLD, .superiors = { { UINT64_C(1) << DAY } } },
};

static const struct vqs_type choosy = {
	.name = "choosy",
	.features = { { UINT64_C(1) << DAY | UINT64_C(1) << NIGHT |
	                UINT64_C(1) << OLD } },
	.feature_types = choices,
	.feature_count = 3,
	.at_least_one = at_least_one,
	.at_least_one_count = 1,
};

static const struct vqs_feature_type of_plain[] = {
	{ .name = "day", .bit = DAY },
	{ .name = "plain", .bit = PLAIN, .implied = true },
};

static const struct vqs_type plain = {
	.name = "plain",
	.features = { { UINT64_C(1) << DAY | UINT64_C(1) << PLAIN } },
	.feature_types = of_plain,
	.feature_count = 2,
};

static int create(struct vqs_device **device, const struct vqs_type *type,
                  struct vqs_features withhold)
{
	/* The device points to its class: it outlives the device. */
	static struct vqs_device_class class;
	const struct vqs_device_options options = { .withhold = withhold };

	class = (struct vqs_device_class){ .type = type };
	return vqs_device_create(device, &class, NULL, NULL, &options);
}

static void test_yields(void **state)
{
	struct vqs_device *device;

	(void)state;
	assert_int_equal(create(&device, &choosy, (struct vqs_features){ { 0 } }), 0);
	assert_true(vqs_features_has(vqs_device_offered(device), DAY));
	assert_false(vqs_features_has(vqs_device_offered(device), OLD));
	vqs_device_destroy(device);
	assert_int_equal(create(&device, &choosy, BIT(DAY)), 0);
	assert_true(vqs_features_has(vqs_device_offered(device), OLD));
	vqs_device_destroy(device);
}

static void test_always(void **state)
{
	struct vqs_device *device;

	(void)state;
	assert_int_equal(create(&device, &choosy, BIT(NIGHT)), -EINVAL);
}

static bool accepts(struct vqs_device *device, struct vqs_features features)
{
	vqs_device_reset(device);
	vqs_device_accept(device, &features);
	vqs_device_set_status(device, VQS_STATUS_FEATURES_OK);
	return vqs_device_status(device) & VQS_STATUS_FEATURES_OK;
}

static void test_at_least_one(void **state)
{
	struct vqs_device *device;

	(void)state;
	assert_int_equal(create(&device, &choosy, (struct vqs_features){ { 0 } }), 0);
	assert_false(accepts(device, BIT(VQS_F_VERSION_1)));
	assert_true(accepts(device, VERSION_1_AND(DAY)));
	assert_true(accepts(device, VERSION_1_AND(NIGHT)));
	vqs_device_destroy(device);
	/* A device that offers none of them is none. */
	assert_int_equal(create(&device, &choosy, BITS(DAY, NIGHT)), -EINVAL);
}

static void test_implied(void **state)
{
	struct vqs_device *device;

	(void)state;
	assert_int_equal(create(&device, &plain, (struct vqs_features){ { 0 } }), 0);
	assert_true(accepts(device, BIT(VQS_F_VERSION_1)));
	assert_true(vqs_features_has(vqs_device_negotiated(device), PLAIN));
	assert_true(accepts(device, VERSION_1_AND(DAY)));
	assert_false(vqs_features_has(vqs_device_negotiated(device), PLAIN));
	vqs_device_destroy(device);
	/* Whether it is offered does not matter. */
	assert_int_equal(create(&device, &plain, BIT(PLAIN)), 0);
	assert_true(accepts(device, BIT(VQS_F_VERSION_1)));
	assert_true(vqs_features_has(vqs_device_negotiated(device), PLAIN));
	vqs_device_destroy(device);
}

/* Where one request may be held for long, the others must not have to wait for it. */
static void test_in_order(void **state)
{
	static const struct vqs_family none = { .name = "none" };
	struct vqs_queue_type queue = { .name = "requests",
		                        .family = &none,
		                        .size = 4,
		                        .most = 1,
		                        .count_field = -1 };
	struct vqs_type type = plain;
	struct vqs_device_class class = { .type = &type };

	(void)state;
	type.queues = &queue;
	type.queue_count = 1;
	for (unsigned int i = 0; i < 4; i++) {
		struct vqs_device *device;

		queue.holds = i & 1;
		class.any_order = i & 2;
		assert_int_equal(vqs_device_create(&device, &class, NULL, NULL, NULL), 0);
		assert_int_equal(
		        vqs_features_has(vqs_device_offered(device), VQS_F_IN_ORDER),
		        i == 0);
		vqs_device_destroy(device);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_yields),       cmocka_unit_test(test_always),
		cmocka_unit_test(test_at_least_one), cmocka_unit_test(test_implied),
		cmocka_unit_test(test_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

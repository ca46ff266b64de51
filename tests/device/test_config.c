/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration space: what a driver reads, what it may write, what becomes of
 * half a field, and how the device changes it.
 */
#include "author.h"

#include <errno.h>

static uint64_t get(struct rig *rig, uint32_t offset, uint32_t length)
{
	uint8_t bytes[8] = { 0 };

	assert_int_equal(vqs_device_config_get(rig->device, offset, bytes, length), 0);
	return le(bytes, length);
}

static int put_value(struct rig *rig, uint32_t offset, uint32_t length, uint64_t value)
{
	uint8_t bytes[8];

	put(bytes, length, value);
	return vqs_device_config_put(rig->device, offset, bytes, length);
}

static struct lamp_config *native(struct rig *rig)
{
	return vqs_device_config(rig->device);
}

static void test_read(void **state)
{
	static const uint8_t expected[LAMP_CONFIG_SIZE] = {
		0xe8, 3,   2,   0,   10,  0,   0, 0, 0x88, 0x13, 7, 0,  2,
		0,    'p', 'o', 'r', 'c', 'h', 0, 0, 0,    0,    0, 77,
	};
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	assert_int_equal(vqs_device_config_size(rig.device), LAMP_CONFIG_SIZE);
	for (uint32_t offset = 0; offset <= LAMP_CONFIG_SIZE; offset++)
		for (uint32_t end = offset; end <= LAMP_CONFIG_SIZE + 2; end++) {
			uint8_t bytes[LAMP_CONFIG_SIZE + 2];
			int result = vqs_device_config_get(rig.device, offset, bytes,
			                                   end - offset);

			assert_int_equal(result, end > LAMP_CONFIG_SIZE ? -ERANGE : 0);
			if (!result && end > offset)
				assert_memory_equal(bytes, expected + offset,
				                    end - offset);
		}
	assert_int_equal(vqs_device_config_get(rig.device, UINT32_MAX, NULL, 1), -ERANGE);
	assert_int_equal(vqs_device_config_get(rig.device, 1, NULL, UINT32_MAX), -ERANGE);
	assert_int_equal(vqs_device_config_put(rig.device, 8, NULL, UINT32_MAX - 4),
	                 -ERANGE);
	rig_destroy(&rig);
}

static void test_not_offered_is_zero(void **state)
{
	struct vqs_device_options options = { .queue_size = 0 };
	struct rig rig;

	(void)state;
	vqs_features_add(&options.withhold, LAMP_F_MOTION);
	vqs_features_add(&options.withhold, LAMP_F_MANY);
	rig_create(&rig, &options);
	assert_int_equal(get(&rig, 8, 2), 0);
	assert_int_equal(get(&rig, 12, 2), 0);
	assert_int_equal(native(&rig)->range_mm, 5000);
	assert_int_equal(vqs_device_queue_count(rig.device), 3); /* one bulk queue */
	rig_destroy(&rig);
}

static void test_read_write(void **state)
{
	struct rig rig;
	uint32_t generation;

	(void)state;
	rig_up(&rig);
	generation = vqs_device_config_generation(rig.device);
	assert_int_equal(put_value(&rig, 4, 4, 999), 0);
	assert_int_equal(get(&rig, 4, 4), 999);
	assert_int_equal(native(&rig)->night_level, 999);
	assert_int_equal(rig.config_writes, 1);
	assert_int_equal(rig.last_field, LAMP_CONFIG_NIGHT_LEVEL);
	assert_int_not_equal(vqs_device_config_generation(rig.device), generation);
	assert_int_equal(rig.config_notices, 0); /* it was the driver's own change */

	assert_int_equal(put_value(&rig, 4, 4, 1001), -EINVAL);
	assert_int_equal(get(&rig, 4, 4), 999);
	assert_int_equal(native(&rig)->night_level, 999);
	assert_int_equal(rig.config_writes, 1);
	assert_int_equal(rig.complaints, 1);
	rig.refuse = true;
	assert_int_equal(put_value(&rig, 4, 4, 5), -EINVAL);
	assert_int_equal(get(&rig, 4, 4), 999);
	assert_int_equal(native(&rig)->night_level, 999);
	assert_int_equal(rig.config_writes, 2);
	rig_destroy(&rig);
}

static void test_read_only(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(put_value(&rig, 0, 2, 7), -EACCES);
	assert_non_null(strstr(rig.complaint, "max_level"));
	assert_int_equal(get(&rig, 0, 2), 1000);
	assert_int_equal(put_value(&rig, 3, 1, 7), -EACCES);
	assert_int_equal(get(&rig, 3, 1), 0);
	assert_int_equal(rig.complaints, 2);
	assert_int_equal(put_value(&rig, 0, 2, 1000), 0); /* it says so already */
	assert_int_equal(rig.complaints, 2);
	assert_int_equal(rig.config_writes, 0);
	for (unsigned int i = 0; i < 1000; i++)
		put_value(&rig, 0, 2, 7);
	assert_in_range(rig.complaints, 16, 30);
	rig_destroy(&rig);
}

/* What the whole says at once, its writable parts take. */
static void test_write_back_whole(void **state)
{
	struct rig rig;
	uint8_t bytes[LAMP_CONFIG_SIZE];

	(void)state;
	rig_up(&rig);
	assert_int_equal(vqs_device_config_get(rig.device, 0, bytes, sizeof(bytes)), 0);
	bytes[4] = 55;
	bytes[14] = 'P';
	assert_int_equal(vqs_device_config_put(rig.device, 0, bytes, sizeof(bytes)), 0);
	assert_int_equal(rig.complaints, 0);
	assert_int_equal(native(&rig)->night_level, 55);
	assert_string_equal((const char *)native(&rig)->name, "Porch");
	assert_int_equal(native(&rig)->faults, 0); /* all of them were written as 1 */
	bytes[0]++;
	bytes[4]++;
	assert_int_equal(vqs_device_config_put(rig.device, 0, bytes, sizeof(bytes)),
	                 -EACCES);
	assert_int_equal(native(&rig)->night_level, 56);
	assert_int_equal(native(&rig)->max_level, 1000);
	rig_destroy(&rig);
}

/* A le32 byte by byte, in every order. */
static void test_half_written(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	for (unsigned int order = 0; order < 256; order++) {
		unsigned int first = order & 3, second = order >> 2 & 3,
		             third = order >> 4 & 3, fourth = order >> 6;
		const unsigned int places[4] = { first, second, third, fourth };

		if ((1u << first | 1u << second | 1u << third | 1u << fourth) != 15)
			continue;
		assert_int_equal(put_value(&rig, 4, 4, 0), 0);
		rig.config_writes = 0;
		for (unsigned int i = 0; i < 4; i++) {
			assert_int_equal(get(&rig, 4, 4), 0);
			assert_int_equal(rig.config_writes, 0);
			put_value(&rig, 4 + places[i], 1, 0x0304 >> 8 * places[i] & 0xff);
		}
		assert_int_equal(rig.config_writes, 1);
		assert_int_equal(get(&rig, 4, 4), 0x0304);
	}
	rig_destroy(&rig);
}

/* Half a field goes with a reset; a write across two fields is taken apart. */
static void test_half_written_and_reset(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(put_value(&rig, 4, 2, 0x0101), 0);
	vqs_device_reset(rig.device);
	assert_int_equal(put_value(&rig, 6, 2, 0), 0);
	assert_int_equal(rig.config_writes, 0);
	assert_int_equal(get(&rig, 4, 4), 10);
	assert_int_equal(put_value(&rig, 4, 2, 9), 0);
	assert_int_equal(get(&rig, 4, 4), 9);
	assert_int_equal(put_value(&rig, 10, 2, 0x6601), 0); /* faults and blink */
	assert_int_equal(native(&rig)->faults, 6);
	assert_int_equal(native(&rig)->blink, 0x66);
	assert_int_equal(rig.config_writes, 3);
	rig_destroy(&rig);
}

/* What the driver wrote is gone; what the device says of itself is not. */
static void test_reset_forgets_writes(void **state)
{
	struct rig rig;
	uint32_t generation;

	(void)state;
	rig_up(&rig);
	assert_int_equal(put_value(&rig, 4, 4, 9), 0);
	assert_int_equal(put_value(&rig, 11, 1, 0x66), 0);
	native(&rig)->faults = 5;
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	generation = vqs_device_config_generation(rig.device);
	vqs_device_reset(rig.device);
	assert_int_equal(get(&rig, 4, 4), 10);
	assert_int_equal(native(&rig)->night_level, 10);
	assert_int_equal(native(&rig)->blink, 0);
	assert_int_equal(native(&rig)->faults, 5);
	assert_int_equal(get(&rig, 10, 1), 5);
	assert_int_not_equal(vqs_device_config_generation(rig.device), generation);
	rig_destroy(&rig);
}

static const struct vqs_field two_fields[] = {
	{ .name = "stays",
	  .kind = VQS_LE16,
	  .access = VQS_READ_WRITE,
	  .flags = VQS_SURVIVES,
	  .memory = 0 },
	{ .name = "goes",
	  .kind = VQS_LE16,
	  .access = VQS_READ_WRITE,
	  .offset = 2,
	  .memory = 2 },
};

static void test_survives_reset(void **state)
{
	static const struct vqs_type type = {
		.name = "two",
		.config = { .name = "config",
		            .fields = two_fields,
		            .field_count = 2,
		            .size = 4,
		            .memory = 4 },
	};
	static const struct vqs_device_class class = { .type = &type };
	const uint16_t first[] = { 7, 8 };
	const uint8_t written[] = { 1, 0, 2, 0 };
	struct vqs_device *device;
	uint8_t bytes[4];

	(void)state;
	assert_int_equal(vqs_device_create(&device, &class, NULL, first, NULL), 0);
	assert_int_equal(vqs_device_config_put(device, 0, written, 4), 0);
	vqs_device_reset(device);
	assert_int_equal(vqs_device_config_get(device, 0, bytes, 4), 0);
	assert_int_equal(bytes[0], 1);
	assert_int_equal(bytes[2], 8);
	vqs_device_destroy(device);
}

static const struct vqs_features bit_0 = { { 1, 0 } };
static const struct vqs_condition if_bit_0 = { &bit_0, 1 };

static const struct vqs_field moving[] = {
	{ .name = "start", .kind = VQS_LE16, .unless = &if_bit_0 },
	{ .name = "size", .kind = VQS_LE16, .offset = 2, .memory = 2 },
};

/* What a feature takes the meaning of is zero once it is negotiated, until a reset. */
static void test_unless(void **state)
{
	static const struct vqs_feature_type feature = { .name = "other", .bit = 0 };
	static const struct vqs_type type = {
		.name = "moving",
		.features = { { 1, 0 } },
		.feature_types = &feature,
		.feature_count = 1,
		.config = { .name = "config",
		            .fields = moving,
		            .field_count = 2,
		            .size = 4,
		            .memory = 4 },
	};
	static const struct vqs_device_class class = { .type = &type };
	const uint16_t first[] = { 7, 8 };
	struct vqs_features accepted = { { UINT64_C(1) << VQS_F_VERSION_1 | 1, 0 } };
	struct vqs_device *device;
	uint8_t bytes[4];

	(void)state;
	assert_int_equal(vqs_device_create(&device, &class, NULL, first, NULL), 0);
	for (int with = 1; with >= 0; with--) {
		assert_int_equal(vqs_device_config_get(device, 0, bytes, 4), 0);
		assert_int_equal(bytes[0], 7);
		accepted.word[0] = UINT64_C(1) << VQS_F_VERSION_1 | (uint64_t)with;
		vqs_device_accept(device, &accepted);
		vqs_device_set_status(device, VQS_STATUS_FEATURES_OK);
		assert_int_equal(vqs_device_config_get(device, 0, bytes, 4), 0);
		assert_int_equal(bytes[0], with ? 0 : 7);
		assert_int_equal(bytes[2], 8);
		vqs_device_reset(device);
	}
	vqs_device_destroy(device);
}

static void test_write_1_clear_and_write_only(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(get(&rig, 10, 1), 7);
	assert_int_equal(put_value(&rig, 10, 1, 0x82), 0);
	assert_int_equal(get(&rig, 10, 1), 5);
	assert_int_equal(native(&rig)->faults, 5);
	assert_int_equal(rig.last_field, LAMP_CONFIG_FAULTS);
	rig.refuse = true;
	assert_int_equal(put_value(&rig, 10, 1, 0xff), -EINVAL);
	assert_int_equal(native(&rig)->faults, 5);
	rig.refuse = false;
	assert_int_equal(put_value(&rig, 11, 1, 42), 0);
	assert_int_equal(native(&rig)->blink, 42);
	assert_int_equal(get(&rig, 11, 1), 0);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	assert_int_equal(get(&rig, 11, 1), 0);
	rig_destroy(&rig);
}

/* A write that ends within a field, of exactly as many bytes as it has. */
static void test_write_ends_inside(void **state)
{
	struct rig rig;
	uint8_t *bytes = malloc(6);

	(void)state;
	rig_up(&rig);
	assert_non_null(bytes);
	vqs_device_config_get(rig.device, 0, bytes, 6);
	bytes[4] = 99;
	assert_int_equal(vqs_device_config_put(rig.device, 0, bytes, 6), 0);
	free(bytes);
	assert_int_equal(rig.config_writes, 0);
	assert_int_equal(put_value(&rig, 6, 2, 0), 0);
	assert_int_equal(get(&rig, 4, 4), 99);
	rig_destroy(&rig);
}

/* Half a field survives whatever else goes on meanwhile. */
static void test_half_written_meanwhile(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(put_value(&rig, 4, 2, 0x0102), 0);
	assert_int_equal(get(&rig, 24, 8), 77);
	assert_int_equal(put_value(&rig, 10, 1, 1), 0);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	assert_int_equal(rig.config_writes, 1);
	assert_int_equal(put_value(&rig, 6, 2, 0), 0);
	assert_int_equal(rig.config_writes, 2);
	assert_int_equal(get(&rig, 4, 4), 0x0102);
	rig_destroy(&rig);
}

struct alarms {
	uint16_t alarms[3];
};

/* Write 1 to clear works element by element; the feature is one that has to be there. */
static void test_array_of_alarms(void **state)
{
	static const struct vqs_field fields[] = {
		{ .name = "alarms",
		  .kind = VQS_BE16,
		  .extent = VQS_ARRAY,
		  .count = 3,
		  .access = VQS_WRITE_1_CLEAR },
	};
	static const struct vqs_feature_type must = { .name = "MUST",
		                                      .bit = 1,
		                                      .required = true };
	static const struct vqs_type type = {
		.name = "alarm",
		.features = { { 2, 0 } },
		.feature_types = &must,
		.feature_count = 1,
		.config = { .name = "config",
		            .fields = fields,
		            .field_count = 1,
		            .size = 6,
		            .memory = sizeof(struct alarms) },
	};
	static const struct vqs_device_class class = { .type = &type };
	const struct alarms first = { { 0xff00, 0x00ff, 0x1234 } };
	static const uint8_t written[6] = { 0x0f, 0xff, 0, 0x0f, 0x12, 0x34 };
	static const uint8_t left[6] = { 0xf0, 0, 0, 0xf0, 0, 0 };
	struct vqs_device_options options = { .withhold = { { 2, 0 } } };
	struct vqs_device *device;
	uint8_t bytes[6];

	(void)state;
	assert_int_equal(vqs_device_create(&device, &class, NULL, &first, &options),
	                 -EINVAL);
	assert_int_equal(vqs_device_create(&device, &class, NULL, &first, NULL), 0);
	assert_int_equal(vqs_device_config_put(device, 0, written, 6), 0);
	assert_int_equal(vqs_device_config_get(device, 0, bytes, 6), 0);
	assert_memory_equal(bytes, left, 6);
	vqs_device_destroy(device);
}

/* The author's changes show all at once, when it says so. */
static void test_device_changes(void **state)
{
	struct rig rig;
	uint32_t generation;

	(void)state;
	rig_up(&rig);
	generation = vqs_device_config_generation(rig.device);
	native(&rig)->max_level = 500;
	native(&rig)->range_mm = 1;
	assert_int_equal(get(&rig, 0, 2), 1000);
	/* Neither a driver's write nor a volatile field lets them out. */
	assert_int_equal(put_value(&rig, 4, 4, 3), 0);
	assert_int_equal(get(&rig, 24, 8), 77);
	assert_int_equal(get(&rig, 0, 2), 1000);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	assert_int_equal(get(&rig, 0, 2), 500);
	assert_int_equal(get(&rig, 8, 2), 1);
	assert_int_equal(rig.config_notices, 1);
	assert_int_not_equal(vqs_device_config_generation(rig.device), generation);

	generation = vqs_device_config_generation(rig.device);
	native(&rig)->max_level = 0;
	native(&rig)->range_mm = 2;
	assert_int_equal(vqs_device_config_changed(rig.device), -EINVAL);
	assert_int_equal(get(&rig, 0, 2), 500);
	assert_int_equal(get(&rig, 8, 2), 1);
	assert_int_equal(rig.config_notices, 1);
	assert_int_equal(vqs_device_config_generation(rig.device), generation);
	rig_destroy(&rig);
}

/* A change that comes before DRIVER_OK is told at DRIVER_OK. */
static void test_notice_is_owed(void **state)
{
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	vqs_device_set_status(rig.device, 3);
	assert_int_equal(vqs_device_config_changed(rig.device), 0);
	assert_int_equal(rig.config_notices, 0);
	struct vqs_features one = { { UINT64_C(1) << VQS_F_VERSION_1, 0 } };
	vqs_device_accept(rig.device, &one);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.config_notices, 1);
	rig_negotiate(&rig, &one);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.config_notices, 1);
	rig_destroy(&rig);
}

static void test_volatile(void **state)
{
	struct rig rig;
	uint32_t generation;

	(void)state;
	rig_up(&rig);
	get(&rig, 0, 2);
	get(&rig, 14, 8);
	assert_int_equal(rig.config_reads, 0);
	generation = vqs_device_config_generation(rig.device);
	assert_int_equal(get(&rig, 24, 8), 77);
	assert_int_equal(vqs_device_config_generation(rig.device), generation);
	rig.config.uptime = 78;
	assert_int_equal(get(&rig, 24, 1), 78);
	assert_int_not_equal(vqs_device_config_generation(rig.device), generation);
	assert_int_equal(rig.config_reads, 2);
	rig_destroy(&rig);
}

/* The window of a selector: what the author answers with is read at once. */
static int window_write(void *self, uint32_t field, const void *now)
{
	struct rig *rig = self;

	(void)now;
	if (field == LAMP_CONFIG_NIGHT_LEVEL)
		native(rig)->uptime = native(rig)->night_level * 1000u;
	return native(rig)->night_level == 13 ? -1 : 0;
}

static void test_window(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	rig.class.config_write = window_write;
	rig.class.config_read = NULL;
	assert_int_equal(put_value(&rig, 4, 4, 7), 0);
	assert_int_equal(get(&rig, 24, 8), 7000);
	assert_int_equal(put_value(&rig, 4, 4, 13), -EINVAL);
	assert_int_equal(get(&rig, 24, 8), 7000);
	assert_int_equal(native(&rig)->uptime, 7000);
	assert_int_equal(rig.config_notices, 0);
	rig_destroy(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_not_offered_is_zero),
		cmocka_unit_test(test_read_write),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_write_back_whole),
		cmocka_unit_test(test_half_written),
		cmocka_unit_test(test_half_written_and_reset),
		cmocka_unit_test(test_reset_forgets_writes),
		cmocka_unit_test(test_survives_reset),
		cmocka_unit_test(test_unless),
		cmocka_unit_test(test_write_ends_inside),
		cmocka_unit_test(test_half_written_meanwhile),
		cmocka_unit_test(test_array_of_alarms),
		cmocka_unit_test(test_write_1_clear_and_write_only),
		cmocka_unit_test(test_device_changes),
		cmocka_unit_test(test_notice_is_owed),
		cmocka_unit_test(test_volatile),
		cmocka_unit_test(test_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

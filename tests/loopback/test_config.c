/* SPDX-License-Identifier: BSD-3-Clause */
/* Configuration space over loopback, from the driver's side. */
#include "lamp.h"

#include <errno.h>
#include <unistd.h>

#include <vqsmith/loopback.h>

struct state {
	struct lamp lamp;
	struct listener listener;
	struct vqs_driver *driver;
};

static void connect_driver(struct state *s)
{
	struct vqs_driver_transport *transport;

	assert_int_equal(vqs_loopback_create(&transport, s->lamp.device), 0);
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, transport, NULL,
	                                   &listener_events, &s->listener),
	                 0);
}

static int start(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	lamp_create(&s->lamp, NULL);
	connect_driver(s);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	lamp_destroy(&s->lamp);
	free(s);
	return 0;
}

static void test_read(void **state)
{
	struct state *s = *state;
	struct lamp_config config;

	memset(&config, 0xff, sizeof(config));
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.max_level, lamp_fresh.max_level);
	assert_int_equal(config.model, lamp_fresh.model);
	assert_int_equal(config.night_level, lamp_fresh.night_level);
	assert_int_equal(config.range_mm, lamp_fresh.range_mm);
	assert_int_equal(config.faults, lamp_fresh.faults);
	assert_int_equal(config.blink, 0);
	assert_int_equal(config.bulk_queues, 3);
	assert_memory_equal(config.name, lamp_fresh.name, sizeof(config.name));
	assert_int_equal(config.uptime, lamp_fresh.uptime);
}

static void test_write(void **state)
{
	struct state *s = *state;
	const struct lamp_config *inside = vqs_device_config(s->lamp.device);
	struct lamp_config config = { .night_level = 500,
		                      .faults = 0x2,
		                      .name = "attic" };

	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_NIGHT_LEVEL, &config), 0);
	assert_int_equal(inside->night_level, 500);
	assert_int_equal(vqs_driver_config_write(s->driver, LAMP_CONFIG_NAME, &config),
	                 0);
	assert_string_equal((const char *)inside->name, "attic");
	assert_int_equal(vqs_driver_config_write(s->driver, LAMP_CONFIG_FAULTS, &config),
	                 0);
	assert_int_equal(inside->faults, 0x05);
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.night_level, 500);
	assert_int_equal(config.faults, 0x05);
}

static void test_write_refused(void **state)
{
	struct state *s = *state;
	struct lamp_config config = lamp_fresh;

	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_MAX_LEVEL, &config),
	        -EACCES);
	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_RESERVED, &config),
	        -EACCES);
	assert_int_equal(vqs_driver_config_write(s->driver, LAMP_CONFIG_FIELDS, &config),
	                 -EINVAL);
	config.night_level = 1001;
	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_NIGHT_LEVEL, &config),
	        -EINVAL);
	assert_int_equal(s->lamp.complaints, 0);
}

static void test_change(void **state)
{
	struct state *s = *state;
	struct lamp_config *inside = vqs_device_config(s->lamp.device), config;

	assert_true(vqs_driver_process(s->driver) >= 0);
	assert_int_equal(s->listener.config_changes, 0);
	inside->max_level = 800;
	assert_int_equal(vqs_device_config_changed(s->lamp.device), 0);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(s->listener.config_changes, 1);
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.max_level, 800);
	assert_int_equal(vqs_driver_process(s->driver), 0);
	assert_int_equal(s->listener.config_changes, 1);
}

/* Fields whose feature is not offered are not there: no value, no queues by them. */
static void test_feature_not_offered(void **state)
{
	struct state *s = *state;
	struct vqs_features withhold = { { 0 } };
	struct lamp_config config;

	vqs_driver_destroy(s->driver);
	lamp_destroy(&s->lamp);
	vqs_features_add(&withhold, LAMP_F_MANY);
	vqs_features_add(&withhold, LAMP_F_MOTION);
	lamp_create(&s->lamp, &withhold);
	connect_driver(s);
	memset(&config, 0xff, sizeof(config));
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.range_mm, 0);
	assert_int_equal(config.bulk_queues, 0);
	assert_int_equal(config.uptime, lamp_fresh.uptime);
	assert_int_equal(vqs_driver_queue_count(s->driver, 0), 1);
	assert_int_equal(vqs_driver_queue_count(s->driver, 1), 0);
	assert_int_equal(vqs_driver_queue_count(s->driver, 2), 1);
	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_RANGE_MM, &config),
	        -ENOENT);
}

static void set_bulk_queues(struct state *s, uint16_t count)
{
	((struct lamp_config *)vqs_device_config(s->lamp.device))->bulk_queues = count;
	assert_int_equal(vqs_device_config_changed(s->lamp.device), 0);
}

static void submit_bulk(struct state *s, uint16_t queue, struct vqs_call *call)
{
	static const struct lamp_bulk_readable where = { .sector = 0 };

	*call = (struct vqs_call){
		.message = lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_FLUSH),
		.readable = &where,
	};
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_BULK + queue, call), 0);
}

/* How many queues there are is configuration, which may change under the transport. */
static void test_queues_come_and_go(void **state)
{
	struct state *s = *state;
	struct vqs_call call;

	vqs_driver_destroy(s->driver);
	set_bulk_queues(s, 1);
	connect_driver(s);
	set_bulk_queues(s, 4);
	assert_int_equal(vqs_driver_reset(s->driver), 0);
	submit_bulk(s, 3, &call);
	while (call.slot)
		assert_true(vqs_driver_process(s->driver) > 0);
	assert_int_equal(call.result, 0);

	/* One that was rung and is not counted any more is still one that was started. */
	submit_bulk(s, 3, &call);
	set_bulk_queues(s, 1);
	while (call.slot)
		assert_true(vqs_driver_process(s->driver) > 0);
	assert_int_equal(call.result, 0);
	assert_int_equal(vqs_driver_process(s->driver), 0);
	assert_int_equal(vqs_driver_reset(s->driver), 0);
	set_bulk_queues(s, 4);
	assert_true(vqs_driver_process(s->driver) > 0);
	assert_int_equal(vqs_driver_process(s->driver), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

/* A test that waits for ever ends here, by SIGALRM. */
#define AT_MOST_SECONDS 60

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(read),
		TEST(write),
		TEST(write_refused),
		TEST(change),
		TEST(feature_not_offered),
		TEST(queues_come_and_go),
	};

	alarm(AT_MOST_SECONDS);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

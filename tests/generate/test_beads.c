/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A generated device and a generated driver whose messages hang on features, on
 * configuration and on the request: with every set of features both have to
 * mean the same bytes.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/loopback.h>

#include "beads_device.h"
#include "beads_driver.h"

struct beads {
	struct vqs_device *device;
	struct beads_put_tag tag;
	struct beads_frame frame;
	struct beads_note note;
	uint32_t length, room, text, holes, data; /* in bytes */
	bool short_name;
};

/* ---- The device --------------------------------------------------------------- */

void beads_get_name(struct beads *beads, struct vqs_request *request)
{
	struct beads_get_name_reply reply = { .name = beads_get_name_name(request) };

	vqs_span_write(&reply.name, 0, "pearls and corals and more of it", 32);
	if (beads->short_name)
		reply.name = vqs_span_part(&reply.name, 0, 3);
	beads_get_name_done(request, &reply);
}

void beads_put_tag(struct beads *beads, struct vqs_request *request,
                   const struct beads_put_tag *asked)
{
	struct beads_put_tag_reply reply = { .mark = 77 };

	beads->tag = *asked;
	beads->text = asked->text.length;
	beads->holes = asked->holes.length;
	beads->length = request->readable_span.length;
	beads->room = request->writable_span.length;
	reply.beads = beads_put_tag_beads(request);
	for (uint16_t i = 0; i < reply.beads.length / 2; i++)
		beads_put_tag_reply_put_beads(&reply, i, &i);
	beads_put_tag_done(request, &reply);
}

void beads_get_many(struct beads *beads, struct vqs_request *request,
                    const struct beads_get_many *asked)
{
	struct beads_get_many_reply reply = { .size = 5 };

	(void)beads;
	reply.beads = beads_get_many_beads(request);
	assert_int_equal(reply.beads.length, 4 * (asked->rows * asked->columns * 2 + 1));
	beads_get_many_done(request, &reply);
}

void beads_trade(struct beads *beads, struct vqs_request *request,
                 const struct beads_trade *asked)
{
	struct beads_trade_reply reply = { .got = beads_trade_got(request) };

	(void)beads;
	vqs_span_copy(&reply.got, &asked->sent);
	beads_trade_done(request, &reply);
}

void beads_frame(struct beads *beads, struct vqs_request *request,
                 const struct beads_frame *asked)
{
	beads->frame = *asked;
	beads->data = asked->data.length;
	beads->length = request->readable_span.length;
	beads_frame_done(request);
}

void beads_note(struct beads *beads, struct vqs_request *request,
                const struct beads_note *asked)
{
	struct beads_note_reply reply = { .back = beads_note_back(request) };

	beads->note = *asked;
	vqs_span_copy(&reply.back, &asked->text);
	beads_note_done(request, &reply);
}

static const struct vqs_device_class beads_class = {
	.type = &beads_type,
	.handlers = beads_handlers,
};

/* ---- Both ---------------------------------------------------------------------- */

struct both {
	struct beads beads;
	struct beads_driver driver;
	struct beads_passed passed;
	uint32_t table;
};

static void hear_passed(void *self, const struct beads_passed *passed)
{
	struct both *both = self;

	both->passed = *passed;
	both->table = passed->table.length;
}

static const struct beads_driver_events events = { .passed = hear_passed };

static void set_up(struct both *both, uint64_t features)
{
	const struct beads_config config = { .name_size = 10, .holes = 3, .colours = 5 };
	const struct vqs_features wanted = { { features } };
	struct vqs_driver_transport *transport;

	memset(both, 0, sizeof(*both));
	assert_int_equal(vqs_device_create(&both->beads.device, &beads_class,
	                                   &both->beads, &config, NULL),
	                 0);
	assert_int_equal(vqs_loopback_create(&transport, both->beads.device), 0);
	assert_int_equal(
	        beads_driver_init(&both->driver, transport, &wanted, &events, both), 0);
}

static void tear_down(struct both *both)
{
	beads_driver_fini(&both->driver);
	vqs_device_destroy(both->beads.device);
}

static struct vqs_span span_over(struct vqs_segment *segment, void *bytes,
                                 uint32_t length)
{
	*segment = (struct vqs_segment){ bytes, length };
	return (struct vqs_span){ segment, 0, length };
}

/* ---- Tests ---------------------------------------------------------------------- */

static void put_tag(struct both *both, uint64_t features)
{
	bool tags = features & 1, old = features & 8, wide = features & 2 && !old;
	struct vqs_segment segments[3];
	char holes[] = "ooo", text[] = "a text";
	uint16_t beads[8] = { 0 };
	const struct beads_put_tag asked = {
		.old_tag = 11,
		.count = 2,
		.size = 3,
		.tag = 44,
		.holes = span_over(&segments[0], holes, 3),
		.text = span_over(&segments[1], text, 6),
	};
	struct beads_put_tag_reply reply = { .beads =
		                                     span_over(&segments[2], beads, 12) };

	assert_int_equal(beads_call_put_tag(&both->driver, &asked, &reply), 0);
	assert_int_equal(both->beads.length, 20 + (wide ? 4 : 0) + 3 + 6);
	assert_int_equal(both->beads.room, 8 + 12 + (old ? 4 : 0));
	assert_int_equal(both->beads.tag.old_tag, tags ? 11 : 0);
	assert_int_equal(both->beads.tag.tag, wide ? 44 : 0);
	assert_int_equal(both->beads.text, 6);
	assert_int_equal(both->beads.holes, 3);
	assert_int_equal(reply.mark, old ? 77 : 0);
	assert_int_equal(reply.beads.length, 12);
	assert_int_equal(beads[5], 5);
}

static void write_note(struct both *both, uint64_t features)
{
	struct vqs_segment segments[2];
	char text[] = "note", back[8] = "";
	const struct beads_note asked = {
		.kind = 7,
		.place = 5,
		.number = 6,
		.text = span_over(&segments[0], text, 4),
	};
	struct beads_note_reply reply = { .back = span_over(&segments[1], back, 4) };

	assert_int_equal(beads_call_note(&both->driver, &asked, &reply), 0);
	assert_int_equal(both->beads.note.kind, 7);
	assert_int_equal(both->beads.note.place, features & 1 ? 5 : 0);
	assert_int_equal(both->beads.note.number, features & 1 ? 0 : 6);
	assert_string_equal(back, "note");
}

/* The tail chain: 2 bytes, and as far as the last feature reaches. */
static uint32_t head_length(uint64_t features)
{
	if ((features & 3) == 3)
		return 8;
	if (!(features & 8))
		return 6;
	return features & 1 ? 4 : 2;
}

static void send_frame(struct both *both, uint64_t features)
{
	uint32_t head = head_length(features);
	struct vqs_segment segment;
	char bytes[] = "beads";
	const struct beads_frame asked = {
		.head = { .colour = 1, .hue = 2, .width = 4 },
		.data = span_over(&segment, bytes, 5),
	};
	struct beads_frame_reply reply;

	assert_int_equal(beads_call_frame(&both->driver, &asked, &reply), 0);
	assert_int_equal(both->beads.length, head + 5);
	assert_int_equal(both->beads.data, 5);
	assert_int_equal(both->beads.frame.head.colour, 1);
	assert_int_equal(both->beads.frame.head.hue, head >= 4 ? 2 : 0);
	assert_int_equal(both->beads.frame.head.width, head == 8 ? 4 : 0);
}

static void hear(struct both *both, uint64_t features)
{
	uint32_t head = head_length(features);
	struct vqs_segment segment;
	char table[] = "abcde";
	const struct beads_passed passed = {
		.head = { .colour = 9, .hue = 8, .width = 7 },
		.table = span_over(&segment, table, 5),
	};

	assert_int_equal(beads_send_passed(both->beads.device, &passed), 0);
	vqs_driver_process(both->driver.driver);
	assert_int_equal(both->passed.head.colour, 9);
	assert_int_equal(both->passed.head.hue, head >= 4 ? 8 : 0);
	assert_int_equal(both->passed.head.width, head == 8 ? 7 : 0);
	assert_int_equal(both->table, 5);
}

static void test_every_set_of_features(void **state)
{
	struct both both;

	(void)state;
	for (uint64_t features = 0; features < 16; features++) {
		set_up(&both, features);
		put_tag(&both, features);
		send_frame(&both, features);
		hear(&both, features);
		write_note(&both, features);
		tear_down(&both);
	}
}

static void test_configuration_counts(void **state)
{
	struct beads_get_name_reply reply = { 0 };
	struct vqs_segment segment;
	struct both both;
	char name[64] = "";

	(void)state;
	set_up(&both, 0);
	/* More room than it takes, none at all, and too little. */
	reply.name = span_over(&segment, name, sizeof(name));
	assert_int_equal(beads_call_get_name(&both.driver, &reply), 0);
	assert_int_equal(reply.name.length, 10);
	assert_string_equal(name, "pearls and");
	reply.name = span_over(&segment, name, 0);
	assert_int_equal(beads_call_get_name(&both.driver, &reply), 0);
	assert_int_equal(reply.name.length, 0);
	reply.name = span_over(&segment, name, 9);
	assert_int_equal(beads_call_get_name(&both.driver, &reply), -EINVAL);

	/* The device changes it, and says so. */
	beads_config(both.beads.device)->name_size = 6;
	assert_int_equal(vqs_device_config_changed(both.beads.device), 0);
	vqs_driver_process(both.driver.driver);
	reply.name = span_over(&segment, name, 6);
	assert_int_equal(beads_call_get_name(&both.driver, &reply), 0);
	assert_int_equal(reply.name.length, 6);

	/* A reply that the count forbids is not sent: the device's fault, told. */
	both.beads.short_name = true;
	assert_int_equal(beads_call_get_name(&both.driver, &reply), 0);
	assert_int_equal(reply.status, BEADS_STATUS_INVALID);
	tear_down(&both);
}

/* What the driver writes counts from then on. */
static void test_written_counts(void **state)
{
	struct vqs_segment segment;
	char holes[8] = "ooooo";
	struct beads_put_tag asked = { .count = 1, .size = 0 };
	struct beads_put_tag_reply reply = { 0 };
	struct both both;

	(void)state;
	set_up(&both, 0);
	asked.holes = span_over(&segment, holes, 5);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), -EINVAL);
	assert_int_equal(beads_driver_set_holes(&both.driver, 5), 0);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), 0);
	assert_int_equal(both.beads.holes, 5);
	assert_int_equal(beads_driver_set_holes(&both.driver, 9), -EINVAL);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), 0);
	tear_down(&both);
}

static void test_products(void **state)
{
	struct beads_get_many asked = { .rows = 3, .columns = 4 };
	struct beads_get_many_reply reply = { 0 };
	struct vqs_segment segment;
	struct both both;
	uint8_t room[512];

	(void)state;
	set_up(&both, 0);
	reply.beads = span_over(&segment, room, sizeof(room));
	assert_int_equal(beads_call_get_many(&both.driver, &asked, &reply), 0);
	assert_int_equal(reply.beads.length, 100);
	assert_int_equal(reply.size, 5);
	asked.rows = 0;
	assert_int_equal(beads_call_get_many(&both.driver, &asked, &reply), 0);
	assert_int_equal(reply.beads.length, 4);
	tear_down(&both);
}

/* Products that no 32 bits hold, and more than there may be, are refused. */
static void test_large_products(void **state)
{
	struct beads_put_tag asked = { .count = 8, .size = UINT32_MAX };
	struct beads_put_tag_reply reply = { 0 };
	struct vqs_segment segment;
	char holes[] = "ooo";
	struct both both;

	(void)state;
	set_up(&both, 0);
	asked.holes = span_over(&segment, holes, 3);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), -EINVAL);
	asked.size = 13;
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), -EINVAL);
	asked.size = 12;
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), 0);
	tear_down(&both);
}

static void test_limits(void **state)
{
	struct beads_put_tag asked = { .count = 9 };
	struct beads_put_tag_reply reply = { 0 };
	struct vqs_segment segment;
	char holes[] = "ooo";
	struct both both;

	(void)state;
	asked.holes = span_over(&segment, holes, 3);
	set_up(&both, 0);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), -EINVAL);
	tear_down(&both);
	set_up(&both, 4);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), 0);
	asked.count = 0;
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), 0);
	tear_down(&both);
	set_up(&both, 8);
	assert_int_equal(beads_call_put_tag(&both.driver, &asked, &reply), -EINVAL);
	tear_down(&both);
}

static void test_same_length(void **state)
{
	struct vqs_segment segments[2];
	char sent[] = "glass", got[8] = "";
	struct beads_trade asked = { .sent = span_over(&segments[0], sent, 5) };
	struct beads_trade_reply reply = { .got = span_over(&segments[1], got, 5) };
	struct both both;

	(void)state;
	set_up(&both, 0);
	assert_int_equal(beads_call_trade(&both.driver, &asked, &reply), 0);
	assert_string_equal(got, "glass");
	reply.got = span_over(&segments[1], got, 4);
	assert_int_equal(beads_call_trade(&both.driver, &asked, &reply), -EINVAL);
	reply.got = span_over(&segments[1], got, 0);
	assert_int_equal(beads_call_trade(&both.driver, &asked, &reply), 0);
	asked.sent.length = 0;
	reply.got = span_over(&segments[1], got, 8);
	assert_int_equal(beads_call_trade(&both.driver, &asked, &reply), 0);
	tear_down(&both);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_set_of_features),
		cmocka_unit_test(test_configuration_counts),
		cmocka_unit_test(test_written_counts),
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_large_products),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_same_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

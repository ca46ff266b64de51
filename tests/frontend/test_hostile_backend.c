/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The front end against a back end that breaks the protocol, at each message
 * and in each way: an error that says which kind it was, in bounded time, with
 * no descriptor lost.
 */
#include "liar.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../lib/transport/vhost_user/frontend.h"

/* Milliseconds; only where a test waits for silence. */
#define PATIENCE 10
#define SAFETY   10000

#define BIT(number) (UINT64_C(1) << (number))

#define EVERYTHING                                                                       \
	(BIT(VHU_PROTOCOL_MQ) | BIT(VHU_PROTOCOL_REPLY_ACK) |                            \
	 BIT(VHU_PROTOCOL_BACKEND_REQ) | BIT(VHU_PROTOCOL_CONFIG) |                      \
	 BIT(VHU_PROTOCOL_RESET_DEVICE) | BIT(VHU_PROTOCOL_STATUS))

struct life {
	struct liar liar;
	struct listener listener;
	struct vqs_driver *driver;
};

/* Connects, initialises, reads configuration, resets. The first error. */
static int live(struct life *life, int patience)
{
	struct vqs_driver_transport *transport;
	struct lamp_config config;
	int error = vhu_frontend_create(&transport, life->liar.socket, patience);

	life->driver = NULL;
	if (!error)
		error = vqs_driver_create(&life->driver, &lamp_type, transport, NULL,
		                          &listener_events, &life->listener);
	if (!error)
		error = vqs_driver_config_read(life->driver, &config, NULL);
	if (!error)
		error = vqs_driver_reset(life->driver);
	return error;
}

static int one_lie(struct life *life, enum lie lie, unsigned int when, uint64_t protocol)
{
	int error;

	memset(life, 0, sizeof(*life));
	liar_start(&life->liar, lie, when, protocol);
	error = live(life, lie == LIE_SILENT ? PATIENCE : SAFETY);
	if (lie == LIE_TWICE && !error && life->liar.lied_to)
		error = vqs_driver_wait(life->driver, SAFETY);
	vqs_driver_destroy(life->driver);
	liar_stop(&life->liar);
	return error;
}

/* What each lie is worth; 0: it depends on the message. */
static const int expected[LIE_COUNT] = {
	[LIE_TYPE] = -EPROTO,      [LIE_NO_REPLY] = -EPROTO,  [LIE_VERSION] = -EPROTO,
	[LIE_LONGER] = -EPROTO,    [LIE_SHORTER] = -EPROTO,   [LIE_HUGE] = -EPROTO,
	[LIE_FD] = -EPROTO,        [LIE_MANY_FDS] = -EPROTO,  [LIE_HALF] = -ENOTCONN,
	[LIE_HANG_UP] = -ENOTCONN, [LIE_SILENT] = -ETIMEDOUT,
};

/* The truth first, to know how many messages there are. */
static unsigned int count_messages(uint64_t protocol)
{
	struct life life;

	assert_int_equal(one_lie(&life, LIE_NONE, 0, protocol), 0);
	assert_int_equal(life.listener.broken, 0);
	assert_true(life.liar.heard > 20);
	return life.liar.heard;
}

static void expect_lie_found(enum lie lie, unsigned int when, uint64_t protocol)
{
	unsigned int descriptors = open_descriptors();
	struct life life;
	int error = one_lie(&life, lie, when, protocol);

	assert_int_equal(open_descriptors(), descriptors);
	if (!life.liar.lied_to)
		return;
	/* The last messages are those of destroy, which nobody hears the errors of. */
	if (error == 0 && when + 20 > life.liar.heard)
		return;
	assert_true(error < 0);
	if (expected[lie])
		assert_int_equal(error, expected[lie]);
}

static void every_lie(uint64_t protocol)
{
	unsigned int messages = count_messages(protocol);

	for (int lie = LIE_TYPE; lie < LIE_COUNT; lie++) {
		if (lie == LIE_REFUSE)
			continue;
		for (unsigned int when = 1; when <= messages; when++)
			expect_lie_found((enum lie)lie, when, protocol);
	}
}

static void test_every_lie(void **state)
{
	(void)state;
	every_lie(EVERYTHING);
}

static void test_every_lie_of_a_simple_backend(void **state)
{
	(void)state;
	every_lie(BIT(VHU_PROTOCOL_CONFIG));
}

/* A message that is refused: what the driver makes of it depends on which it was. */
static void test_every_refusal(void **state)
{
	unsigned int messages = count_messages(EVERYTHING), refused = 0;

	(void)state;
	for (unsigned int when = 1; when <= messages; when++) {
		unsigned int descriptors = open_descriptors();
		struct life life;
		int error = one_lie(&life, LIE_REFUSE, when, EVERYTHING);

		assert_int_equal(open_descriptors(), descriptors);
		switch (life.liar.lied_to) {
		case VHU_SET_FEATURES:
			assert_int_equal(error, -ENOTSUP);
			refused++;
			break;
		case VHU_SET_MEM_TABLE:
		case VHU_SET_VRING_NUM:
		case VHU_SET_VRING_ADDR:
		case VHU_SET_VRING_KICK:
		case VHU_SET_VRING_CALL:
			assert_int_equal(error, -EPROTO);
			refused++;
			break;
		}
	}
	assert_true(refused > 10);
}

/* A back end with nothing but the oldest messages. */
static void test_no_protocol_features(void **state)
{
	struct life life = { .driver = NULL };
	struct lamp_config config;

	(void)state;
	liar_start(&life.liar, LIE_NONE, 0, 0);
	assert_int_equal(live(&life, SAFETY), -ENOTSUP);
	assert_int_equal(vqs_driver_config_read(life.driver, &config, NULL), -ENOTSUP);
	assert_int_equal(vqs_driver_reset(life.driver), 0);
	/* Configuration cannot say how many queues there are: one. */
	assert_int_equal(vqs_driver_queue_count(life.driver, 2), 1);
	vqs_driver_destroy(life.driver);
	liar_stop(&life.liar);
}

/* ---- While nothing was asked ----------------------------------------------- */

static int start(void **state)
{
	struct life *life = calloc(1, sizeof(*life));

	liar_start(&life->liar, LIE_NONE, 0, EVERYTHING);
	assert_int_equal(live(life, SAFETY), 0);
	*state = life;
	return 0;
}

static int stop(void **state)
{
	struct life *life = *state;

	vqs_driver_destroy(life->driver);
	liar_stop(&life->liar);
	free(life);
	return 0;
}

static void say(int socket, uint32_t request, uint32_t flags, uint32_t size)
{
	struct vhu_message message = { .header = { request, flags, size } };

	assert_int_equal(vhu_send(socket, &message, NULL, 0), 0);
}

static void expect_broken(struct life *life)
{
	while (!life->listener.broken)
		assert_true(vqs_driver_wait(life->driver, SAFETY) != 0);
	assert_int_equal(vqs_driver_process(life->driver), -EIO);
}

static void test_unasked(void **state)
{
	struct life *life = *state;

	say(life->liar.own, VHU_GET_FEATURES, VHU_VERSION | VHU_REPLY, 8);
	expect_broken(life);
	assert_non_null(strstr(life->listener.why, "Protocol error"));
}

/* The answer to a message on the channel. */
static uint64_t hear_answer(struct life *life, uint32_t request)
{
	struct vhu_inbox box = { .have = 0 };

	assert_int_equal(vqs_driver_wait(life->driver, SAFETY) >= 0, 1);
	assert_int_equal(vhu_receive(life->liar.channel, &box), 1);
	assert_int_equal(box.message.header.request, request);
	assert_int_equal(box.message.header.flags, VHU_VERSION | VHU_REPLY);
	assert_int_equal(box.message.header.size, 8);
	return box.message.payload.u64;
}

static void test_config_change(void **state)
{
	struct life *life = *state;

	for (unsigned int i = 1; i <= 10; i++) {
		say(life->liar.channel, VHU_BACKEND_CONFIG_CHANGE,
		    VHU_VERSION | VHU_NEED_REPLY, 0);
		assert_int_equal(hear_answer(life, VHU_BACKEND_CONFIG_CHANGE), 0);
		while (life->listener.config_changes < i)
			assert_true(vqs_driver_wait(life->driver, SAFETY) >= 0);
	}
	assert_int_equal(life->listener.config_changes, 10);
}

/* The change is not lost when it comes while a reply is waited for. */
static void test_config_change_between(void **state)
{
	struct life *life = *state;
	struct lamp_config config;

	for (unsigned int i = 1; i <= 50; i++) {
		say(life->liar.channel, VHU_BACKEND_CONFIG_CHANGE, VHU_VERSION, 0);
		assert_int_equal(vqs_driver_config_read(life->driver, &config, NULL), 0);
		while (life->listener.config_changes < i)
			assert_true(vqs_driver_wait(life->driver, SAFETY) > 0);
	}
}

static void test_unknown_request(void **state)
{
	struct life *life = *state;

	say(life->liar.channel, 99, VHU_VERSION | VHU_NEED_REPLY, 40);
	assert_int_equal(hear_answer(life, 99), 1);
	say(life->liar.channel, 98, VHU_VERSION, 40);
	assert_true(vqs_driver_wait(life->driver, SAFETY) >= 0);
	assert_int_equal(life->listener.broken, 0);
	assert_int_equal(vqs_driver_reset(life->driver), 0);
}

static void test_channel_of_another_version(void **state)
{
	struct life *life = *state;

	say(life->liar.channel, VHU_BACKEND_CONFIG_CHANGE, 3, 0);
	expect_broken(life);
}

static void test_reply_on_the_channel(void **state)
{
	struct life *life = *state;

	say(life->liar.channel, VHU_BACKEND_CONFIG_CHANGE, VHU_VERSION | VHU_REPLY, 0);
	expect_broken(life);
}

static void test_huge_message_on_the_channel(void **state)
{
	struct life *life = *state;
	const struct vhu_header header = { VHU_BACKEND_CONFIG_CHANGE, VHU_VERSION,
		                           UINT32_MAX };

	assert_int_equal(send(life->liar.channel, &header, sizeof(header), 0),
	                 sizeof(header));
	expect_broken(life);
}

static void test_descriptors_on_the_channel(void **state)
{
	struct life *life = *state;
	struct vhu_message message = { .header = { VHU_BACKEND_CONFIG_CHANGE, VHU_VERSION,
		                                   0 } };
	unsigned int descriptors = open_descriptors();
	int fds[VHU_FDS_MAX];

	for (int i = 0; i < VHU_FDS_MAX; i++)
		fds[i] = life->liar.own;
	for (unsigned int i = 1; i <= 20; i++) {
		assert_int_equal(vhu_send(life->liar.channel, &message, fds, VHU_FDS_MAX),
		                 0);
		while (life->listener.config_changes < i)
			assert_true(vqs_driver_wait(life->driver, SAFETY) >= 0);
	}
	assert_int_equal(open_descriptors(), descriptors);
}

/* A channel that is closed is no reason to stop, nor to spin. */
static void test_channel_closed(void **state)
{
	struct life *life = *state;
	struct lamp_config config;

	close(life->liar.channel);
	life->liar.channel = -1;
	for (int i = 0; i < 3; i++)
		assert_true(vqs_driver_wait(life->driver, 1) >= 0);
	assert_int_equal(vqs_driver_config_read(life->driver, &config, NULL), 0);
	assert_int_equal(vqs_driver_reset(life->driver), 0);
	assert_int_equal(life->listener.broken, 0);
}

/* More at once than is heard at once; what is left is heard the next time. */
static void test_flood_on_the_channel(void **state)
{
	struct vqs_driver_transport *transport;
	struct life *life = *state;
	bool used, config;
	int left = 0;

	vqs_driver_destroy(life->driver);
	life->driver = NULL;
	liar_stop(&life->liar);
	liar_start(&life->liar, LIE_NONE, 0, EVERYTHING);
	assert_int_equal(vhu_frontend_create(&transport, life->liar.socket, SAFETY), 0);
	for (unsigned int i = 0; i < 200; i++)
		say(life->liar.channel, VHU_BACKEND_CONFIG_CHANGE, VHU_VERSION, 0);
	for (unsigned int waits = 0; waits == 0 || left; waits++) {
		assert_int_equal(transport->functions->wait(transport, 0, &used, &config),
		                 0);
		assert_true(config);
		assert_int_equal(ioctl(life->liar.channel, SIOCOUTQ, &left), 0);
		assert_true(waits > 0 || left > 0);
	}
	transport->functions->destroy(transport);
}

/*
 * The flags of a descriptor that was sent are both ends': the back end may
 * make ours wait in write() or read(), if we let it.
 */
static void test_eventfds_turned_blocking(void **state)
{
	struct life *life = *state;
	const struct lamp_bulk_readable where = { .sector = 0 };
	struct vqs_call call = {
		.message = lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_FLUSH),
		.readable = &where,
	};
	const uint64_t full = UINT64_MAX - 1;
	uint64_t count;
	uint16_t last;

	last = (uint16_t)(LAMP_QUEUE_BULK + vqs_driver_queue_count(life->driver, 2) - 1);
	/* Rung or not, it is empty then, and full after that. */
	if (read(life->liar.kick, &count, sizeof(count)) < 0)
		assert_int_equal(errno, EAGAIN);
	assert_int_equal(write(life->liar.kick, &full, sizeof(full)), sizeof(full));
	assert_int_equal(fcntl(life->liar.kick, F_SETFL, 0), 0);
	assert_int_equal(fcntl(life->liar.error, F_SETFL, 0), 0);
	assert_int_equal(vqs_driver_submit(life->driver, last, &call), 0);
	assert_int_equal(vqs_driver_reset(life->driver), 0);
	assert_int_equal(call.result, -ECANCELED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

/* A test that waits for ever ends here, by SIGALRM. */
#define AT_MOST_SECONDS 240

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_lie),
		cmocka_unit_test(test_every_lie_of_a_simple_backend),
		cmocka_unit_test(test_every_refusal),
		cmocka_unit_test(test_no_protocol_features),
		TEST(unasked),
		TEST(config_change),
		TEST(config_change_between),
		TEST(unknown_request),
		TEST(channel_of_another_version),
		TEST(reply_on_the_channel),
		TEST(huge_message_on_the_channel),
		TEST(descriptors_on_the_channel),
		TEST(channel_closed),
		TEST(flood_on_the_channel),
		TEST(eventfds_turned_blocking),
	};

	alarm(AT_MOST_SECONDS);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

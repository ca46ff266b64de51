/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The front end against a back end that nobody here wrote: the vhost-user-blk
 * export of qemu-storage-daemon. Skipped where that is not installed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vqsmith/driver.h>
#include <vqsmith/vhost_user.h>

#include "disk_type.h"

#define DAEMON    "/usr/bin/qemu-storage-daemon"
#define DISK_SIZE (8 << 20)

struct state {
	char directory[64], image[96], socket[96];
	pid_t daemon;
	struct vqs_driver *driver;
	unsigned int broken;
};

static void broken(void *self, const char *why)
{
	struct state *s = self;

	s->broken++;
	print_message("broken: %s\n", why);
}

static const struct vqs_driver_events events = { .broken = broken };

static void run_daemon(const struct state *s)
{
	char node[160], export[224];
	char *const arguments[] = { (char[]){ "qemu-storage-daemon" },
		                    (char[]){ "--blockdev" },
		                    node,
		                    (char[]){ "--export" },
		                    export,
		                    NULL };

	snprintf(node, sizeof(node), "driver=file,node-name=disk,filename=%s", s->image);
	snprintf(export, sizeof(export),
	         "type=vhost-user-blk,id=e,node-name=disk,writable=on,num-queues=4,"
	         "addr.type=unix,addr.path=%s",
	         s->socket);
	execv(DAEMON, arguments);
	_exit(127);
}

static int start(void **state)
{
	const struct timespec pause = { .tv_nsec = 10000000 };
	struct state *s = calloc(1, sizeof(*s));
	int fd;

	snprintf(s->directory, sizeof(s->directory), "/tmp/vqsmith-XXXXXX");
	assert_non_null(mkdtemp(s->directory));
	snprintf(s->image, sizeof(s->image), "%s/image", s->directory);
	snprintf(s->socket, sizeof(s->socket), "%s/socket", s->directory);
	fd = open(s->image, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, DISK_SIZE), 0);
	close(fd);
	s->daemon = fork();
	assert_true(s->daemon >= 0);
	if (s->daemon == 0)
		run_daemon(s);
	for (int i = 0; access(s->socket, F_OK) && i < 3000; i++)
		nanosleep(&pause, NULL);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	if (s->daemon) {
		kill(s->daemon, SIGTERM);
		waitpid(s->daemon, NULL, 0);
	}
	unlink(s->image);
	unlink(s->socket);
	rmdir(s->directory);
	free(s);
	return 0;
}

/* The daemon takes one front end at a time, and says so by hanging up. */
static void connect_driver(struct state *s)
{
	const struct timespec pause = { .tv_nsec = 10000000 };
	int error = -1;

	for (int i = 0; error && i < 500; i++) {
		struct vqs_driver_transport *transport;

		error = vqs_vhost_user_connect(&transport, s->socket, NULL);
		if (!error)
			error = vqs_driver_create(&s->driver, &disk_type, transport, NULL,
			                          &events, s);
		if (error)
			nanosleep(&pause, NULL);
	}
	assert_int_equal(error, 0);
}

static void fill(uint8_t *at, size_t length, unsigned int seed)
{
	for (size_t i = 0; i < length; i++)
		at[i] = (uint8_t)(i * 13 + i / 509 + seed);
}

static void put(struct state *s, uint16_t queue, uint64_t sector,
                struct vqs_segment *from)
{
	const struct disk_out_readable readable = { sector, { from, 0, from->length } };
	struct disk_status_writable writable = { 9 };
	struct vqs_call call = { .message = disk_message(DISK_OUT),
		                 .readable = &readable,
		                 .writable = &writable };

	assert_int_equal(vqs_driver_call(s->driver, queue, &call, 10000), 0);
	assert_int_equal(writable.status, DISK_OK);
}

static void get(struct state *s, uint16_t queue, uint64_t sector, struct vqs_segment *to)
{
	const struct disk_readable readable = { sector };
	struct disk_in_writable writable = { { to, 0, to->length }, 9 };
	struct vqs_call call = { .message = disk_message(DISK_IN),
		                 .readable = &readable,
		                 .writable = &writable };

	assert_int_equal(vqs_driver_call(s->driver, queue, &call, 10000), 0);
	assert_int_equal(writable.status, DISK_OK);
	assert_int_equal(writable.data.length, to->length);
}

static void flush(struct state *s)
{
	struct disk_status_writable writable = { 9 };
	struct vqs_call call = { .message = disk_message(DISK_FLUSH),
		                 .writable = &writable };

	assert_int_equal(vqs_driver_call(s->driver, 0, &call, 10000), 0);
	assert_int_equal(writable.status, DISK_OK);
}

static void check_image(const struct state *s, uint64_t sector, const uint8_t *expected,
                        size_t length)
{
	uint8_t *found = malloc(length);
	int fd = open(s->image, O_RDONLY | O_CLOEXEC);

	assert_int_equal(pread(fd, found, length, (off_t)sector * 512), length);
	assert_memory_equal(found, expected, length);
	close(fd);
	free(found);
}

static void test_configuration(void **state)
{
	struct state *s = *state;
	struct disk_config config;

	connect_driver(s);
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.capacity, DISK_SIZE / 512);
	assert_int_equal(config.num_queues, 4);
	assert_int_equal(vqs_driver_queue_count(s->driver, 0), 4);
	assert_true(vqs_features_has(vqs_driver_negotiated(s->driver), DISK_F_FLUSH));
}

static void test_identity(void **state)
{
	struct state *s = *state;
	struct disk_id_writable writable = { .status = 9 };
	struct vqs_call call = { .message = disk_message(DISK_GET_ID),
		                 .writable = &writable };

	connect_driver(s);
	assert_int_equal(vqs_driver_call(s->driver, 0, &call, 10000), 0);
	assert_int_equal(writable.status, DISK_OK);
	assert_string_equal((const char *)writable.id, "vhost_user_blk");
}

/* Copied and in place, on every queue, and what the daemon's file then has. */
static void test_data(void **state)
{
	struct state *s = *state;
	uint8_t *bytes = malloc(65536);
	struct vqs_segment outside = { bytes, 65536 }, inside = { .length = 65536 };

	connect_driver(s);
	assert_int_equal(vqs_driver_memory_alloc(s->driver, 65536, &inside.base), 0);
	for (uint16_t queue = 0; queue < 4; queue++) {
		uint64_t sector = queue * 256u;

		fill(bytes, 65536, queue);
		put(s, queue, sector, &outside);
		get(s, queue, sector, &inside);
		assert_memory_equal(inside.base, bytes, 65536);
		fill(inside.base, 65536, queue + 100u);
		put(s, queue, sector, &inside);
		get(s, queue, sector, &outside);
		assert_memory_equal(inside.base, bytes, 65536);
		flush(s);
		check_image(s, sector, bytes, 65536);
	}
	free(bytes);
}

static void test_past_the_end(void **state)
{
	struct state *s = *state;
	uint8_t bytes[512];
	struct vqs_segment room = { bytes, 512 };
	const struct disk_readable readable = { DISK_SIZE / 512 };
	struct disk_in_writable writable = { { &room, 0, 512 }, 9 };
	struct vqs_call call = { .message = disk_message(DISK_IN),
		                 .readable = &readable,
		                 .writable = &writable };

	connect_driver(s);
	assert_int_equal(vqs_driver_call(s->driver, 0, &call, 10000), 0);
	assert_int_equal(writable.status, DISK_IOERR);
	flush(s);
}

static void test_reset(void **state)
{
	struct state *s = *state;
	uint8_t bytes[4096], back[4096];
	struct vqs_segment there = { bytes, 4096 }, here = { back, 4096 };

	connect_driver(s);
	for (unsigned int i = 0; i < 10; i++) {
		fill(bytes, sizeof(bytes), i);
		put(s, 0, i * 8, &there);
		assert_int_equal(vqs_driver_reset(s->driver), 0);
		get(s, 3, i * 8, &here);
		assert_memory_equal(bytes, back, sizeof(back));
	}
	assert_int_equal(s->broken, 0);
}

static void test_reconnect(void **state)
{
	struct state *s = *state;
	uint8_t bytes[4096], back[4096];
	struct vqs_segment there = { bytes, 4096 }, here = { back, 4096 };

	connect_driver(s);
	fill(bytes, sizeof(bytes), 3);
	put(s, 0, 0, &there);
	for (unsigned int i = 0; i < 5; i++) {
		vqs_driver_destroy(s->driver);
		s->driver = NULL;
		connect_driver(s);
		get(s, 0, 0, &here);
		assert_memory_equal(bytes, back, sizeof(back));
	}
}

static void test_killed(void **state)
{
	struct state *s = *state;
	struct vqs_call call = { .message = disk_message(DISK_FLUSH) };

	connect_driver(s);
	flush(s);
	kill(s->daemon, SIGKILL);
	waitpid(s->daemon, NULL, 0);
	s->daemon = 0;
	assert_int_equal(vqs_driver_wait(s->driver, 10000), -EIO);
	assert_int_equal(s->broken, 1);
	assert_non_null(strstr(vqs_driver_fault(s->driver), "gone"));
	assert_int_equal(vqs_driver_call(s->driver, 0, &call, 10000), -EIO);
	assert_int_equal(vqs_driver_reset(s->driver), -ENOTCONN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(configuration), TEST(identity),  TEST(data),   TEST(past_the_end),
		TEST(reset),         TEST(reconnect), TEST(killed),
	};

	if (access(DAEMON, X_OK)) {
		puts("1..0 # SKIP " DAEMON " is not installed (package qemu-utils)");
		return 77;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

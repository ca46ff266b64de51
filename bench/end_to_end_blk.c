/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests a second of a block device over vhost-user:
 *
 *	bench-blk-client SOCKET in|out BYTES DEPTH poll|sleep MILLISECONDS
 *
 * prints how many a second. The client is the library's front end, but for the
 * queue, which it drives itself, so that as little as can be of what is
 * measured is the client: requests are laid out once and go round and round.
 * It keeps DEPTH of them in flight, each at another place of the disk. poll: it
 * looks for replies all the time, sleep: it waits to be notified.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/driver_transport.h>
#include <vqsmith/ring.h>
#include <vqsmith/vhost_user.h>

#define SIZE       128 /* of the queue */
#define DEPTH_MOST 32
#define SECTOR     512
#define STEP       64 /* requests between two looks at the clock */
#define WAIT       5000
#define PAGE       4096

struct header {
	uint32_t type, reserved;
	uint64_t sector;
};

struct request {
	struct header *header;
	uint8_t *status;
	struct vqs_buffer buffers[3];
	unsigned int readable;
};

struct client {
	struct vqs_driver_transport *transport;
	struct vqs_driver_ring queue;
	struct vqs_driver_slot slots[SIZE];
	struct request requests[DEPTH_MOST];
	uint64_t places, place; /* on the disk; the one to come */
	uint32_t bytes;
	unsigned int depth;
	bool out, sleeps;
	uint64_t done;
};

static void fail(const char *what, int error)
{
	fprintf(stderr, "bench-blk-client: %s: %s\n", what, strerror(-error));
	exit(EXIT_FAILURE);
}

static void must(const char *what, int error)
{
	if (error < 0)
		fail(what, error);
}

static uint64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* ---- The device -------------------------------------------------------------- */

/* What both back ends have, and what makes notifications few. */
static struct vqs_features choose(struct client *client)
{
	struct vqs_driver_transport *transport = client->transport;
	struct vqs_features offered, chosen = { 0 };
	const unsigned int wanted[] = { VQS_F_VERSION_1, VQS_F_EVENT_IDX };

	must("features", transport->functions->offered(transport, &offered));
	for (unsigned int i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		if (!vqs_features_has(&offered, wanted[i]))
			fail("a feature is not offered", -ENOTSUP);
		vqs_features_add(&chosen, wanted[i]);
	}
	must("features", transport->functions->accept(transport, &chosen));
	return chosen;
}

static struct vqs_dma memory(struct client *client, size_t size)
{
	struct vqs_dma dma;

	must("memory",
	     client->transport->functions->dma_alloc(client->transport, size, &dma));
	return dma;
}

static void start_queue(struct client *client, const struct vqs_features *features)
{
	struct vqs_driver_transport *transport = client->transport;
	const struct vqs_ring_need need = vqs_ring_need(SIZE, features);
	const struct vqs_driver_ring_storage storage = { .slots = client->slots };
	struct vqs_ring ring = {
		.size = SIZE,
		.features = *features,
		.descriptors = memory(client, need.descriptors).host,
		.driver_area = memory(client, need.driver_area).host,
		.device_area = memory(client, need.device_area).host,
	};

	must("the queue", vqs_driver_ring_init(&client->queue, &ring, &storage));
	must("the queue", transport->functions->queue_start(transport, 0, &ring));
}

static void set_status(struct client *client, uint8_t status)
{
	must("status",
	     client->transport->functions->set_status(client->transport, status));
}

static void start_device(struct client *client, const char *socket)
{
	const uint8_t driver = VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER;
	struct vqs_features features;
	uint64_t capacity;

	must(socket, vqs_vhost_user_connect(&client->transport, socket, NULL));
	set_status(client, driver);
	features = choose(client);
	set_status(client, driver | VQS_STATUS_FEATURES_OK);
	must("capacity", client->transport->functions->config_get(
	                         client->transport, 0, &capacity, sizeof(capacity)));
	client->places = capacity * SECTOR / client->bytes;
	if (!client->places)
		fail("the disk is too small", -ENOSPC);
	start_queue(client, &features);
	set_status(client, driver | VQS_STATUS_FEATURES_OK | VQS_STATUS_DRIVER_OK);
}

/* ---- Requests ---------------------------------------------------------------- */

static void lay_out(struct client *client, unsigned int index)
{
	struct request *request = &client->requests[index];
	struct vqs_dma ends = memory(client, PAGE), data = memory(client, client->bytes);

	request->header = ends.host;
	request->header->type = client->out;
	request->status = (uint8_t *)ends.host + PAGE / 2;
	request->readable = client->out ? 2 : 1;
	request->buffers[0] =
	        (struct vqs_buffer){ ends.address, sizeof(*request->header) };
	request->buffers[1] = (struct vqs_buffer){ data.address, client->bytes };
	request->buffers[2] = (struct vqs_buffer){ ends.address + PAGE / 2, 1 };
	memset(data.host, 'x', client->bytes);
}

static void add(struct client *client, struct request *request)
{
	/* An odd step away, so that neither end finds the next block at hand. */
	client->place = (client->place + 7919) % client->places;
	request->header->sector = client->place * (client->bytes / SECTOR);
	*request->status = 0xff;
	must("a request",
	     vqs_driver_ring_add(&client->queue, request->buffers, request->readable,
	                         3 - request->readable, request));
}

static void publish(struct client *client)
{
	struct vqs_driver_transport *transport = client->transport;

	if (vqs_driver_ring_publish(&client->queue))
		must("notifying", transport->functions->notify(transport, 0));
}

/* Takes what is done and asks for as much again. */
static unsigned int turn(struct client *client)
{
	struct vqs_done done[DEPTH_MOST];
	int count = vqs_driver_ring_reap(&client->queue, done, DEPTH_MOST);

	must("the queue", count);
	for (int i = 0; i < count; i++) {
		struct request *request = done[i].token;

		if (*request->status)
			fail("a request", -EIO);
		add(client, request);
	}
	if (count)
		publish(client);
	return (unsigned int)count;
}

static void sleep_until_notified(struct client *client)
{
	struct vqs_driver_transport *transport = client->transport;
	bool used, config;

	if (vqs_driver_ring_expect(&client->queue))
		return;
	must("waiting", transport->functions->wait(transport, WAIT, &used, &config));
	vqs_driver_ring_suppress(&client->queue);
}

/* Requests that are done in the time. */
static uint64_t run(struct client *client, uint64_t time)
{
	uint64_t end = nanoseconds() + time, done = 0, looked = 0, idle = 0;

	for (;;) {
		unsigned int count = turn(client);

		done += count;
		if (!count && client->sleeps)
			sleep_until_notified(client);
		idle = count ? 0 : idle + 1;
		if (done - looked < STEP && idle % 4096 != 4095)
			continue;
		looked = done;
		if (nanoseconds() >= end)
			return done;
	}
}

static void start_requests(struct client *client)
{
	if (!client->sleeps)
		vqs_driver_ring_suppress(&client->queue);
	for (unsigned int i = 0; i < client->depth; i++) {
		lay_out(client, i);
		add(client, &client->requests[i]);
	}
	publish(client);
}

int main(int argc, char **argv)
{
	static struct client client;
	uint64_t time, start, done;

	if (argc != 7 || atoi(argv[3]) < SECTOR || atoi(argv[3]) % SECTOR ||
	    atoi(argv[4]) < 1 || atoi(argv[4]) > DEPTH_MOST) {
		fputs("usage: bench-blk-client SOCKET in|out BYTES DEPTH poll|sleep "
		      "MILLISECONDS\n",
		      stderr);
		return EXIT_FAILURE;
	}
	client.out = !strcmp(argv[2], "out");
	client.bytes = (uint32_t)atoi(argv[3]);
	client.depth = (unsigned int)atoi(argv[4]);
	client.sleeps = !strcmp(argv[5], "sleep");
	time = (uint64_t)atoi(argv[6]) * 1000000;
	start_device(&client, argv[1]);
	start_requests(&client);
	run(&client, time / 4);
	start = nanoseconds();
	done = run(&client, time);
	printf("%.0f\n", (double)done * 1e9 / (double)(nanoseconds() - start));
	client.transport->functions->destroy(client.transport);
	return EXIT_SUCCESS;
}

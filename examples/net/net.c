/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A network device: vqs-net --socket PATH [--forward HOST:GUEST] [--echo]
 *
 * Its link is a user-mode network (link.c), or with --echo the device sends
 * each packet back. Everything but that is generated from types/net.yaml.
 *
 * virtio 1.4, Device Types / Network Device.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "net_device.h"
#include "serve.h"

#define PACKET_MOST 65550

struct net {
	struct vqs_device *device;
	struct link *link; /* NULL: echo */
	uint64_t received, transmitted, dropped;
	uint8_t packet[PACKET_MOST];
};

/* A packet for the driver; dropped if it has posted no buffer, as on any network. */
static void receive(void *self, const void *packet, size_t length)
{
	struct net *net = self;
	const struct vqs_segment piece = { (void *)(uintptr_t)packet, (uint32_t)length };
	const struct net_received received = {
		.hdr = { .num_buffers = 1 },
		.data = { .segments = &piece, .length = (uint32_t)length },
	};

	if (net_send_received(net->device, NET_VQ_RECEIVEQ, &received) == 0)
		net->received++;
	else
		net->dropped++;
}

void net_transmitted(struct net *net, struct vqs_request *request,
                     const struct net_transmitted *asked)
{
	uint32_t length = vqs_span_read(&asked->data, 0, net->packet, PACKET_MOST);

	net->transmitted++;
	net_transmitted_done(request);
	if (net->link)
		link_transmit(net->link, net->packet, length);
	else
		receive(net, net->packet, length);
}

/* ---- The program ------------------------------------------------------------ */

static int prepare(void *self, struct pollfd *fds, int room, int *timeout)
{
	struct net *net = self;

	return net->link ? link_prepare(net->link, fds, room, timeout) : 0;
}

static bool ready(void *self, const struct pollfd *fds, int count)
{
	struct net *net = self;

	vqs_device_begin(net->device);
	if (net->link)
		link_ready(net->link, fds, count);
	vqs_device_end(net->device);
	return true;
}

static const struct vqs_device_class net_class = {
	.type = &net_type,
	.handlers = net_handlers,
	.complaint = serve_complaint,
};

static int make_device(struct net *net)
{
	const struct net_config config = {
		.mac = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 },
		.status = 1,
		.mtu = 1500,
	};
	const int wanted[] = { NET_F_MAC, NET_F_STATUS, NET_F_MTU, -1 };
	const struct vqs_device_options options = {
		.withhold = serve_withhold(&net_type, wanted),
	};
	int error = vqs_device_create(&net->device, &net_class, net, &config, &options);

	if (error)
		fprintf(stderr, "net: cannot make the device: %s\n", strerror(-error));
	return error;
}

static int usage(int status)
{
	fputs("usage: vqs-net --socket PATH [--forward HOST-PORT:GUEST-PORT] [--echo]\n"
	      "A virtio network device over vhost-user. The guest is 10.0.2.15, the host "
	      "10.0.2.2;\n"
	      "--forward leads from a port of 127.0.0.1 to one of the guest. --echo "
	      "sends each\n"
	      "packet back instead.\n",
	      status ? stderr : stdout);
	return status;
}

static bool read_forward(const char *text, uint16_t *from, uint16_t *to)
{
	unsigned int host, guest;
	char more;

	if (sscanf(text, "%u:%u%c", &host, &guest, &more) != 2 || host - 1 > 65534 ||
	    guest - 1 > 65534)
		return false;
	*from = (uint16_t)host;
	*to = (uint16_t)guest;
	return true;
}

static int run(const char *socket, bool echo, uint16_t from, uint16_t to)
{
	static const struct serve_hooks hooks = { prepare, ready };
	struct net *net = calloc(1, sizeof(*net));
	int status = EXIT_FAILURE;

	if (!net)
		return status;
	if (!echo && !(net->link = link_create(receive, net, from, to)))
		fputs("net: no user-mode network: is the forwarded port taken?\n",
		      stderr);
	else if (make_device(net) == 0)
		status = serve("net", net->device, socket, &hooks, net);
	printf("net: %" PRIu64 " packets from the driver, %" PRIu64 " to it, %" PRIu64
	       " dropped\n",
	       net->transmitted, net->received, net->dropped);
	vqs_device_destroy(net->device);
	link_destroy(net->link);
	free(net);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "socket", required_argument, NULL, 's' },
		{ "forward", required_argument, NULL, 'f' },
		{ "echo", no_argument, NULL, 'e' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	const char *socket = NULL;
	uint16_t from = 0, to = 0;
	bool echo = false;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 's')
			socket = optarg;
		else if (option == 'e')
			echo = true;
		else if (option != 'f' || !read_forward(optarg, &from, &to))
			return usage(option == 'h' ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	if (!socket || optind != argc)
		return usage(EXIT_FAILURE);
	return run(socket, echo, from, to);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A network device: vqs-net --socket PATH [--forward HOST:GUEST]
 *                            [--echo | --sink | --source BYTES] [--poll]
 *
 * Its link is a user-mode network (link.c), or the device sends each packet
 * back, drops it, or makes them itself. Everything but that is generated from types/net.yaml.
 *
 * virtio 1.4, Device Types / Network Device.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "net_device.h"
#include "serve.h"

#define PACKET_MOST 65550
#define BURST       32 /* packets that go to the driver at once */

/* Where packets of the driver go, and those to it come from. */
enum net_way {
	NET_LINK,
	NET_ECHO,   /* each comes back */
	NET_SINK,   /* each is read, and dropped */
	NET_SOURCE, /* the driver gets as many as it has buffers for */
};

struct net {
	struct vqs_device *device;
	enum net_way way;
	struct link *link; /* NET_LINK */
	bool room;         /* NET_SOURCE: the driver may have buffers */
	bool merges;       /* a packet may take several buffers of the driver's */
	bool small;        /* which has to be: they are small */
	const struct net_transmitted *asked[BURST];
	struct vqs_request *echoed[BURST];  /* NET_ECHO: packets on the way back */
	struct net_received packets[BURST]; /* NET_SOURCE: all alike; NET_ECHO: those */
	struct vqs_segment piece;           /* NET_SOURCE: the packet */
	unsigned int count;
	uint64_t received, transmitted, dropped;
	uint8_t packet[PACKET_MOST];
};

/* A packet for the driver; false if it has not posted enough for it. */
static bool send_packet(struct net *net, struct net_received *packet)
{
	int error;

	packet->hdr.num_buffers = 1;
	if (net->merges)
		error = vqs_device_send_merged(net->device, NET_VQ_RECEIVEQ,
		                               &net_type.families[0].messages[0], packet,
		                               &packet->hdr.num_buffers);
	else
		error = net_send_received(net->device, NET_VQ_RECEIVEQ, packet);
	return error == 0;
}

/* From outside; dropped where there is no room, as on any network. */
static void receive(void *self, const void *bytes, size_t length)
{
	struct net *net = self;
	const struct vqs_segment piece = { (void *)(uintptr_t)bytes, (uint32_t)length };
	struct net_received packet = {
		.data = { .segments = &piece, .length = (uint32_t)length },
	};

	if (send_packet(net, &packet))
		net->received++;
	else
		net->dropped++;
}

/*
 * To the driver; how many it had room for. Most drivers post buffers that each hold a
 * packet. With smaller ones a packet is merged of several, one packet after another.
 */
static unsigned int receive_many(struct net *net, unsigned int count)
{
	unsigned int sent = 0;

	if (!net->small) {
		int r = net_send_received_many(net->device, NET_VQ_RECEIVEQ, net->packets,
		                               count);

		net->small = r == -EMSGSIZE && net->merges;
		sent = r > 0 ? (unsigned int)r : 0;
	}
	while (net->small && sent < count && send_packet(net, &net->packets[sent]))
		sent++;
	net->received += sent;
	return sent;
}

/* What was transmitted comes back, from where it lies in the driver's memory. */
static void echo(struct net *net)
{
	vqs_device_begin(net->device);
	for (unsigned int i = 0; i < net->count; i++)
		net->packets[i].data = net->asked[i]->data;
	net->dropped += net->count - receive_many(net, net->count);
	for (unsigned int i = 0; i < net->count; i++)
		net_transmitted_done(net->echoed[i]);
	net->count = 0;
	vqs_device_end(net->device);
}

void net_transmitted(struct net *net, struct vqs_request *request,
                     const struct net_transmitted *asked)
{
	uint32_t length;

	net->transmitted++;
	if (net->way == NET_ECHO) {
		net->asked[net->count] = asked;
		net->echoed[net->count++] = request;
		if (net->count == BURST)
			echo(net);
		return;
	}
	length = vqs_span_read(&asked->data, 0, net->packet, PACKET_MOST);
	net_transmitted_done(request);
	if (net->way == NET_LINK)
		link_transmit(net->link, net->packet, length);
}

/* The driver has buffers again. */
static void posted(void *self, uint16_t queue)
{
	struct net *net = self;

	if (queue == NET_VQ_RECEIVEQ)
		net->room = net->way == NET_SOURCE;
}

/* It says which ring it is to be, too: for a log, and for tests. */
static void negotiated(void *self, const struct vqs_features *features)
{
	struct net *net = self;

	net->merges = vqs_features_has(features, NET_F_MRG_RXBUF);
	printf("net: the driver accepts%s%s%s\n",
	       vqs_features_has(features, VQS_F_RING_PACKED) ? " packed" : " split",
	       vqs_features_has(features, VQS_F_IN_ORDER) ? " in_order" : "",
	       net->merges ? " mrg_rxbuf" : "");
	fflush(stdout);
}

static void reset(void *self)
{
	struct net *net = self;

	net->count = 0;
	net->room = net->small = false;
	for (unsigned int i = 0; i < BURST; i++)
		net->packets[i].hdr.num_buffers = 1;
}

/* A driver may post faster than it gets packets: a burst, then it is others' turn. */
static void work(void *self)
{
	struct net *net = self;

	if (net->count)
		echo(net);
	if (net->room)
		net->room = receive_many(net, BURST) == BURST;
}

/* ---- The program ------------------------------------------------------------ */

static int prepare(void *self, struct pollfd *fds, int room, int *timeout)
{
	struct net *net = self;

	if (net->room)
		*timeout = 0;
	return net->link ? link_prepare(net->link, fds, room, timeout) : 0;
}

static bool ready(void *self, const struct pollfd *fds, int count)
{
	struct net *net = self;

	vqs_device_begin(net->device);
	if (net->link)
		link_ready(net->link, fds, count);
	vqs_device_end(net->device);
	work(net);
	return true;
}

static const struct vqs_device_class net_class = {
	.type = &net_type,
	.handlers = net_handlers,
	.negotiated = negotiated,
	.posted = posted,
	.reset = reset,
	.complaint = serve_complaint,
};

static int make_device(struct net *net)
{
	const struct net_config config = {
		.mac = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 },
		.status = 1,
		.mtu = 1500,
	};
	const int wanted[] = { NET_F_MAC, NET_F_STATUS, NET_F_MTU, NET_F_MRG_RXBUF, -1 };
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
	fputs("usage: vqs-net --socket PATH [--forward HOST-PORT:GUEST-PORT]\n"
	      "               [--echo | --sink | --source BYTES] [--poll]\n"
	      "A virtio network device over vhost-user. The guest is 10.0.2.15, the host "
	      "10.0.2.2;\n"
	      "--forward leads from a port of 127.0.0.1 to one of the guest. Instead of "
	      "that, --echo\n"
	      "sends each packet back, --sink drops it, --source makes packets as fast "
	      "as they are\n"
	      "taken. --poll: keep looking for packets while there is a driver, never "
	      "sleep.\n",
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

/* A frame of the length, from and to nobody. */
static bool make_packet(struct net *net, const char *text)
{
	int length = atoi(text);

	if (length < 14 || length > PACKET_MOST)
		return false;
	memset(net->packet, 0xff, 6);
	net->packet[6] = 2;
	net->packet[12] = 0x08;
	net->way = NET_SOURCE;
	net->piece = (struct vqs_segment){ net->packet, (uint32_t)length };
	for (unsigned int i = 0; i < BURST; i++)
		net->packets[i].data =
		        (struct vqs_span){ &net->piece, 0, (uint32_t)length };
	return true;
}

static int run(struct net *net, const char *socket, const struct serve_hooks *hooks)
{
	int status = EXIT_FAILURE;

	if (make_device(net) == 0)
		status = serve("net", net->device, socket, hooks, net);
	printf("net: %" PRIu64 " packets from the driver, %" PRIu64 " to it, %" PRIu64
	       " dropped\n",
	       net->transmitted, net->received, net->dropped);
	vqs_device_destroy(net->device);
	return status;
}

struct arguments {
	const char *socket;
	uint16_t from, to; /* ports */
	bool poll;
};

static const struct option options[] = { { "socket", required_argument, NULL, 's' },
	                                 { "forward", required_argument, NULL, 'f' },
	                                 { "echo", no_argument, NULL, 'e' },
	                                 { "sink", no_argument, NULL, 'd' },
	                                 { "source", required_argument, NULL, 'g' },
	                                 { "poll", no_argument, NULL, 'p' },
	                                 { "help", no_argument, NULL, 'h' },
	                                 { 0 } };

static bool read_option(int option, struct arguments *arguments, struct net *net)
{
	switch (option) {
	case 's':
		arguments->socket = optarg;
		return true;
	case 'f':
		return read_forward(optarg, &arguments->from, &arguments->to);
	case 'e':
		net->way = NET_ECHO;
		return true;
	case 'd':
		net->way = NET_SINK;
		return true;
	case 'g':
		return make_packet(net, optarg);
	case 'p':
		arguments->poll = true;
		return true;
	default:
		return false;
	}
}

int main(int argc, char **argv)
{
	static struct net net;
	struct arguments arguments = { 0 };
	struct serve_hooks hooks = { .prepare = prepare, .ready = ready };
	int option, status = EXIT_FAILURE;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!read_option(option, &arguments, &net))
			return usage(option == 'h' ? EXIT_SUCCESS : EXIT_FAILURE);
	if (!arguments.socket || optind != argc)
		return usage(EXIT_FAILURE);
	hooks.poll = arguments.poll;
	hooks.work = work;
	for (unsigned int i = 0; i < BURST; i++)
		net.packets[i].hdr.num_buffers = 1;
	if (net.way == NET_LINK)
		net.link = link_create(receive, &net, arguments.from, arguments.to);
	if (net.way == NET_LINK && !net.link)
		fputs("net: no user-mode network: is the forwarded port taken?\n",
		      stderr);
	else
		status = run(&net, arguments.socket, &hooks);
	link_destroy(net.link);
	return status;
}

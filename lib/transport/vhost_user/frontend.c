/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver's transport to a vhost-user back end, without a VMM: the connection,
 * features and device status.
 */
#include "frontend.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <vqsmith/device_transport.h> /* status bits */
#include <vqsmith/vhost_user.h>

/* Where the device finds our memory; nobody's pointers look like that. */
#define GUEST_BASE UINT64_C(0x100000000)
#define GUEST_SIZE ((size_t)256 << 20)

#define BIT(number) (UINT64_C(1) << (number))

static struct frontend *of(struct vqs_driver_transport *transport)
{
	return (struct frontend *)transport;
}

/* ---- Features -------------------------------------------------------------- */

/* The device id is the program's affair: a back end does not tell it. */
static int device_id(struct vqs_driver_transport *transport, uint16_t *id)
{
	(void)transport;
	*id = 0;
	return 0;
}

/* One bit is not virtio's, and an eventfd carries no NOTIFICATION_DATA. */
static int offered(struct vqs_driver_transport *transport, struct vqs_features *features)
{
	const uint64_t not_here =
	        BIT(VHU_F_PROTOCOL_FEATURES) | BIT(VQS_F_NOTIFICATION_DATA);

	*features = (struct vqs_features){ { of(transport)->offered & ~not_here } };
	return of(transport)->gone ? -ENOTCONN : 0;
}

static int accept_features(struct vqs_driver_transport *transport,
                           const struct vqs_features *features)
{
	struct frontend *frontend = of(transport);
	uint64_t bits = features->word[0];
	int error;

	if (frontend->has_protocol)
		bits |= BIT(VHU_F_PROTOCOL_FEATURES);
	error = frontend_tell_u64(frontend, VHU_SET_FEATURES, bits);
	return error == -EREMOTEIO ? -ENOTSUP : error;
}

/* ---- Status ---------------------------------------------------------------- */

/*
 * Takes back a ring that nobody has heard. The eventfd is not read: the back
 * end has it too, and might have made it one that waits.
 */
static int renew_error(struct frontend *frontend)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	if (fd < 0)
		return -errno;
	frontend_unwatch(frontend, frontend->error);
	close(frontend->error);
	frontend->error = fd;
	return frontend_watch(frontend, fd);
}

/*
 * A reset, by what the back end knows of one: rings are stopped one by one in
 * any case, but after it, for otherwise it would wait until what is in flight is done.
 * A fresh connection has nothing to reset.
 */
static int reset(struct frontend *frontend)
{
	bool fresh = frontend->status == 0;
	int error = 0, stopped;

	if (frontend_speaks(frontend, VHU_PROTOCOL_STATUS))
		error = frontend_tell_u64(frontend, VHU_SET_STATUS, 0);
	else if (!fresh && frontend_speaks(frontend, VHU_PROTOCOL_RESET_DEVICE))
		error = frontend_tell(
		        frontend, &(struct frontend_request){ .type = VHU_RESET_DEVICE });
	stopped = frontend_queues_stop(frontend);
	error = error ? error : stopped;
	frontend->status = 0;
	frontend->broken = false;
	frontend->config = false;
	if (!error)
		error = renew_error(frontend);
	frontend->memory_told = false;
	return error == -EREMOTEIO ? -EPROTO : error;
}

static int set_status(struct vqs_driver_transport *transport, uint8_t status)
{
	struct frontend *frontend = of(transport);
	uint8_t news = status & (uint8_t)~frontend->status;
	int error = 0;

	if (frontend->gone) {
		frontend_queues_close(frontend);
		return -ENOTCONN;
	}
	if (status == 0)
		return reset(frontend);
	if (news & VQS_STATUS_DRIVER_OK)
		error = frontend_queues_enable(frontend);
	if (!error && frontend_speaks(frontend, VHU_PROTOCOL_STATUS))
		error = frontend_tell_u64(frontend, VHU_SET_STATUS, status);
	if (!error)
		frontend->status = status;
	return error == -EREMOTEIO ? -EPROTO : error;
}

static int get_status(struct vqs_driver_transport *transport, uint8_t *status)
{
	struct frontend *frontend = of(transport);
	uint64_t told = frontend->status;
	int error = 0;

	if (frontend->gone)
		return -ENOTCONN;
	if (frontend_speaks(frontend, VHU_PROTOCOL_STATUS))
		error = frontend_ask_u64(frontend, VHU_GET_STATUS, &told);
	if (!error && told > UINT8_MAX)
		error = -EPROTO;
	*status = (uint8_t)told;
	if (frontend->broken)
		*status |= VQS_STATUS_NEEDS_RESET;
	return error;
}

/* ---- The rest -------------------------------------------------------------- */

/*
 * A back end does not tell the size of its queues; the device type does. What
 * it tells is how many there are, but network back ends count pairs.
 */
static int queue_size(struct vqs_driver_transport *transport, uint16_t queue,
                      uint16_t *size)
{
	struct frontend *frontend = of(transport);
	bool there = queue < FRONTEND_QUEUES;

	if (frontend_speaks(frontend, VHU_PROTOCOL_MQ))
		there = there && queue / 2 < frontend->queue_pairs_most;
	*size = there ? VQS_QUEUE_SIZE_MAX : 0;
	return 0;
}

static int dma_alloc(struct vqs_driver_transport *transport, size_t size,
                     struct vqs_dma *dma)
{
	return arena_alloc(&of(transport)->arena, size, dma);
}

static void dma_free(struct vqs_driver_transport *transport, const struct vqs_dma *dma)
{
	arena_free(&of(transport)->arena, dma);
}

static int descriptor(struct vqs_driver_transport *transport)
{
	return of(transport)->epoll;
}

static void close_if(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void destroy(struct vqs_driver_transport *transport)
{
	struct frontend *frontend = of(transport);

	frontend_queues_close(frontend);
	vhu_inbox_clear(&frontend->inbox);
	vhu_inbox_clear(&frontend->channel_inbox);
	arena_fini(&frontend->arena);
	close_if(frontend->epoll);
	close_if(frontend->socket);
	close_if(frontend->channel);
	close_if(frontend->error);
	close_if(frontend->wake);
	close_if(frontend->memory_fd);
	free(frontend->given);
	free(frontend);
}

static const struct vqs_driver_functions functions = {
	.device_id = device_id,
	.offered = offered,
	.accept = accept_features,
	.get_status = get_status,
	.set_status = set_status,
	.config_get = frontend_config_get,
	.config_put = frontend_config_put,
	.config_generation = frontend_config_generation,
	.queue_size = queue_size,
	.queue_start = frontend_queue_start,
	.queue_reset = frontend_queue_reset,
	.notify = frontend_notify,
	.dma_alloc = dma_alloc,
	.dma_free = dma_free,
	.fd = descriptor,
	.wait = frontend_wait,
	.destroy = destroy,
};

/* ---- Connecting ------------------------------------------------------------ */

/* Sealed, so that neither end can take pages away from under the other. */
static int create_memory(struct frontend *frontend)
{
	frontend->memory_fd = memfd_create("vqsmith", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (frontend->memory_fd < 0 ||
	    ftruncate(frontend->memory_fd, (off_t)GUEST_SIZE) ||
	    fcntl(frontend->memory_fd, F_ADD_SEALS,
	          F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
		return -errno;
	return arena_init(&frontend->arena, frontend->memory_fd, GUEST_SIZE, GUEST_BASE);
}

static int create_descriptors(struct frontend *frontend)
{
	int error;

	frontend->epoll = epoll_create1(EPOLL_CLOEXEC);
	frontend->error = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	frontend->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (frontend->epoll < 0 || frontend->error < 0 || frontend->wake < 0)
		return -errno;
	error = frontend_watch(frontend, frontend->socket);
	if (!error)
		error = frontend_watch(frontend, frontend->error);
	if (!error)
		error = frontend_watch(frontend, frontend->wake);
	return error;
}

/* Gives the back end a socket of its own to send us messages on. */
static int open_channel(struct frontend *frontend)
{
	int ends[2], error;

	if (!frontend_speaks(frontend, VHU_PROTOCOL_BACKEND_REQ))
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return -errno;
	frontend->channel = ends[0];
	error = frontend_tell(frontend,
	                      &(struct frontend_request){ .type = VHU_SET_BACKEND_REQ_FD,
	                                                  .fds = &ends[1],
	                                                  .fd_count = 1 });
	close(ends[1]);
	return error ? error : frontend_watch(frontend, frontend->channel);
}

static int negotiate_protocol(struct frontend *frontend)
{
	const uint64_t known = BIT(VHU_PROTOCOL_MQ) | BIT(VHU_PROTOCOL_REPLY_ACK) |
	                       BIT(VHU_PROTOCOL_BACKEND_REQ) | BIT(VHU_PROTOCOL_CONFIG) |
	                       BIT(VHU_PROTOCOL_RESET_DEVICE) | BIT(VHU_PROTOCOL_STATUS);
	uint64_t theirs;
	int error = frontend_ask_u64(frontend, VHU_GET_PROTOCOL_FEATURES, &theirs);

	/* Not acknowledged yet: whether it can be is what this settles. */
	if (!error)
		error = frontend_tell_u64(frontend, VHU_SET_PROTOCOL_FEATURES,
		                          theirs & known);
	if (error)
		return error;
	frontend->protocol = theirs & known;
	if (frontend_speaks(frontend, VHU_PROTOCOL_MQ))
		error = frontend_ask_u64(frontend, VHU_GET_QUEUE_NUM,
		                         &frontend->queue_pairs_most);
	return error ? error : open_channel(frontend);
}

static int greet(struct frontend *frontend)
{
	int error = frontend_ask_u64(frontend, VHU_GET_FEATURES, &frontend->offered);

	if (error)
		return error;
	frontend->has_protocol = frontend->offered >> VHU_F_PROTOCOL_FEATURES & 1;
	if (frontend->has_protocol)
		error = negotiate_protocol(frontend);
	if (!error)
		error = frontend_tell(
		        frontend, &(struct frontend_request){ .type = VHU_SET_OWNER });
	return error == -EREMOTEIO ? -EPROTO : error;
}

int vhu_frontend_create(struct vqs_driver_transport **transport, int socket, int patience)
{
	struct frontend *frontend = calloc(1, sizeof(*frontend));
	int error;

	if (!frontend) {
		close(socket);
		return -ENOMEM;
	}
	frontend->base.functions = &functions;
	frontend->patience = patience;
	frontend->socket = socket;
	frontend->channel = frontend->epoll = frontend->error = -1;
	frontend->wake = frontend->memory_fd = -1;
	for (unsigned int i = 0; i < FRONTEND_QUEUES; i++)
		frontend->queues[i] = (struct frontend_queue){ .kick = -1, .call = -1 };
	error = create_memory(frontend);
	if (!error)
		error = create_descriptors(frontend);
	if (!error)
		error = greet(frontend);
	if (error) {
		destroy(&frontend->base);
		return error;
	}
	*transport = &frontend->base;
	return 0;
}

/* A listener whose backlog is full says EAGAIN, and there is nothing to poll for. */
static int connect_within(int fd, const struct sockaddr_un *address, int patience)
{
	const struct timespec pause = { .tv_nsec = 10000000 };

	for (int waited = 0; waited <= patience; waited += 10) {
		if (!connect(fd, (const struct sockaddr *)address, sizeof(*address)))
			return 0;
		if (errno != EAGAIN && errno != EINTR)
			return -errno;
		nanosleep(&pause, NULL);
	}
	return -ETIMEDOUT;
}

int vqs_vhost_user_connect(struct vqs_driver_transport **transport, const char *path,
                           const struct vqs_vhost_user_connect_options *options)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd, error;

	if (strlen(path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	memcpy(address.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	error = connect_within(fd, &address, FRONTEND_PATIENCE);
	if (error) {
		close(fd);
		return error;
	}
	error = vhu_frontend_create(transport, fd, FRONTEND_PATIENCE);
	if (error || !options || !options->config)
		return error;
	error = frontend_config_give(of(*transport), options->config,
	                             options->config_length);
	if (error)
		destroy(*transport);
	return error;
}

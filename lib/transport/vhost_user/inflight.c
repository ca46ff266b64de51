/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Records of what the rings have in flight, in a file that the front end keeps: if this
 * process is killed, the next one gets the file and carries on with them.
 *
 * The file is ours, or another back end's, by way of the front end. It cannot become
 * shorter under us, or it is refused; what is in it is not trusted.
 *
 * QEMU's "Vhost-user Protocol", Inflight I/O tracking.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "server.h"

#define HUGETLBFS 0x958458f6 /* statfs(2) */

static bool packed(const vhu_server *server)
{
	return server->features >> VQS_F_RING_PACKED & 1;
}

/* ---- The messages ------------------------------------------------------------- */

/* Bytes of the records of `told`; 0: a number is out of range, and why. */
static uint64_t need(vhu_server *server, const struct vhu_message *message)
{
	const struct vhu_inflight *told = &message->payload.inflight;
	const uint32_t least = offsetof(struct vhu_inflight, padding);

	if (message->header.size != least && message->header.size != sizeof(*told)) {
		vhu_refuse(&server->why, "%u bytes of payload, not %u",
		           message->header.size, (unsigned int)sizeof(*told));
		return 0;
	}
	if (told->queues == 0 || told->queues > server->ring_count) {
		vhu_refuse(&server->why, "%u queues, the device has up to %u",
		           told->queues, server->ring_count);
		return 0;
	}
	if (told->queue_size == 0 || told->queue_size > VQS_QUEUE_SIZE_MAX) {
		vhu_refuse(&server->why, "queue size %u is not between 1 and %d",
		           told->queue_size, VQS_QUEUE_SIZE_MAX);
		return 0;
	}
	return (uint64_t)told->queues *
	       vqs_inflight_bytes(told->queue_size, packed(server));
}

/* A file of zeroes that nobody can make shorter. */
static int make_file(uint64_t size)
{
	int fd = memfd_create("vhost-user in flight", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		return -errno;
	if (ftruncate(fd, (off_t)size) == 0 &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
		return fd;
	close(fd);
	return -errno;
}

int vhu_get_inflight_fd(vhu_server *server, struct vhu_message *message)
{
	const uint64_t size = need(server, message);
	int fd;

	if (!size)
		return -EINVAL;
	fd = make_file(size);
	if (fd < 0)
		return vhu_refuse(&server->why,
		                  "cannot make a file of %" PRIu64 " bytes: %s", size,
		                  strerror(-fd));
	server->reply_fd = fd;
	message->payload.inflight.padding = 0;
	message->payload.inflight.size = size;
	message->payload.inflight.offset = 0;
	return VHU_ANSWER;
}

/* Whether what is told of the file holds, and goes on to hold. */
static int check_file(vhu_server *server, const struct vhu_inflight *told, int fd)
{
	const int seals = fcntl(fd, F_GET_SEALS);
	struct statfs system;
	struct stat file;

	if (fstat(fd, &file) < 0 || !S_ISREG(file.st_mode) || fstatfs(fd, &system) < 0)
		return vhu_refuse(&server->why, "the descriptor is not of a file");
	if (seals < 0 || !(seals & F_SEAL_SHRINK) || system.f_type == HUGETLBFS)
		return vhu_refuse(&server->why,
		                  "its file could become shorter: it has to be a memfd "
		                  "of usual pages with F_SEAL_SHRINK");
	if (told->offset % (uint64_t)sysconf(_SC_PAGESIZE))
		return vhu_refuse(&server->why, "offset 0x%" PRIx64 " is in a page",
		                  told->offset);
	if (told->offset > (uint64_t)file.st_size ||
	    told->size > (uint64_t)file.st_size - told->offset)
		return vhu_refuse(&server->why,
		                  "the file has %" PRId64 " bytes, 0x%" PRIx64
		                  " at offset 0x%" PRIx64 " are not in it",
		                  (int64_t)file.st_size, told->size, told->offset);
	return 0;
}

/* No more than there can be records in. */
static int map(vhu_server *server, const struct vhu_inflight *told, int fd)
{
	const uint64_t most =
	        (uint64_t)told->queues * vqs_inflight_bytes(told->queue_size, true);
	const uint64_t size = told->size < most ? told->size : most;
	void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	                  (off_t)told->offset);

	if (base == MAP_FAILED)
		return vhu_refuse(&server->why, "cannot map %" PRIu64 " bytes: %s", size,
		                  strerror(errno));
	vhu_inflight_close(server);
	server->records =
	        (struct vhu_records){ base, size, told->queues, told->queue_size };
	for (unsigned int i = 0; i < server->ring_count; i++)
		server->rings[i].go_on = true;
	return 0;
}

int vhu_set_inflight_fd(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_inflight *told = &message->payload.inflight;
	const uint64_t size = need(server, message);
	int fd, r;

	if (!size)
		return -EINVAL;
	if (told->size < size)
		return vhu_refuse(&server->why,
		                  "%" PRIu64 " bytes are too few for %u queues of %u "
		                  "entries, which need %" PRIu64,
		                  told->size, told->queues, told->queue_size, size);
	if (!vhu_rings_idle(server))
		return vhu_refuse(&server->why, "queues are running");
	fd = vhu_inbox_take_fd(&server->inbox);
	if (fd < 0)
		return vhu_refuse(&server->why, "its file descriptor is missing");
	r = check_file(server, told, fd);
	if (r == 0)
		r = map(server, told, fd);
	close(fd);
	return r;
}

/* ---- The rings ---------------------------------------------------------------- */

static int refuse_record(vhu_server *server, unsigned int index, int error)
{
	const struct vhu_records *records = &server->records;

	switch (error) {
	case -EINVAL:
		return vhu_refuse(&server->why,
		                  "queue %u: size %u is more than the record of what is "
		                  "in flight has, %u",
		                  index, server->rings[index].size, records->queue_size);
	case -EBADMSG:
		return vhu_refuse(&server->why,
		                  "queue %u: the record of what is in flight is none",
		                  index);
	default:
		return vhu_refuse(&server->why,
		                  "queue %u: cannot record what is in flight: %s", index,
		                  strerror(-error));
	}
}

/* The record of a ring; NULL: the features have changed since, and it is not there. */
static void *record_of(const vhu_server *server, unsigned int index)
{
	const struct vhu_records *records = &server->records;
	const uint64_t each = vqs_inflight_bytes(records->queue_size, packed(server));

	if (index >= records->queues || (index + 1) * each > records->size)
		return NULL;
	return records->base + index * each;
}

int vhu_inflight_start(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];
	void *record;
	int r;

	if (!server->records.base)
		return 0;
	record = record_of(server, index);
	if (!record) {
		vqs_device_queue_stop(server->device, (uint16_t)index);
		return vhu_refuse(&server->why,
		                  "queue %u: there is no record of what is in flight for "
		                  "it, in %" PRIu64 " bytes for %u queues",
		                  index, server->records.size, server->records.queues);
	}
	r = vqs_device_queue_track(server->device, (uint16_t)index, record,
	                           server->records.queue_size,
	                           ring->go_on && !ring->renewed);
	if (r == 0)
		return 0;
	vqs_device_queue_stop(server->device, (uint16_t)index);
	return refuse_record(server, index, r);
}

void vhu_inflight_reset(vhu_server *server)
{
	for (unsigned int i = 0; i < server->ring_count; i++)
		server->rings[i].go_on = false;
}

void vhu_inflight_close(vhu_server *server)
{
	if (server->records.base)
		munmap(server->records.base, server->records.size);
	server->records = (struct vhu_records){ .base = NULL };
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A block device on a file: vqs-blk --socket PATH [--read-only] [--queues N] [--poll] FILE
 *
 * Everything but what a disk does is generated from types/blk.yaml.
 *
 * virtio 1.4, Device Types / Block Device.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "blk_device.h"
#include "serve.h"

#define SECTOR   512
#define SEGMENTS 126 /* of data in one request: with header and status half a queue */
#define PIECES   64  /* for one system call */

/* After so many requests, or bytes, the driver gets what is done, while others wait. */
#define FLUSH_COUNT 8
#define FLUSH_BYTES 262144

struct blk {
	struct vqs_device *device;
	int file;
	uint64_t size; /* bytes */
	/* What the driver may not know to be done. */
	unsigned int done;
	uint64_t moved; /* bytes */
	bool read_only;
	uint16_t queues;
};

/* ---- Data ------------------------------------------------------------------ */

/* Where a request's data is on the disk; false: not on it, or not in whole sectors. */
static bool place(const struct blk *blk, uint64_t sector, uint32_t length, uint64_t *at)
{
	if (length % SECTOR || sector > blk->size / SECTOR)
		return false;
	*at = sector * SECTOR;
	return length <= blk->size - *at;
}

/* As many pieces of the span as one system call takes; bytes in them. */
static size_t gather(struct vqs_span *span, struct iovec *pieces, int *count)
{
	struct vqs_segment segment;
	size_t length = 0;

	for (*count = 0; *count < PIECES && vqs_span_next(span, &segment); (*count)++) {
		pieces[*count] = (struct iovec){ segment.base, segment.length };
		length += segment.length;
	}
	return length;
}

/* Drops the first `done` bytes of the pieces. */
static void advance(struct iovec **pieces, int *count, size_t done)
{
	while (*count && done >= (*pieces)->iov_len) {
		done -= (*pieces)->iov_len;
		(*pieces)++;
		(*count)--;
	}
	if (*count) {
		(*pieces)->iov_base = (char *)(*pieces)->iov_base + done;
		(*pieces)->iov_len -= done;
	}
}

typedef ssize_t transfer_function(int, const struct iovec *, int, off_t);

/* Moves all of the span from or to the file. */
static bool transfer(const struct blk *blk, struct vqs_span span, uint64_t at,
                     transfer_function *function)
{
	struct iovec room[PIECES], *pieces = room;
	int count = 0;

	while (span.length || count) {
		ssize_t done;

		if (!count) {
			pieces = room;
			gather(&span, pieces, &count);
		}
		done = function(blk->file, pieces, count, (off_t)at);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += (uint64_t)done;
		advance(&pieces, &count, (size_t)done);
	}
	return true;
}

/* The driver can make use of what is done while we do the rest. */
static void done(struct blk *blk, uint32_t length)
{
	blk->moved += length;
	if (++blk->done < FLUSH_COUNT && blk->moved < FLUSH_BYTES)
		return;
	blk->done = 0;
	blk->moved = 0;
	vqs_device_flush(blk->device);
}

/* ---- Requests -------------------------------------------------------------- */

void blk_in(struct blk *blk, struct vqs_request *request, const struct blk_in *asked)
{
	struct blk_in_reply reply = { .data = blk_in_data(request), .status = BLK_S_OK };
	uint64_t at;

	if (!place(blk, asked->sector, reply.data.length, &at) ||
	    !transfer(blk, reply.data, at, preadv))
		blk_refuse(request, BLK_S_IOERR);
	else
		blk_in_done(request, &reply);
	done(blk, reply.data.length);
}

void blk_out(struct blk *blk, struct vqs_request *request, const struct blk_out *asked)
{
	uint32_t length = asked->data.length; /* it is gone with the request */
	uint64_t at;

	if (blk->read_only || !place(blk, asked->sector, length, &at) ||
	    !transfer(blk, asked->data, at, pwritev))
		blk_refuse(request, BLK_S_IOERR);
	else
		blk_out_done(request);
	done(blk, length);
}

void blk_flush(struct blk *blk, struct vqs_request *request,
               const struct blk_flush *asked)
{
	(void)asked;
	if (fdatasync(blk->file) < 0)
		blk_refuse(request, BLK_S_IOERR);
	else
		blk_flush_done(request);
}

void blk_get_id(struct blk *blk, struct vqs_request *request,
                const struct blk_get_id *asked)
{
	(void)blk;
	(void)asked;
	blk_get_id_done(request, &(struct blk_get_id_reply){ .id = "vqsmith",
	                                                     .status = BLK_S_OK });
}

/* ---- The program ------------------------------------------------------------ */

static const struct vqs_device_class blk_class = {
	.type = &blk_type,
	.handlers = blk_handlers,
	.complaint = serve_complaint,
};

static int open_file(struct blk *blk, const char *path)
{
	struct stat stat;

	blk->file = open(path, (blk->read_only ? O_RDONLY : O_RDWR) | O_CLOEXEC);
	if (blk->file < 0 || fstat(blk->file, &stat) < 0) {
		fprintf(stderr, "blk: cannot open %s: %s\n", path, strerror(errno));
		return -1;
	}
	blk->size = (uint64_t)stat.st_size / SECTOR * SECTOR;
	return 0;
}

static int make_device(struct blk *blk)
{
	const struct blk_config config = {
		.capacity = blk->size / SECTOR,
		.seg_max = SEGMENTS,
		.blk_size = SECTOR,
		.num_queues = blk->queues,
	};
	int wanted[6] = { BLK_F_SEG_MAX, BLK_F_BLK_SIZE, BLK_F_FLUSH }, count = 3;
	struct vqs_device_options options = { .queue_size = 0 };
	int error;

	if (blk->read_only)
		wanted[count++] = BLK_F_RO;
	if (blk->queues > 1)
		wanted[count++] = BLK_F_MQ;
	wanted[count] = -1;
	options.withhold = serve_withhold(&blk_type, wanted);
	error = vqs_device_create(&blk->device, &blk_class, blk, &config, &options);
	if (error)
		fprintf(stderr, "blk: cannot make the device: %s\n", strerror(-error));
	return error;
}

static int usage(int status)
{
	fputs("usage: vqs-blk --socket PATH [--read-only] [--queues N] [--poll] FILE\n"
	      "A virtio block device on a file, over vhost-user, with up to 64 "
	      "virtqueues.\n"
	      "--poll: keep looking for requests while there is a driver, never sleep.\n",
	      status ? stderr : stdout);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "socket", required_argument, NULL, 's' },
		{ "read-only", no_argument, NULL, 'r' },
		{ "queues", required_argument, NULL, 'q' },
		{ "poll", no_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	struct blk blk = { .file = -1, .queues = 1 };
	struct serve_hooks hooks = { .poll = false };
	const char *socket = NULL;
	int option, status = EXIT_FAILURE;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 's')
			socket = optarg;
		else if (option == 'r')
			blk.read_only = true;
		else if (option == 'p')
			hooks.poll = true;
		else if (option == 'q' && atoi(optarg) >= 1 && atoi(optarg) <= 64)
			blk.queues = (uint16_t)atoi(optarg);
		else
			return usage(option == 'h' ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	if (!socket || optind != argc - 1)
		return usage(EXIT_FAILURE);
	if (open_file(&blk, argv[optind]) == 0 && make_device(&blk) == 0)
		status = serve("blk", blk.device, socket, &hooks, NULL);
	vqs_device_destroy(blk.device);
	if (blk.file >= 0)
		close(blk.file);
	return status;
}

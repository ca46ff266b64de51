/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A disk for the drivers that nobody here wrote: the block device's type as
 * far as IN, OUT, FLUSH and GET_ID, on a file, over vhost-user.
 *
 *   disk SOCKET FILE [in-band | shuffle COUNT]
 *
 * SIGHUP makes it look at the file's size again, and tell the driver. With shuffle it
 * keeps reads and writes, does them in any order, and kills itself after COUNT of them, as
 * soon as it has several: so often in the middle of one that is done and not told.
 *
 * virtio 1.4, Block Device.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vqsmith/device.h>
#include <vqsmith/vhost_user.h>

#define SECTOR 512

enum { STATUS_OK, STATUS_IOERR, STATUS_UNSUPPORTED };

/* ---- The type ----------------------------------------------------------------- */

struct config {
	uint64_t capacity;
};

struct header {
	uint64_t sector;
};

struct out_readable {
	uint64_t sector;
	struct vqs_span data;
};

struct in_writable {
	struct vqs_span data;
	uint8_t status;
};

struct status_writable {
	uint8_t status;
};

struct id_writable {
	uint8_t id[20];
	uint8_t status;
};

#define FIELD(wire, what, type, member)                                                  \
	.name = #member, .kind = (what), .offset = (wire),                               \
	.memory = offsetof(struct type, member)
#define HEADER                                                                           \
	{ .name = "type",                                                                \
	  .kind = VQS_LE32,                                                              \
	  .memory = VQS_NOWHERE,                                                         \
	  .flags = VQS_OPCODE },                                                         \
	{                                                                                \
		.name = "ioprio", .kind = VQS_LE32, .offset = 4, .memory = VQS_NOWHERE,  \
		.flags = VQS_RESERVED                                                    \
	}

static const struct vqs_field config_fields[] = {
	{ FIELD(0, VQS_LE64, config, capacity) },
};
static const struct vqs_field header_fields[] = {
	HEADER,
	{ FIELD(8, VQS_LE64, header, sector) },
};
static const struct vqs_field out_fields[] = {
	HEADER,
	{ FIELD(8, VQS_LE64, out_readable, sector) },
	{ FIELD(16, VQS_U8, out_readable, data), .extent = VQS_REST },
};
static const struct vqs_field in_fields[] = {
	{ FIELD(0, VQS_U8, in_writable, data), .extent = VQS_REST },
	{ FIELD(0, VQS_U8, in_writable, status), .flags = VQS_STATUS },
};
static const struct vqs_field status_fields[] = {
	{ FIELD(0, VQS_U8, status_writable, status), .flags = VQS_STATUS },
};
static const struct vqs_field id_fields[] = {
	{ FIELD(0, VQS_U8, id_writable, id), .extent = VQS_ARRAY, .count = 20 },
	{ FIELD(20, VQS_U8, id_writable, status), .flags = VQS_STATUS },
};

#define JUST_HEADER                                                                      \
	{                                                                                \
		header_fields, 3, 16, 16, sizeof(struct header), false, false            \
	}
#define JUST_STATUS                                                                      \
	{                                                                                \
		status_fields, 1, 1, 1, sizeof(struct status_writable), false, false     \
	}

static const struct vqs_message messages[] = {
	{ "in",
	  0,
	  JUST_HEADER,
	  { in_fields, 2, 0, 1, sizeof(struct in_writable), true, false },
	  NULL,
	  STATUS_OK },
	{ "out",
	  1,
	  { out_fields, 4, 16, 16, sizeof(struct out_readable), true, false },
	  JUST_STATUS,
	  NULL,
	  STATUS_OK },
	{ "flush", 4, JUST_HEADER, JUST_STATUS, NULL, STATUS_OK },
	{ "id",
	  8,
	  JUST_HEADER,
	  { id_fields, 2, 21, 21, sizeof(struct id_writable), false, false },
	  NULL,
	  STATUS_OK },
};

static const struct vqs_family family = {
	.name = "request",
	.messages = messages,
	.message_count = 4,
	.opcode = { .kind = VQS_LE32, .present = true },
	.status = { .kind = VQS_U8,
	            .present = true,
	            .writable = true,
	            .from_end = true,
	            .offset = 1 },
	.answer = { .unsupported = STATUS_UNSUPPORTED,
	            .invalid = STATUS_IOERR,
	            .has_unsupported = true,
	            .has_invalid = true },
	.tolerant = true,
};

static const struct vqs_queue_type queue = {
	.name = "requests", .family = &family, .size = 256, .most = 1, .count_field = -1
};

#define F_FLUSH 9

static const struct vqs_feature_type features[] = {
	{ .name = "FLUSH", .bit = F_FLUSH },
};

static const struct vqs_type type = {
	.name = "blk",
	.summary = "A block device.",
	.id = 2,
	.features = { { 1u << F_FLUSH, 0 } },
	.feature_types = features,
	.feature_count = 1,
	.config = { .name = "config",
	            .fields = config_fields,
	            .field_count = 1,
	            .size = 8,
	            .memory = sizeof(struct config) },
	.queues = &queue,
	.queue_count = 1,
	.families = &family,
	.family_count = 1,
};

/* ---- The device ---------------------------------------------------------------- */

/* With shuffle: so many are kept, and so many it has when it kills itself. */
#define KEPT_MOST  48
#define KEPT_LEAST 4

struct disk {
	int file;
	struct vqs_device *device;
	int left; /* to be done, with shuffle; 0: without */
	struct vqs_request *kept[KEPT_MOST];
	unsigned int count; /* of them */
};

/* Moves what the span holds to or from the file. */
static bool transfer(const struct disk *disk, struct vqs_span data, uint64_t sector,
                     bool out)
{
	const struct config *config = vqs_device_config(disk->device);
	off_t at = (off_t)(sector * SECTOR);
	struct vqs_segment piece;

	if (sector > config->capacity ||
	    data.length > (config->capacity - sector) * SECTOR)
		return false;
	while (vqs_span_next(&data, &piece)) {
		ssize_t r = out ? pwrite(disk->file, piece.base, piece.length, at)
		                : pread(disk->file, piece.base, piece.length, at);

		if (r != (ssize_t)piece.length)
			return false;
		at += r;
	}
	return true;
}

static void carry_in(struct disk *self, struct vqs_request *request)
{
	const struct header *header = request->readable;
	struct in_writable writable = { .data = vqs_request_part(request, 0) };

	writable.status = transfer(self, writable.data, header->sector, false)
	                          ? STATUS_OK
	                          : STATUS_IOERR;
	vqs_request_complete(request, &writable);
}

static void carry_out(struct disk *self, struct vqs_request *request)
{
	const struct out_readable *readable = request->readable;
	bool good = transfer(self, readable->data, readable->sector, true);
	const struct status_writable writable = { good ? STATUS_OK : STATUS_IOERR };

	if (self->left < 0 && self->count >= KEPT_LEAST) {
		fprintf(stderr, "disk: dies with %u requests\n", self->count + 1);
		kill(getpid(), SIGKILL);
	}
	vqs_request_complete(request, &writable);
}

static void carry(struct disk *disk, struct vqs_request *request)
{
	if (request->message == &messages[0])
		carry_in(disk, request);
	else
		carry_out(disk, request);
}

/* Any of those that are kept. */
static void carry_any(struct disk *disk)
{
	unsigned int which = (unsigned int)rand() % disk->count;
	struct vqs_request *request = disk->kept[which];

	disk->kept[which] = disk->kept[--disk->count];
	if (--disk->left == 0)
		disk->left = -1;
	carry(disk, request);
}

static void in_or_out(void *self, struct vqs_request *request)
{
	struct disk *disk = self;

	if (!disk->left) {
		carry(disk, request);
		return;
	}
	if (disk->count == KEPT_MOST)
		carry_any(disk);
	disk->kept[disk->count++] = request;
}

static void flush(void *self, struct vqs_request *request)
{
	const struct disk *disk = self;
	const struct status_writable writable = { fsync(disk->file) ? STATUS_IOERR
		                                                    : STATUS_OK };

	vqs_request_complete(request, &writable);
}

static void id(void *self, struct vqs_request *request)
{
	const struct id_writable writable = { .id = "vqsmith-disk" };

	(void)self;
	vqs_request_complete(request, &writable);
}

static void complaint(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "disk: %s\n", text);
}

static void say(const char *what)
{
	fprintf(stderr, "disk: %s\n", what);
}

static void started(void *self)
{
	(void)self;
	say("started");
}

static void reset(void *self)
{
	((struct disk *)self)->count = 0;
	say("reset");
}

static vqs_handler *const handlers[] = { in_or_out, in_or_out, flush, id };
static vqs_handler *const *const families[] = { handlers };

static const struct vqs_device_class class = {
	.type = &type,
	.handlers = families,
	.started = started,
	.reset = reset,
	.complaint = complaint,
};

/* ---- The program ---------------------------------------------------------------- */

static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int look_at_size(const struct disk *disk, struct config *config)
{
	struct stat file;

	if (fstat(disk->file, &file) < 0)
		return -errno;
	config->capacity = (uint64_t)file.st_size / SECTOR;
	return 0;
}

/* False: it is time to go. */
static bool on_signal(struct disk *disk, int signals)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof(info)) != sizeof(info) ||
	    info.ssi_signo != SIGHUP)
		return false;
	if (look_at_size(disk, vqs_device_config(disk->device)) == 0)
		vqs_device_config_changed(disk->device);
	return true;
}

static void serve(struct disk *disk, struct vqs_vhost_user_server *server)
{
	struct pollfd fds[2] = {
		{ .fd = vqs_vhost_user_fd(server), .events = POLLIN },
		{ .fd = catch_signals(), .events = POLLIN },
	};
	bool more = true;
	int ready;

	say("listening");
	while (more && (ready = poll(fds, 2, disk->count ? 1 : -1)) >= 0) {
		/* Some stay, for which there is another time. */
		for (unsigned int i = disk->count / 2 + 1; ready == 0 && i > 0; i--)
			carry_any(disk);
		if (fds[1].revents)
			more = on_signal(disk, fds[1].fd);
		vqs_vhost_user_process(server);
	}
	close(fds[1].fd);
}

static int run(struct disk *disk, const char *path, bool in_band)
{
	const struct vqs_vhost_user_options options = { .inband_notifications = in_band };
	struct vqs_vhost_user_server *server;
	struct config config;
	int r = look_at_size(disk, &config);

	if (r == 0)
		r = vqs_device_create(&disk->device, &class, disk, &config, NULL);
	if (r < 0)
		return r;
	r = vqs_vhost_user_listen(&server, disk->device, path, &options);
	if (r == 0) {
		serve(disk, server);
		vqs_vhost_user_destroy(server);
	}
	vqs_device_destroy(disk->device);
	return r;
}

int main(int argc, char **argv)
{
	struct disk disk = { .file = argc > 2 ? open(argv[2], O_RDWR | O_CLOEXEC) : -1 };
	int r;

	if (disk.file < 0 || vqs_vhost_user_guard_install() < 0) {
		fprintf(stderr, "usage: disk SOCKET FILE [in-band | shuffle COUNT]\n");
		return 2;
	}
	if (argc > 4 && strcmp(argv[3], "shuffle") == 0)
		disk.left = atoi(argv[4]);
	srand((unsigned int)getpid());
	r = run(&disk, argv[1], argc > 3 && strcmp(argv[3], "in-band") == 0);
	if (r < 0)
		fprintf(stderr, "disk: %s: %s\n", argv[1], strerror(-r));
	close(disk.file);
	return r < 0;
}

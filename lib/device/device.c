/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device as a whole: making it, attaching it to a transport, complaints.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "internal.h"

/* Whether a request may be held so long that those behind it must not wait for it. */
static bool holds_long(const struct vqs_device_class *class)
{
	const struct vqs_type *type = class->type;

	for (uint32_t i = 0; i < type->queue_count; i++)
		if (type->queues[i].holds)
			return true;
	return class->any_order;
}

/* Of 24..49, what the runtime can do. */
static struct vqs_features runtime_features(const struct vqs_device_class *class)
{
	struct vqs_features set = { { 0, 0 } };

	vqs_features_add(&set, VQS_F_INDIRECT_DESC);
	vqs_features_add(&set, VQS_F_EVENT_IDX);
	vqs_features_add(&set, VQS_F_RING_PACKED);
	vqs_features_add(&set, VQS_F_NOTIFICATION_DATA);
	vqs_features_add(&set, VQS_F_RING_RESET);
	if (!holds_long(class))
		vqs_features_add(&set, VQS_F_IN_ORDER);
	return set;
}

static bool overlap(const struct vqs_features *a, const struct vqs_features *b)
{
	return (a->word[0] & b->word[0]) || (a->word[1] & b->word[1]);
}

/* Leaves out what is not offered beside others that are. */
static void yield_offers(struct vqs_device *device)
{
	const struct vqs_type *type = device->class->type;

	for (uint32_t i = 0; i < type->feature_count; i++)
		if (overlap(&type->feature_types[i].superiors, &device->offered))
			vqs_features_drop(&device->offered, type->feature_types[i].bit);
}

static void offer(struct vqs_device *device, const struct vqs_device_options *options)
{
	const struct vqs_features *type = &device->class->type->features;
	struct vqs_features ring = runtime_features(device->class);

	for (unsigned int i = 0; i < VQS_FEATURE_BITS / 64; i++)
		device->offered.word[i] =
		        (type->word[i] & ~options->withhold.word[i]) |
		        (ring.word[i] & ~options->withhold_ring.word[i]);
	vqs_features_add(&device->offered, VQS_F_VERSION_1);
	yield_offers(device);
}

/*
 * What is offered has to be acceptable: a feature only with what it requires,
 * and one of those of which a driver has to accept one.
 * Two that conflict may both be offered, the driver then chooses.
 */
static int check_offer(const struct vqs_device *device)
{
	const struct vqs_type *type = device->class->type;

	for (uint32_t i = 0; i < type->feature_count; i++) {
		const struct vqs_feature_type *feature = &type->feature_types[i];
		bool offered = vqs_features_has(&device->offered, feature->bit);

		if (!offered && (feature->required || feature->always))
			return -EINVAL;
		if (offered && !vqs_condition_holds(&feature->requires, &device->offered))
			return -EINVAL;
	}
	return vqs_type_lacks(type, &device->offered, &device->offered) ? -EINVAL : 0;
}

static int check_size(const struct vqs_device_options *options)
{
	uint16_t size = options->queue_size;

	return size > VQS_QUEUE_SIZE_MAX || size & (size - 1) ? -EINVAL : 0;
}

int vqs_device_create(struct vqs_device **out, const struct vqs_device_class *class,
                      void *self, const void *config,
                      const struct vqs_device_options *options)
{
	static const struct vqs_device_options no_options;
	struct vqs_device *device;
	int error;

	*out = NULL;
	options = options ? options : &no_options;
	device = calloc(1, sizeof(*device));
	if (!device)
		return -ENOMEM;
	device->class = class;
	device->self = self;
	device->queue_size = options->queue_size;
	offer(device, options);
	error = check_size(options);
	if (!error)
		error = check_offer(device);
	if (!error)
		error = config_init(device, config);
	if (!error)
		error = rows_init(device);
	if (error) {
		vqs_device_destroy(device);
		return error;
	}
	*out = device;
	return 0;
}

void vqs_device_destroy(struct vqs_device *device)
{
	if (!device)
		return;
	if (device->functions)
		vqs_device_detach(device);
	for (unsigned int i = 0; i < device->queue_count; i++)
		queue_drop(device->queues[i]);
	pool_discard_stopped(device, -1);
	config_fini(device);
	rows_fini(device);
	free(device);
}

int vqs_device_attach(struct vqs_device *device,
                      const struct vqs_device_transport *functions, void *transport)
{
	if (device->functions)
		return -EBUSY;
	device->functions = functions;
	device->transport = transport;
	return 0;
}

void vqs_device_detach(struct vqs_device *device)
{
	vqs_device_reset(device);
	device->functions = NULL;
	device->transport = NULL;
}

const struct vqs_type *vqs_device_type(const struct vqs_device *device)
{
	return device->class->type;
}

const struct vqs_features *vqs_device_offered(const struct vqs_device *device)
{
	return &device->offered;
}

const struct vqs_features *vqs_device_negotiated(const struct vqs_device *device)
{
	return &device->negotiated;
}

bool vqs_device_live(const struct vqs_device *device)
{
	return device_runs(device) && !(device->status & VQS_STATUS_NEEDS_RESET);
}

/*
 * A driver and a front end can do wrong as often as they like, and some of it
 * is reported each time: so many lines at once, and then so many a second.
 */
#define LINES_AT_ONCE  256
#define LINES_A_SECOND 16

static int64_t milliseconds(void)
{
	struct timespec now = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool may_complain(struct complaints *complaints)
{
	int64_t now = milliseconds();
	int64_t more = (now - complaints->since) * LINES_A_SECOND / 1000;

	if (more > 0 || !complaints->since) {
		complaints->since = now;
		more += complaints->left;
		complaints->left =
		        more < LINES_AT_ONCE ? (unsigned int)more : LINES_AT_ONCE;
	}
	if (complaints->left) {
		complaints->left--;
		return true;
	}
	complaints->lost++;
	return false;
}

static void tell_lost(struct vqs_device *device)
{
	char text[80];

	snprintf(text, sizeof(text), "%u complaints before this one were left out",
	         device->complaints.lost);
	device->complaints.lost = 0;
	device->class->complaint(device->self, text);
}

static __attribute__((format(printf, 2, 0))) void
complain(struct vqs_device *device, const char *format, va_list arguments)
{
	char text[256];

	if (!device->class->complaint || !may_complain(&device->complaints))
		return;
	if (device->complaints.lost)
		tell_lost(device);
	vsnprintf(text, sizeof(text), format, arguments);
	device->class->complaint(device->self, text);
}

void vqs_device_complain(struct vqs_device *device, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(device, format, arguments);
	va_end(arguments);
}

/* The first few, then each that doubles their number: a log that cannot be flooded. */
void complain_often(struct vqs_device *device, unsigned int *count, const char *format,
                    ...)
{
	va_list arguments;
	unsigned int number = ++*count;

	if (number > 16 && number & (number - 1))
		return;
	va_start(arguments, format);
	complain(device, format, arguments);
	va_end(arguments);
	if (number == 16)
		vqs_device_complain(device,
		                    "from here on only some of the like are reported");
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The life cycle: features, device status, reset.
 *
 * virtio 1.4, Device Status Field; Feature Bits; Device Initialization.
 */
#include <string.h>

#include "internal.h"

/* What a driver may set; NEEDS_RESET is the device's. */
#define DRIVER_BITS                                                                      \
	(VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER | VQS_STATUS_DRIVER_OK |             \
	 VQS_STATUS_FEATURES_OK | VQS_STATUS_FAILED)

void vqs_device_accept(struct vqs_device *device, const struct vqs_features *features)
{
	if (device->status & VQS_STATUS_FEATURES_OK) {
		vqs_device_complain(device,
		                    "the driver accepts features after FEATURES_OK; "
		                    "ignored until it resets the device");
		return;
	}
	device->accepted = *features;
}

/* The lowest bit of `part` that is not in `whole`. */
static unsigned int first_beyond(const struct vqs_features *part,
                                 const struct vqs_features *whole)
{
	unsigned int bit = 0;

	while (!vqs_features_has(part, bit) || vqs_features_has(whole, bit))
		bit++;
	return bit;
}

static bool features_acceptable(struct vqs_device *device)
{
	const struct vqs_features *accepted = &device->accepted;
	const struct vqs_feature_type *refused;

	if (!vqs_features_within(accepted, &device->offered)) {
		vqs_device_complain(device,
		                    "the driver accepts feature bit %u, which was not "
		                    "offered",
		                    first_beyond(accepted, &device->offered));
		return false;
	}
	if (!vqs_features_has(accepted, VQS_F_VERSION_1)) {
		vqs_device_complain(device,
		                    "the driver does not accept VERSION_1; a legacy "
		                    "driver cannot use this device");
		return false;
	}
	refused = vqs_type_refuses(device->class->type, &device->offered, accepted);
	if (refused)
		vqs_device_complain(device,
		                    "the driver's choice of features breaks what %s "
		                    "(bit %u) %s",
		                    refused->name, refused->bit,
		                    vqs_features_has(accepted, refused->bit)
		                            ? "requires"
		                            : "is required for");
	return !refused;
}

static void set_features_ok(struct vqs_device *device)
{
	if (!features_acceptable(device))
		return;
	device->status |= VQS_STATUS_FEATURES_OK;
	device->negotiated = device->accepted;
	vqs_type_imply(device->class->type, &device->negotiated);
	rows_lay_out(device);
	config_negotiated(device);
	if (device->class->negotiated)
		device->class->negotiated(device->self, &device->negotiated);
}

/*
 * Buffers may have been made available before DRIVER_OK, and their
 * notification is gone. No more of them than a queue holds.
 */
static void catch_up(struct vqs_device *device)
{
	const unsigned int enough = VQS_QUEUE_SIZE_MAX / BATCH;

	for (unsigned int i = 0; i < device->queue_count; i++)
		for (unsigned int n = 0; n < enough; n++)
			if (!vqs_device_queue_notified(device, (uint16_t)i))
				break;
}

static void set_driver_ok(struct vqs_device *device)
{
	if (!(device->status & VQS_STATUS_FEATURES_OK)) {
		vqs_device_complain(device,
		                    "the driver sets DRIVER_OK without FEATURES_OK; "
		                    "ignored");
		return;
	}
	device->status |= VQS_STATUS_DRIVER_OK;
	if (device->class->started)
		device->class->started(device->self);
	if (device->config.notice || device->status & VQS_STATUS_NEEDS_RESET)
		device_notify_config(device);
	catch_up(device);
}

uint8_t vqs_device_status(const struct vqs_device *device)
{
	return device->status;
}

void vqs_device_set_status(struct vqs_device *device, uint8_t status)
{
	uint8_t added = status & DRIVER_BITS & ~device->status;

	queues_upset(device);
	if (status == 0) {
		vqs_device_reset(device);
		return;
	}
	if (device->status & DRIVER_BITS & ~status)
		vqs_device_complain(device,
		                    "the driver clears status bits 0x%02x without a "
		                    "reset; ignored",
		                    device->status & DRIVER_BITS & ~status);
	device->status |=
	        added & (VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER | VQS_STATUS_FAILED);
	if (added & VQS_STATUS_FEATURES_OK)
		set_features_ok(device);
	if (added & VQS_STATUS_DRIVER_OK)
		set_driver_ok(device);
}

/*
 * Queues stop first, so that a request which class->reset completes in spite
 * of its contract is dropped and does no harm.
 */
void vqs_device_reset(struct vqs_device *device)
{
	const struct vqs_features none = { { 0, 0 } };

	device->status = 0;
	device->given_up = false;
	device->accepted = none;
	device->negotiated = none;
	for (unsigned int i = 0; i < device->queue_count; i++) {
		queue_drop(device->queues[i]);
		device->queues[i]->ring.fault = VQS_FAULT_NONE;
	}
	rows_lay_out(device);
	config_reset(device);
	if (device->class->reset)
		device->class->reset(device->self);
	pool_discard_stopped(device, -1);
}

/*
 * Sent once the driver is there to take it (DRIVER_OK); until then owed to a
 * driver that may have read the old values.
 */
void device_notify_config(struct vqs_device *device)
{
	device->config.notice = device->status != 0;
	if (!device->functions || !(device->status & VQS_STATUS_DRIVER_OK))
		return;
	device->config.notice = false;
	if (device->functions->notify_config)
		device->functions->notify_config(device->transport);
}

void device_set_needs_reset(struct vqs_device *device)
{
	if (device->status & VQS_STATUS_NEEDS_RESET)
		return;
	device->status |= VQS_STATUS_NEEDS_RESET;
	device_notify_config(device);
}

void vqs_device_needs_reset(struct vqs_device *device)
{
	queues_upset(device);
	device->given_up = true;
	device_set_needs_reset(device);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/* virtio 1.4, General Initialization And Device Operation / Device Initialization. */
#define _POSIX_C_SOURCE 200809L
#include "internal.h"

#include <errno.h>
#include <time.h>

#include <vqsmith/device_transport.h> /* status bits */

/*
 * How long a device may take to reset, in milliseconds, and in looks a
 * millisecond apart. Looks that the device delays do not add up to hours.
 */
#define RESET_PATIENCE 2000
#define RESET_LOOKS    1000

static int set_status(struct vqs_driver *driver, uint8_t status)
{
	return driver->transport->functions->set_status(driver->transport, status);
}

static int get_status(struct vqs_driver *driver, uint8_t *status)
{
	return driver->transport->functions->get_status(driver->transport, status);
}

/* The driver may go on only when the status reads 0 (Device Reset; transports). */
int driver_reset_device(struct vqs_driver *driver)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	int64_t end = driver_now() + RESET_PATIENCE;
	uint8_t status = 0;
	int error = set_status(driver, 0);

	for (int looks = 0; !error && looks < RESET_LOOKS; looks++) {
		if (looks && driver_now() > end)
			break;
		error = get_status(driver, &status);
		if (!error && status == 0)
			return 0;
		nanosleep(&pause, NULL);
	}
	if (error)
		return error;
	driver_break(driver, "the device does not reset: its status reads 0x%02x",
	             status);
	return -EPROTO;
}

static int check_type(struct vqs_driver *driver)
{
	uint16_t id = 0;
	int error = driver->transport->functions->device_id(driver->transport, &id);

	if (error)
		return error;
	if (id && id != driver->type->id) {
		driver_break(driver, "the device has the id %u, %s is %u", id,
		             driver->type->name, driver->type->id);
		return -ENODEV;
	}
	return 0;
}

/* Steps 4 to 6: features. */
static int negotiate(struct vqs_driver *driver)
{
	const struct vqs_driver_functions *functions = driver->transport->functions;
	uint8_t status = 0;
	int error = functions->offered(driver->transport, &driver->offered);

	if (!error)
		error = driver_select_features(driver);
	if (!error)
		error = functions->accept(driver->transport, &driver->negotiated);
	vqs_type_imply(driver->type, &driver->negotiated);
	if (!error)
		error = set_status(driver, VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER |
		                                   VQS_STATUS_FEATURES_OK);
	if (!error)
		error = get_status(driver, &status);
	if (error)
		return error;
	if (!(status & VQS_STATUS_FEATURES_OK)) {
		driver_break(driver,
		             "the device refused the features: FEATURES_OK reads 0");
		return -ENOTSUP;
	}
	return 0;
}

/* Step 8, and the first notifications, which must not come before it. */
static int go_live(struct vqs_driver *driver)
{
	uint8_t status = 0;
	int error =
	        set_status(driver, VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER |
	                                   VQS_STATUS_FEATURES_OK | VQS_STATUS_DRIVER_OK);

	if (!error)
		error = get_status(driver, &status);
	if (error)
		return error;
	if (status & VQS_STATUS_NEEDS_RESET) {
		driver_break(driver, "the device needs a reset right after its start");
		return -EPROTO;
	}
	driver->live = true;
	driver_publish_all(driver);
	return driver_broken(driver) ? -EIO : 0;
}

int driver_initialise(struct vqs_driver *driver)
{
	int error = check_type(driver);

	if (!error)
		error = driver_reset_device(driver);
	if (!error)
		error = set_status(driver, VQS_STATUS_ACKNOWLEDGE);
	if (!error)
		error = set_status(driver, VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER);
	if (!error)
		error = negotiate(driver);
	if (!error)
		error = driver_counts_read(driver);
	if (!error)
		error = driver_queues_start(driver);
	if (!error)
		error = go_live(driver);
	if (error)
		/* If even that fails, the device has heard all that we can say. */
		(void)set_status(driver, VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER |
		                                 VQS_STATUS_FAILED);
	return error;
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The in-process transport: a driver end directly on a device end, in one
 * thread and one memory. For tests, simulators and tools.
 */
#ifndef VQSMITH_LOOPBACK_H
#define VQSMITH_LOOPBACK_H

#include <vqsmith/device.h>
#include <vqsmith/driver.h>

/*
 * A driver's transport to the device, which must outlive it. Notifications
 * are delivered when the driver end waits or processes, never from inside a
 * call. Time stands still: a wait for which nothing has been done ends at
 * once, since nobody could do it meanwhile. -EBUSY: the device has a transport.
 */
int vqs_loopback_create(struct vqs_driver_transport **transport,
                        struct vqs_device *device);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* A lamp and a driver of it over loopback (looped.h). */
#include "looped.h"

#include <vqsmith/loopback.h>

void looped_start_as(struct looped *looped, const struct vqs_type *type,
                     const struct vqs_features *withhold)
{
	struct vqs_driver_transport *transport;

	lamp_create_as(&looped->lamp, type, withhold);
	assert_int_equal(vqs_loopback_create(&transport, looped->lamp.device), 0);
	assert_int_equal(vqs_driver_create(&looped->driver, type, transport, NULL,
	                                   &listener_events, &looped->listener),
	                 0);
	looped->listener.driver = looped->driver;
}

void looped_start(struct looped *looped, const struct vqs_features *withhold)
{
	looped_start_as(looped, &lamp_type, withhold);
}

void looped_stop(struct looped *looped)
{
	vqs_driver_destroy(looped->driver);
	lamp_destroy(&looped->lamp);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The configuration space of a vhost-user back end: what the back end tells of
 * it, or, where it leaves it to the VMM (net, fs), what our caller gave.
 */
#include "frontend.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct frontend *of(struct vqs_driver_transport *transport)
{
	return (struct frontend *)transport;
}

int frontend_config_give(struct frontend *frontend, const void *config, uint32_t length)
{
	if (length > VHU_CONFIG_MAX)
		return -ERANGE;
	frontend->given = malloc(length + 1);
	if (!frontend->given)
		return -ENOMEM;
	memcpy(frontend->given, config, length);
	frontend->given_length = length;
	return 0;
}

/* Where `length` bytes at `offset` of what was given are. */
static int given_at(struct frontend *frontend, uint32_t offset, uint32_t length,
                    uint8_t **at)
{
	if (!frontend->given)
		return -ENOTSUP;
	if (length > frontend->given_length || offset > frontend->given_length - length)
		return -ERANGE;
	*at = frontend->given + offset;
	return 0;
}

/*
 * Always from the start: back ends on QEMU's library look at the size alone.
 * A reply of no length, or of the size 0, says that there is no such space.
 */
static int ask(struct frontend *frontend, uint32_t offset, void *to, uint32_t length)
{
	const struct vhu_message *reply = &frontend->inbox.message;
	struct vhu_config config = { .size = offset + length };
	int error = frontend_ask_any(
	        frontend,
	        &(struct frontend_request){ .type = VHU_GET_CONFIG,
	                                    .payload = &config,
	                                    .size = VHU_CONFIG_HEAD + config.size });

	if (error)
		return error;
	if (reply->header.size == 0 || reply->payload.config.size == 0)
		return -ERANGE;
	if (reply->header.size != VHU_CONFIG_HEAD + config.size ||
	    reply->payload.config.size != config.size || reply->payload.config.offset)
		return -EPROTO;
	memcpy(to, reply->payload.config.bytes + offset, length);
	return 0;
}

int frontend_config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                        uint32_t length)
{
	struct frontend *frontend = of(transport);
	uint8_t *at;
	int error;

	if (!frontend_speaks(frontend, VHU_PROTOCOL_CONFIG)) {
		error = given_at(frontend, offset, length, &at);
		if (!error)
			memcpy(to, at, length);
		return error;
	}
	if (length > VHU_CONFIG_MAX || offset > VHU_CONFIG_MAX - length)
		return -ERANGE;
	return ask(frontend, offset, to, length);
}

static int tell(struct frontend *frontend, uint32_t offset, const void *from,
                uint32_t length)
{
	struct vhu_config config = { .offset = offset, .size = length };
	int error;

	memcpy(config.bytes, from, length);
	error = frontend_tell(
	        frontend, &(struct frontend_request){ .type = VHU_SET_CONFIG,
	                                              .payload = &config,
	                                              .size = VHU_CONFIG_HEAD + length });
	return error == -EREMOTEIO ? -EACCES : error;
}

int frontend_config_put(struct vqs_driver_transport *transport, uint32_t offset,
                        const void *from, uint32_t length)
{
	struct frontend *frontend = of(transport);
	uint8_t *at;
	int error;

	if (!frontend_speaks(frontend, VHU_PROTOCOL_CONFIG)) {
		error = given_at(frontend, offset, length, &at);
		if (!error)
			memcpy(at, from, length);
		return error;
	}
	if (length > VHU_CONFIG_MAX)
		return -ERANGE;
	return tell(frontend, offset, from, length);
}

/* One message brings all of it, so what is read is never torn. */
int frontend_config_generation(struct vqs_driver_transport *transport,
                               uint32_t *generation)
{
	*generation = 0;
	return of(transport)->gone ? -ENOTCONN : 0;
}

/* SPDX-License-Identifier: BSD-3-Clause */
/* The messages about configuration space. */
#include <errno.h>
#include <string.h>

#include "server.h"

static int check_size(vhu_server *server, const struct vhu_message *message)
{
	const struct vhu_config *config = &message->payload.config;

	if (message->header.size < VHU_CONFIG_HEAD)
		return vhu_refuse(&server->why, "%u bytes of payload are too few",
		                  message->header.size);
	if (config->size > VHU_CONFIG_MAX)
		return vhu_refuse(&server->why, "%u bytes are asked for, the most is %d",
		                  config->size, VHU_CONFIG_MAX);
	return 0;
}

static int check_get(vhu_server *server, const struct vhu_message *message)
{
	const struct vhu_config *config = &message->payload.config;
	uint32_t size = vqs_device_config_size(server->device);
	int r = check_size(server, message);

	if (r < 0 || config->offset < size)
		return r;
	return vhu_refuse(&server->why,
	                  "%u bytes at offset %u are asked for, there are %u",
	                  config->size, config->offset, size);
}

/*
 * Front ends ask for as much as they think a device of the type has, and want
 * exactly that: what is after the end of ours reads as zero. A reply without
 * payload is the protocol's way of saying no.
 */
int vhu_get_config(vhu_server *server, struct vhu_message *message)
{
	struct vhu_config *config = &message->payload.config;
	uint32_t size = vqs_device_config_size(server->device);
	uint32_t have;

	if (check_get(server, message) < 0) {
		vhu_complain_often(server, "refused");
		message->header.size = 0;
		return VHU_ANSWER;
	}
	have = config->size < size - config->offset ? config->size
	                                            : size - config->offset;
	memset(config->bytes, 0, config->size);
	if (have)
		vqs_device_config_get(server->device, config->offset, config->bytes,
		                      have);
	message->header.size = VHU_CONFIG_HEAD + config->size;
	return VHU_ANSWER;
}

int vhu_set_config(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_config *config = &message->payload.config;
	int r = check_size(server, message);

	if (r < 0)
		return r;
	if (message->header.size < VHU_CONFIG_HEAD + config->size)
		return vhu_refuse(&server->why,
		                  "%u bytes of payload are too few for %u "
		                  "of configuration",
		                  message->header.size, config->size);
	if (config->flags)
		return vhu_refuse(&server->why, "migration (flags 0x%x) is not served",
		                  config->flags);
	r = vqs_device_config_put(server->device, config->offset, config->bytes,
	                          config->size);
	if (r == 0)
		return 0;
	vhu_refuse(&server->why, "%u bytes at offset %u: %s", config->size,
	           config->offset,
	           r == -ERANGE ? "outside of configuration space" : "not to be written");
	return r == -ERANGE ? -EINVAL : -EACCES;
}

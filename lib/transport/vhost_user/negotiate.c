/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Features, protocol features and the device status.
 *
 * A front end may keep the device status with the driver and tell us nothing
 * of it. Until it sends SET_STATUS we set the bits in its place: features are
 * agreed on with SET_FEATURES, and the device goes live when the queues that
 * the front end started are enabled.
 */
#include <errno.h>

#include "feature_name.h"
#include "server.h"

#define PROTOCOL_FEATURES (UINT64_C(1) << VHU_F_PROTOCOL_FEATURES)

#define READY (VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER)

/*
 * Not for this transport: ACCESS_PLATFORM would want an IOMMU's messages, and an
 * eventfd carries no NOTIFICATION_DATA. The protocol has no message for RING_RESET
 * either; stopping a ring and starting it from the beginning would do, but QEMU accepts
 * the bit for its driver and then tells us nothing, so that the driver's new ring and our
 * old one go separate ways. Hence only for front ends that are known to do it.
 */
static uint64_t offered(const vhu_server *server)
{
	uint64_t not_here = UINT64_C(1) << VQS_F_ACCESS_PLATFORM |
	                    UINT64_C(1) << VQS_F_NOTIFICATION_DATA | PROTOCOL_FEATURES;

	if (!server->options.ring_reset)
		not_here |= UINT64_C(1) << VQS_F_RING_RESET;
	return vqs_device_offered(server->device)->word[0] & ~not_here;
}

static uint64_t offered_protocol(const vhu_server *server)
{
	uint64_t features =
	        1u << VHU_PROTOCOL_MQ | 1u << VHU_PROTOCOL_REPLY_ACK |
	        1u << VHU_PROTOCOL_BACKEND_REQ | 1u << VHU_PROTOCOL_CONFIG |
	        1u << VHU_PROTOCOL_INFLIGHT_SHMFD | 1u << VHU_PROTOCOL_RESET_DEVICE |
	        1u << VHU_PROTOCOL_CONFIGURE_MEM_SLOTS | 1u << VHU_PROTOCOL_STATUS;

	if (server->options.inband_notifications)
		features |= 1u << VHU_PROTOCOL_INBAND_NOTIFICATIONS;
	return features;
}

bool vhu_negotiated(const vhu_server *server)
{
	return vqs_device_status(server->device) & VQS_STATUS_FEATURES_OK;
}

int vhu_get_features(vhu_server *server, struct vhu_message *message)
{
	message->header.size = sizeof(uint64_t);
	message->payload.u64 = offered(server) | PROTOCOL_FEATURES;
	return VHU_ANSWER;
}

/* Whether what SET_FEATURES told is acceptable; else which feature stands in the way. */
static int check_features(vhu_server *server)
{
	const struct vqs_type *type = vqs_device_type(server->device);
	const struct vqs_features accepted = { { server->features &
		                                 ~PROTOCOL_FEATURES } };
	const struct vqs_features *all = vqs_device_offered(server->device);
	uint64_t surplus = accepted.word[0] & ~offered(server);
	const struct vqs_feature_type *feature;
	char name[80];

	if (surplus) {
		vhu_feature_name(type, (unsigned int)__builtin_ctzll(surplus), name,
		                 sizeof(name));
		return vhu_refuse(&server->why, "%s was not offered", name);
	}
	if (!vqs_features_has(&accepted, VQS_F_VERSION_1))
		return vhu_refuse(&server->why, "feature VIRTIO_F_VERSION_1 (bit 32) was "
		                                "not accepted: a legacy driver");
	feature = vqs_type_refuses(type, all, &accepted);
	if (!feature)
		return 0;
	vhu_feature_name(type, feature->bit, name, sizeof(name));
	return vhu_refuse(&server->why, "%s %s", name,
	                  vqs_features_has(&accepted, feature->bit)
	                          ? "cannot go with the others accepted"
	                          : "is required and was not accepted");
}

/*
 * Whether features were accepted of which one does not go with the others. Linux
 * tells all that its driver knows, and tells again when the driver has looked at
 * them and dropped some (virtio_driver.validate): these are not the last word.
 */
static bool contradictory(const vhu_server *server)
{
	const struct vqs_features accepted = { { server->features &
		                                 ~PROTOCOL_FEATURES } };
	const struct vqs_feature_type *feature;

	if (accepted.word[0] & ~offered(server) ||
	    !vqs_features_has(&accepted, VQS_F_VERSION_1))
		return false;
	feature = vqs_type_refuses(vqs_device_type(server->device),
	                           vqs_device_offered(server->device), &accepted);
	return feature && vqs_features_has(&accepted, feature->bit);
}

/* Has the device agree, with this status. */
static int agree(vhu_server *server, uint8_t status)
{
	const struct vqs_features accepted = { { server->features &
		                                 ~PROTOCOL_FEATURES } };
	int r = check_features(server);

	if (r < 0)
		return r;
	vqs_device_accept(server->device, &accepted);
	vqs_device_set_status(server->device, status | READY | VQS_STATUS_FEATURES_OK);
	if (vhu_negotiated(server))
		return 0;
	return vhu_refuse(&server->why, "the device refused features 0x%llx",
	                  (unsigned long long)accepted.word[0]);
}

int vhu_renegotiate(vhu_server *server)
{
	uint8_t had = vqs_device_status(server->device);

	vqs_device_set_status(server->device, had | VQS_STATUS_ACKNOWLEDGE);
	vqs_device_set_status(server->device, had | READY);
	return agree(server, had);
}

static void reset(vhu_server *server)
{
	vhu_rings_stop(server);
	vqs_device_reset(server->device);
}

/*
 * Where there are several queues, QEMU sends SET_FEATURES once for each pair
 * while the first ones run already: the same features again mean nothing then.
 */
int vhu_set_features(vhu_server *server, struct vhu_message *message)
{
	uint64_t features = message->payload.u64;
	int r;

	if (vhu_negotiated(server)) {
		if (features == server->features && !vhu_rings_idle(server))
			return 0;
		reset(server);
	}
	server->features = features;
	/* Judged when the driver sets FEATURES_OK; told now to a front end that asks. */
	if (server->status_told)
		return check_features(server) < 0 ? -EACCES : 0;
	if (contradictory(server))
		return 0; /* it is refused if a queue is started with them */
	r = vhu_renegotiate(server);
	if (r == 0)
		r = vhu_rings_update(server);
	if (r == 0 && !vhu_queue_count(server))
		vhu_go_live(server);
	return r;
}

int vhu_get_protocol_features(vhu_server *server, struct vhu_message *message)
{
	message->header.size = sizeof(uint64_t);
	message->payload.u64 = offered_protocol(server);
	return VHU_ANSWER;
}

int vhu_set_protocol_features(vhu_server *server, struct vhu_message *message)
{
	const uint64_t inband = UINT64_C(1) << VHU_PROTOCOL_INBAND_NOTIFICATIONS;
	const uint64_t with_inband = UINT64_C(1) << VHU_PROTOCOL_BACKEND_REQ |
	                             UINT64_C(1) << VHU_PROTOCOL_REPLY_ACK;
	uint64_t features = message->payload.u64;
	uint64_t surplus = features & ~offered_protocol(server);

	if (surplus)
		return vhu_refuse(&server->why, "protocol feature %d was not offered",
		                  __builtin_ctzll(surplus));
	if (features & inband && (features & with_inband) != with_inband)
		return vhu_refuse(&server->why, "in-band notifications need protocol "
		                                "features REPLY_ACK and BACKEND_REQ");
	server->protocol = features;
	return 0;
}

/* The configuration may say how many there are, and may change. */
unsigned int vhu_queue_count(const vhu_server *server)
{
	unsigned int count = vqs_device_queue_count(server->device);

	return count < server->ring_count ? count : server->ring_count;
}

int vhu_get_queue_num(vhu_server *server, struct vhu_message *message)
{
	message->header.size = sizeof(uint64_t);
	message->payload.u64 = vhu_queue_count(server);
	return VHU_ANSWER;
}

int vhu_get_status(vhu_server *server, struct vhu_message *message)
{
	message->header.size = sizeof(uint64_t);
	message->payload.u64 = vqs_device_status(server->device);
	return VHU_ANSWER;
}

/*
 * FEATURES_OK is where the features are judged. If it stays clear the driver
 * finds it so: that is an answer, and the front end's request was in order.
 */
static uint8_t judge(vhu_server *server, uint8_t status)
{
	const uint8_t beyond = VQS_STATUS_FEATURES_OK | VQS_STATUS_DRIVER_OK;

	if (vhu_negotiated(server) || !(status & VQS_STATUS_FEATURES_OK) ||
	    agree(server, status & ~beyond) == 0)
		return status;
	vhu_complain_often(server, "FEATURES_OK stays clear");
	return status & ~beyond;
}

int vhu_set_status(vhu_server *server, struct vhu_message *message)
{
	uint64_t told = message->payload.u64;
	uint8_t had = vqs_device_status(server->device), status = (uint8_t)told;
	int r;

	if (told > UINT8_MAX)
		return vhu_refuse(&server->why, "0x%llx is not a device status",
		                  (unsigned long long)told);
	server->status_told = true;
	if (status == 0) {
		reset(server);
		vhu_inflight_reset(server);
		return 0;
	}
	/* QEMU sets the last bits without the first ones, which it takes for granted. */
	if (status & (VQS_STATUS_FEATURES_OK | VQS_STATUS_DRIVER_OK))
		status |= READY;
	status = judge(server, status);
	r = vhu_rings_update(server);
	if (r < 0)
		return r;
	vqs_device_set_status(server->device, status | had);
	if (status & ~had & VQS_STATUS_DRIVER_OK)
		vhu_rings_poke(server);
	return 0;
}

int vhu_reset_device(vhu_server *server, struct vhu_message *message)
{
	(void)message;
	reset(server);
	vhu_inflight_reset(server);
	for (unsigned int i = 0; i < server->ring_count; i++)
		server->rings[i].enabled = false;
	return 0;
}

void vhu_go_live(vhu_server *server)
{
	uint8_t status = vqs_device_status(server->device);

	if (server->status_told || !(status & VQS_STATUS_FEATURES_OK) ||
	    status & VQS_STATUS_DRIVER_OK)
		return;
	vqs_device_set_status(server->device, status | VQS_STATUS_DRIVER_OK);
	vhu_rings_poke(server);
}

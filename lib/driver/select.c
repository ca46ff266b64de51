/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which features to accept. virtio 1.4, Feature Bits: never one that was not
 * offered, never one whose required feature was not accepted.
 */
#include "internal.h"

#include <errno.h>

/* Of the bits 24..49 those that lib/ring and the transport can do. */
static struct vqs_features ring_features(const struct vqs_driver *driver)
{
	struct vqs_features known = { { 0 } };

	vqs_features_add(&known, VQS_F_INDIRECT_DESC);
	vqs_features_add(&known, VQS_F_EVENT_IDX);
	vqs_features_add(&known, VQS_F_VERSION_1);
	vqs_features_add(&known, VQS_F_RING_PACKED);
	vqs_features_add(&known, VQS_F_IN_ORDER);
	vqs_features_add(&known, VQS_F_NOTIFICATION_DATA);
	if (driver->transport->functions->queue_reset)
		vqs_features_add(&known, VQS_F_RING_RESET);
	return known;
}

/* What device, program and type agree on, whatever the bits need of each other. */
static struct vqs_features common_features(const struct vqs_driver *driver)
{
	struct vqs_features known = ring_features(driver), common;

	for (unsigned int i = 0; i < VQS_FEATURE_BITS / 64; i++) {
		uint64_t of_type = driver->type->features.word[i];

		if (!driver->wants_all)
			of_type &= driver->wanted.word[i];
		common.word[i] = driver->offered.word[i] & (of_type | known.word[i]);
	}
	return common;
}

/* Of two features that conflict: a required one stays, else the one the table has first.
 */
static bool yields(const struct vqs_feature_type *feature,
                   const struct vqs_feature_type *other)
{
	if (!vqs_features_has(&feature->conflicts, other->bit) &&
	    !vqs_features_has(&other->conflicts, feature->bit))
		return false;
	if (feature->required != other->required)
		return other->required;
	return other < feature;
}

/* Whether the feature cannot stand beside the others of the set. */
static bool must_go(const struct vqs_type *type, const struct vqs_feature_type *feature,
                    const struct vqs_features *set)
{
	if (!vqs_features_has(set, feature->bit))
		return false;
	if (!vqs_condition_holds(&feature->requires, set))
		return true;
	for (uint32_t i = 0; i < type->feature_count; i++) {
		const struct vqs_feature_type *other = &type->feature_types[i];

		if (other != feature && vqs_features_has(set, other->bit) &&
		    yields(feature, other))
			return true;
	}
	return false;
}

static bool drop_one(const struct vqs_type *type, struct vqs_features *set)
{
	for (uint32_t i = 0; i < type->feature_count; i++) {
		const struct vqs_feature_type *feature = &type->feature_types[i];

		if (must_go(type, feature, set)) {
			vqs_features_drop(set, feature->bit);
			return true;
		}
	}
	return false;
}

int driver_select_features(struct vqs_driver *driver)
{
	struct vqs_features set = common_features(driver);
	const struct vqs_feature_type *obstacle;

	if (!vqs_features_has(&driver->offered, VQS_F_VERSION_1)) {
		driver_break(driver,
		             "the device does not offer VIRTIO_F_VERSION_1: it is a "
		             "legacy device");
		return -ENOTSUP;
	}
	/* Each round drops a bit, and with it perhaps what another one requires. */
	while (drop_one(driver->type, &set))
		;
	obstacle = vqs_type_refuses(driver->type, &driver->offered, &set);
	if (obstacle) {
		driver_break(driver,
		             "no agreement on features: %s (bit %u) stands in the way",
		             obstacle->name, obstacle->bit);
		return -ENOTSUP;
	}
	driver->negotiated = set;
	return 0;
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which feature bits are a device type's own: rules FT-01 to FT-05 and FT-08.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include <vqsmith/features.h>

#include "../type/arena.h"

#define LAST_BIT (VQS_FEATURE_BITS - 1)

static bool is_ring_bit(uint64_t bit)
{
	return (bit >= 24 && bit <= 40) || bit == 43;
}

static const char *ring_bit_name(uint64_t bit)
{
	static const struct {
		unsigned int bit;
		const char *name;
	} names[] = {
		{ 24, "VIRTIO_F_NOTIFY_ON_EMPTY of the legacy interface" },
		{ 26, "VHOST_F_LOG_ALL between Linux and vhost" },
		{ 27, "VIRTIO_F_ANY_LAYOUT of the legacy interface" },
		{ 28, "VIRTIO_F_INDIRECT_DESC" },
		{ 29, "VIRTIO_F_EVENT_IDX" },
		{ 30, "VHOST_USER_F_PROTOCOL_FEATURES between a VMM and its back end" },
		{ 33, "VIRTIO_F_ACCESS_PLATFORM" },
		{ 34, "VIRTIO_F_RING_PACKED" },
		{ 35, "VIRTIO_F_IN_ORDER" },
		{ 36, "VIRTIO_F_ORDER_PLATFORM" },
		{ 37, "VIRTIO_F_SR_IOV" },
		{ 38, "VIRTIO_F_NOTIFICATION_DATA" },
		{ 39, "VIRTIO_F_NOTIF_CONFIG_DATA" },
		{ 40, "VIRTIO_F_RING_RESET" },
		{ 43, "VIRTIO_F_SUSPEND" },
	};

	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].bit == bit)
			return names[i].name;
	return "reserved for a future one";
}

/* The lowest bit that the description leaves free; -1: none. */
static int free_bit(const struct model *model)
{
	bool taken[VQS_FEATURE_BITS] = { false };

	for (unsigned int i = 0; i < model->feature_count; i++)
		if (model->features[i].bit.value < VQS_FEATURE_BITS)
			taken[model->features[i].bit.value] = true;
	for (int bit = 0; bit < VQS_FEATURE_BITS; bit++)
		if (!taken[bit] && (bit <= 23 || bit >= 50))
			return bit;
	return -1;
}

static void advice_free(struct checking *checking, const char *why)
{
	int bit = free_bit(checking->model);

	if (bit >= 0)
		advice(checking, "%s Bit %d is free.", why, bit);
	else
		advice(checking, "%s All 102 of them are taken here.", why);
}

#define RANGES "A device type's own bits are 0..23 and 50..127."

void check_bit_range(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (feature->bit.value < 44 || feature->bit.value > 49)
			continue;
		report(checking, feature->bit.at,
		       "feature '%s' takes bit %llu, which is no device type's to take",
		       feature->label.name, (unsigned long long)feature->bit.value);
		advice_free(checking, RANGES
		            " 44..49 between them are kept for extensions of virtio "
		            "itself: a driver that one day knows them would misread "
		            "this device.");
	}
}

void check_bit_ring(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];
		char why[400];

		if (!is_ring_bit(feature->bit.value) ||
		    feature->bit.value == VQS_F_VERSION_1)
			continue;
		report(checking, feature->bit.at,
		       "feature '%s' takes bit %llu, which belongs to the virtqueues",
		       feature->label.name, (unsigned long long)feature->bit.value);
		snprintf(why, sizeof(why),
		         "24..40 and 43 extend virtqueues and negotiation for all device "
		         "types: %llu is %s. Drivers, VMMs and vhost act on these bits "
		         "or clear them without knowing the device type. " RANGES,
		         (unsigned long long)feature->bit.value,
		         ring_bit_name(feature->bit.value));
		advice_free(checking, why);
	}
}

void check_bit_reserved(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (feature->bit.value <= LAST_BIT)
			continue;
		report(checking, feature->bit.at,
		       "feature '%s' takes bit %llu; bits above %d are reserved",
		       feature->label.name, (unsigned long long)feature->bit.value,
		       LAST_BIT);
		advice_free(checking, RANGES
		            " Nothing reads further: Linux keeps 64 bits (128 since "
		            "6.17), vhost-user's SET_FEATURES carries 64.");
	}
}

void check_bit_trap(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];
		uint64_t bit = feature->bit.value;

		if (bit != 41 && bit != 42)
			continue;
		report_as(checking, bit == 41 ? SEVERITY_ERROR : SEVERITY_WARNING,
		          feature->bit.at,
		          bit == 41 ? "feature '%s' takes bit %llu, which is "
		                      "VIRTIO_F_ADMIN_VQ"
		                    : "feature '%s' takes bit %llu, which was listed "
		                      "for the network device alone",
		          feature->label.name, (unsigned long long)bit);
		advice_free(
		        checking,
		        "Feature Bits lists 41 and 42 as device types' own, to put on "
		        "record what the network device has long used there; Reserved "
		        "Feature Bits gives 41 to every device. Which of the two Linux "
		        "treats as a bit of its transports depends on its version.");
	}
}

static int by_bit(const void *a, const void *b)
{
	const struct feature *const *one = a, *const *two = b;

	if ((*one)->bit.value != (*two)->bit.value)
		return (*one)->bit.value < (*two)->bit.value ? -1 : 1;
	return (*one)->index < (*two)->index ? -1 : 1;
}

void check_bit_unique(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct feature **sorted =
	        grow(NULL, model->feature_count + 1, sizeof(*sorted));
	unsigned int first = 0;

	for (unsigned int i = 0; i < model->feature_count; i++)
		sorted[i] = &model->features[i];
	if (model->feature_count)
		qsort(sorted, model->feature_count, sizeof(*sorted), by_bit);
	for (unsigned int i = 1; i < model->feature_count; i++) {
		if (sorted[i]->bit.value != sorted[first]->bit.value) {
			first = i;
			continue;
		}
		report(checking, sorted[i]->bit.at,
		       "feature '%s' takes bit %llu, as '%s' in line %u does",
		       sorted[i]->label.name, (unsigned long long)sorted[i]->bit.value,
		       sorted[first]->label.name, sorted[first]->label.at.line);
		advice_free(checking,
		            "Negotiating the one would negotiate the other. A bit has "
		            "one meaning, and a retired one is never given out again.");
	}
	free(sorted);
}

void check_version_1(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];
		bool named = strcmp(feature->label.name, "version_1") == 0;

		if (!named && feature->bit.value != VQS_F_VERSION_1)
			continue;
		report(checking,
		       feature->bit.value == VQS_F_VERSION_1 ? feature->bit.at
		                                             : feature->label.at,
		       "feature '%s' is VIRTIO_F_VERSION_1, which no device type lists",
		       feature->label.name);
		advice(checking, "Bit 32 says that a device is no legacy one. Every "
		                 "device offers it and every driver accepts it; "
		                 "vqsmith's runtime and the transports see to that, and "
		                 "nothing can hang on it. Take the line out.");
	}
}

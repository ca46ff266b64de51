/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Types: what a driver may accept of their features.
 */
#include <vqsmith/wire.h>

/* Feature Bits: 0 to 23 and 50 to 127 are the device type's, the others the runtime's. */
static const struct vqs_features type_bits = {
	{ UINT64_C(0x00ffffff) | UINT64_MAX << 50, UINT64_MAX },
};

/* Stands for a bit that the type does not define. */
static const struct vqs_feature_type unheard_of = {
	.name = "a feature that the device type does not define",
	.bit = VQS_FEATURE_BITS,
};

static bool judged(const struct vqs_features *set, unsigned int bit)
{
	return vqs_features_has(set, bit) && vqs_features_has(&type_bits, bit);
}

static bool refused(const struct vqs_feature_type *feature,
                    const struct vqs_features *offered,
                    const struct vqs_features *accepted)
{
	const struct vqs_features *conflicts = &feature->conflicts;

	if (!vqs_features_has(accepted, feature->bit))
		return feature->required && vqs_features_has(offered, feature->bit);
	return !vqs_features_has(offered, feature->bit) ||
	       !vqs_condition_holds(&feature->requires, accepted) ||
	       conflicts->word[0] & accepted->word[0] ||
	       conflicts->word[1] & accepted->word[1];
}

/* One of those that could hold a condition of single features: the first offered. */
static const struct vqs_feature_type *one_of(const struct vqs_type *type,
                                             const struct vqs_condition *condition,
                                             const struct vqs_features *offered)
{
	const struct vqs_feature_type *found = NULL;

	for (uint32_t i = 0; i < type->feature_count; i++) {
		const struct vqs_feature_type *feature = &type->feature_types[i];
		struct vqs_features alone = { { 0 } };

		vqs_features_add(&alone, feature->bit);
		if (!vqs_condition_holds(condition, &alone))
			continue;
		if (vqs_features_has(offered, feature->bit))
			return feature;
		if (!found)
			found = feature;
	}
	return found ? found : &unheard_of;
}

const struct vqs_feature_type *vqs_type_lacks(const struct vqs_type *type,
                                              const struct vqs_features *offered,
                                              const struct vqs_features *set)
{
	for (uint32_t i = 0; i < type->at_least_one_count; i++)
		if (!vqs_condition_holds(&type->at_least_one[i], set))
			return one_of(type, &type->at_least_one[i], offered);
	return NULL;
}

void vqs_type_imply(const struct vqs_type *type, struct vqs_features *negotiated)
{
	for (unsigned int i = 0; i < VQS_FEATURE_BITS / 64; i++)
		if (negotiated->word[i] & type->features.word[i])
			return;
	for (uint32_t i = 0; i < type->feature_count; i++)
		if (type->feature_types[i].implied)
			vqs_features_add(negotiated, type->feature_types[i].bit);
}

const struct vqs_feature_type *vqs_type_refuses(const struct vqs_type *type,
                                                const struct vqs_features *offered,
                                                const struct vqs_features *accepted)
{
	const struct vqs_feature_type *lacking;

	for (uint32_t i = 0; i < type->feature_count; i++)
		if (refused(&type->feature_types[i], offered, accepted))
			return &type->feature_types[i];
	lacking = vqs_type_lacks(type, offered, accepted);
	if (lacking)
		return lacking;
	for (unsigned int bit = 0; bit < VQS_FEATURE_BITS; bit++)
		if (judged(accepted, bit) && !vqs_features_has(offered, bit))
			return &unheard_of;
	return NULL;
}

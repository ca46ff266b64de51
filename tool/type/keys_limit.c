/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of bounds that hold with some features. */
#include "keys.h"

static const struct key limit_keys[] = {
	{ .name = "if",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct limit, condition),
	  .summary = "The features that have to be negotiated for it to hold.",
	  .example = "limits: [{if: dim, max: 50}]\n" },
	{ .name = "unless",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct limit, unless),
	  .summary = "The features with which, when negotiated, it does not hold.",
	  .example = "limits: [{unless: bright, max: 50}]\n" },
	{ .name = "min",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct limit, min),
	  .summary = "The least value that is valid then.",
	  .example = "limits: [{if: dim, min: 1}]\n" },
	{ .name = "max",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct limit, max),
	  .summary = "The greatest value that is valid then.",
	  .example = "limits: [{if: dim, max: 50}]\n" },
};

const struct kind kind_limit = {
	.name = "Limit",
	.a = "a limit",
	.summary = "Bounds of a number that hold with some features, or without them.",
	.keys = limit_keys,
	.count = sizeof(limit_keys) / sizeof(limit_keys[0]),
	.some = { "min", "max" },
	.brief = FORM_NONE,
};

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Bits of numbers, in generated C: masks and shifts, never C's bit-fields, whose
 * layout is the compiler's.
 */
#ifndef VQSMITH_TOOL_BITS_H
#define VQSMITH_TOOL_BITS_H

#include "native.h"
#include "type_fields.h"

/* What a range is called in C, in lower case: type_hue */
struct name name_of_range(const struct bits *bits, const struct field *range);

/*
 * Whether C needs the range: it is not reserved, and no field before has the
 * same name and the same bits.
 */
bool range_is_new(const struct model *model, const struct bits *bits,
                  const struct field *range);

/* For Linux: VIRTIO_LAMP_STATE_HUE_MASK and VIRTIO_LAMP_STATE_HUE_SHIFT. */
void emit_wire_bits(FILE *out, const struct model *model);

/* In native form: the same without VIRTIO_, lamp_state_get_hue(), lamp_state_set_hue(). */
void emit_native_bits(FILE *out, const struct model *model);

/* The static struct vqs_bits that the fields of the table refer to. */
void print_bits(struct printer *printer, const struct bits *bits);
struct name bits_table(const struct bits *bits);

#endif

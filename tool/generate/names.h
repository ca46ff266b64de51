/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The C names of the things of a model, the same in every generated file.
 *
 * A name is a value: `name_upper("lamp").text` lives to the end of the full
 * expression, which is long enough for printf.
 */
#ifndef VQSMITH_TOOL_NAMES_H
#define VQSMITH_TOOL_NAMES_H

#include <stdbool.h>

#include "finding.h"
#include "model.h"

/* Names in a description are shorter than this. */
#define NAME_MOST 63

struct name {
	char text[4 * NAME_MOST];
};

/* printf into a name; and the same, in capital letters. */
struct name name_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
struct name name_upper(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The name of something of the device without the device's own in front:
 * lamp_request -> request. What is called like the device stays.
 */
const char *name_local(const struct model *model, const char *name);

/*
 * A message's name as C has it: its own, with the family's before it where two
 * families have a message of the name. A family's only message has the
 * family's name.
 */
struct name name_message(const struct model *model, const struct message *message);

/* The device ID: VIRTIO_ID_LAMP. */
struct name name_id(const struct model *model);

/* A structure: lamp_step; on the wire for Linux it is struct virtio_lamp_step. */
struct name struct_name(const struct model *model, const struct structure *structure);

/*
 * What is LAMP_ in the runtime's headers is VIRTIO_LAMP_ in Linux's: the rest of
 * the name of a value's constant, MOOD_CALM, and of an opcode's, SET_LEVEL.
 */
struct name name_of_value(const struct values *values, const struct value *value);
struct name name_of_opcode(const struct model *model, const struct message *message);

/*
 * The id of a shared memory region, SHM_ID_FRAMES; of a range of them there are two,
 * SHM_ID_FRAMES_FIRST and ..._LAST (`end`).
 */
struct name name_of_region(const struct region *region, bool end);
bool region_is_range(const struct region *region);

/* RESOURCE_OBJ_PANE, DEV_PART_LEVEL; a capability's is its name: PANES_CAP. */
struct name name_of_facility(const struct facility *facility);

/* VIRTIO_LAMP_MOOD_CALM, VIRTIO_LAMP_SET_LEVEL. */
struct name name_wire_value(const struct model *model, const struct values *values,
                            const struct value *value);
/* Whether a message of an earlier family has the same constant, for the same opcode. */
bool opcode_is_repeated(const struct model *model, const struct message *message);

struct name name_opcode(const struct model *model, const struct message *message);

/*
 * On the wire, for Linux: the header of a family's halves, and the part of
 * fixed length that a message's half starts with ("" where there is none).
 * A half of nothing but the header is the header's structure. The description
 * may give names; several structures of one name have the same members then.
 */
struct name name_wire_header(const struct model *model, const struct family *family,
                             bool writable);
struct name name_wire_trailer(const struct model *model, const struct family *family,
                              bool writable);

/* The members that hold them: the last word of a name that was given, or hdr, trailer. */
const char *name_header_member(const struct family *family, bool writable);
const char *name_trailer_member(const struct family *family, bool writable);
struct name name_wire_half(const struct model *model, const struct message *message,
                           bool writable);

/*
 * In native form: lamp_set_level, and lamp_set_level_reply for what a device
 * answers; what it sends unasked is called after its message: lamp_event. Where a
 * structure has the name of a request, that is lamp_set_level_request.
 */
struct name name_native_half(const struct model *model, const struct message *message,
                             bool writable);

/* Whether some queue is carried (posted: filled) with the family's messages. */
bool family_used(const struct model *model, const struct family *family, bool posted);

/* Whether a half has anything in native form: opcode and reserved fields have none. */
bool half_has_native(const struct half *half);

/* Whether the writable half says nothing but the status. */
bool reply_is_status(const struct message *message);

/* Whether the model's names make C programs; if not, the findings say why. */
bool names_check(const struct model *model, struct findings *findings);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The parts of what `device` and `driver` generate: the type that they share,
 * and the names in native form.
 */
#ifndef VQSMITH_TOOL_NATIVE_H
#define VQSMITH_TOOL_NATIVE_H

#include "generate.h"
#include "model.h"
#include "names.h"

/* LAMP_F_MOTION, LAMP_VQ_EVENTS, LAMP_STATUS_OK, LAMP_SET_LEVEL, LAMP_CONFIG_MAX_LEVEL */
struct name name_feature(const struct model *model, const struct feature *feature);
struct name name_queue(const struct model *model, const struct queue *queue);
struct name name_facility(const struct model *model, const struct facility *facility);
struct name name_region(const struct model *model, const struct region *region, bool end);
struct name name_value(const struct model *model, const struct values *values,
                       const struct value *value);
struct name name_native_opcode(const struct model *model, const struct message *message);
struct name name_config(const struct model *model, const struct field *field);

/* Opcode and reserved fields have no native form, nor has a structure of such only. */
bool field_has_native(const struct field *field);
bool fields_have_native(const struct fields *fields);

/* uint16_t and the like; "VQS_LE16" */
const char *native_type(enum vqs_kind kind);
const char *kind_name(enum vqs_kind kind);

/* LAMP_ROW_EVENTS: where a row is in the type's table. */
struct name name_row(const struct model *model, const struct queue *queue);

/* Whether any row is not simply at its index: then programs ask where it is. */
bool has_rows(const struct model *model);

/* The queue that carries a family if it is one; NULL: the caller has to say which. */
const struct queue *family_queue(const struct model *model, const struct family *family,
                                 bool posted);

/* "&lamp_type.families[0].messages[2]" */
struct name message_in_table(const struct model *model, const struct message *message);

/*
 * Calls `emit`, unless it is NULL, with each message that a driver sends
 * (posted: that a device sends). Whether there was one.
 */
typedef void emit_message(FILE *out, const struct model *model,
                          const struct message *message);
bool for_messages(FILE *out, const struct model *model, bool posted, emit_message *emit);

/*
 * The functions that read and write elements of parts of variable length:
 * declared (in the header) or defined (in the source).
 */
void emit_elements(FILE *out, const struct model *model, const struct message *message,
                   bool define);
bool any_elements(const struct model *model);

/* NAME_type.h and NAME_type.c, the same for the device and the driver. */
void generate_type_header(const struct model *model, struct generated *to);
void generate_type_table(const struct model *model, struct generated *to);

#endif

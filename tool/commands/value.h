/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Values as people and programs write them (JSON), to native form and back, by
 * the table of a device type.
 *
 * A scalar is a number, or the name that its value has ("ok"); flags are names
 * with | between them, or a list. Bytes are text, or "hex:01ff". What has a
 * variable length may be given as bytes, just as it lies on the wire.
 */
#ifndef VQSMITH_TOOL_VALUE_H
#define VQSMITH_TOOL_VALUE_H

#include <jansson.h>
#include <stdbool.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

/* Memory that native values refer to, freed at once; and what went wrong. */
struct value_room {
	void **list;
	size_t count;
	char error[256];
	const struct vqs_features *features; /* negotiated; NULL: as if all were */
};

void value_room_fini(struct value_room *room);

/* Fields of a structure, or of a half. */
struct value_fields {
	const struct vqs_field *fields;
	uint32_t count;
	const struct vqs_struct *type;       /* of a structure */
	const struct vqs_features *features; /* leave fields out; NULL: none */
};

struct value_fields value_fields_of_half(const struct vqs_half *half);
struct value_fields value_fields_of_struct(const struct vqs_struct *type);

/* The same, less what is not there with these features. */
struct value_fields value_fields_with(struct value_fields fields,
                                      const struct vqs_features *features);

/* The field of a name, if it has a native form; or NULL. */
const struct vqs_field *value_field_find(struct value_fields fields, const char *name);

/*
 * What stands behind the = of an argument, as JSON: "@FILE" and "-" are read.
 * NULL, and room->error.
 */
json_t *value_from_argument(const struct vqs_field *field, const char *text,
                            struct value_room *room);

/* Gives one field its value; `native` is where the structure starts. */
bool value_put(const struct vqs_field *field, json_t *value, void *native,
               struct value_room *room);

/*
 * All fields of an object. A field that counts another may be left out, and one
 * that is not there has to be; any other that is missing, or one that is too
 * much, is an error.
 */
bool value_put_all(struct value_fields fields, json_t *object, void *native,
                   struct value_room *room);

/* As JSON, what is there. */
json_t *value_get_all(struct value_fields fields, const void *native);

/* Whether field `index` is there. */
bool value_is_there(struct value_fields fields, uint32_t index);

/*
 * Unions. The case that the field beside a union tells, or NULL; what it holds,
 * {"axis": {...}}, and the other way round. Where the field that tells is left out,
 * or that of the length, it follows from such an object: false if it does not.
 */
const struct vqs_case *value_case_of(struct value_fields fields,
                                     const struct vqs_union *type, const void *native);
json_t *value_get_case(struct value_fields fields, const struct vqs_field *field,
                       const struct vqs_case *is, const void *native);
bool value_put_union(const struct vqs_field *field, json_t *json, void *native,
                     struct value_room *room);
bool value_from_union(struct value_fields fields, uint32_t index, json_t *object,
                      void *native);

/* Lists, as arrays of {"item": ...}. *length: room, and then what was written. */
json_t *value_get_list(const struct vqs_list *list, const struct vqs_span *span);
bool value_put_list(const struct vqs_list *list, json_t *json, uint8_t *bytes,
                    size_t *length, struct value_room *room);

/* In words, the values that a field may have: "one of calm, bright"; "" where any. */
void value_choice(const struct vqs_field *field, char *text, size_t size);

/* Room for `bytes` bytes of a part of variable length of a reply. */
bool value_make_room(const struct vqs_field *field, void *native, uint32_t bytes,
                     struct value_room *room);

#endif

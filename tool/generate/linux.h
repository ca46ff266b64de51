/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the parts of the `linux` generator share. linux.c writes the driver's
 * file from the top to the bottom; linux_call.c the way of a request,
 * linux_ioctl.c what goes out with an ioctl and linux_reply.c what comes back,
 * linux_event.c the events, linux_event_take.c one of them and linux_read.c
 * their readers, linux_config.c the configuration space, linux_life.c the
 * driver's life and linux_features.c what it accepts. linux_value.c judges
 * values for all of them, and linux_sums.c adds up counts.
 */
#ifndef VQSMITH_TOOL_LINUX_H
#define VQSMITH_TOOL_LINUX_H

#include <stdio.h>

#include "ioctls.h"
#include "model.h"
#include "names.h"
#include "wire_parts.h"

struct linux_driver {
	FILE *out; /* into text, which is wrapped in the end */
	char *text;
	size_t length;
	const struct model *model;
	const struct ioctls *ioctls;
	struct name variable;  /* what the driver calls its device */
	unsigned int vqs;      /* how many virtqueues it uses at the most */
	bool requests, events; /* whether there are any */
	bool config;           /* whether there is a configuration space to show */
};

/*
 * Writes a piece of the driver: $ stands for the device type's name, ^ for the
 * same in capital letters, @ for the variable that the device is in.
 */
void say(const struct linux_driver *driver, const char *text);

/* As above after printf. */
void sayf(const struct linux_driver *driver, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/*
 * A condition as an expression of C over the negotiated features: those that
 * the driver keeps, or where `vdev` is not NULL, those of that device. Negated
 * where asked. Always true: "true". free() it.
 */
char *linux_condition(const struct linux_driver *driver,
                      const struct condition *condition, const char *vdev, bool negated);

/* Linux's features are 64 bits wide before 6.17: a higher one is never accepted. */
bool linux_accepts(const struct feature *feature);

/* VIRTIO_LAMP_F_MOTION, VIRTIO_LAMP_VQ_EVENTS, VIRTIO_LAMP_STATUS_OK. */
struct name linux_feature(const struct linux_driver *driver,
                          const struct feature *feature);
struct name linux_value(const struct linux_driver *driver, const struct values *values,
                        const struct value *value);

/* ---- Counts in the configuration (linux_counts.c) ------------------------- */

/* Whether the field counts parts of messages; whether any does. */
bool linux_counts(const struct model *model, const struct field *field);
bool linux_counts_any(const struct model *model);

/* The device's members for them, the function that reads them, a function's variables. */
void linux_count_members(const struct linux_driver *driver);
void linux_count_function(const struct linux_driver *driver);
void linux_count_variables(const struct linux_driver *driver,
                           const struct message *message);

/* ---- Fields that may not be there (linux_lacks.c) -------------------------- */

/* Whether features leave out the field, of fixed length, or its end. */
bool linux_lacks(const struct field *field);

/* When a field is there by its own conditions, as an expression. free() it. */
char *linux_there(const struct linux_driver *driver, const struct field *field);

/* The variable that has the bytes that are there. */
struct name linux_size(const struct field *field);
void linux_size_variables(const struct linux_driver *driver, const struct half *half);
/* Sets them. */
void linux_sizes(const struct linux_driver *driver, const struct half *half);

/* Copies it to and from `at`. */
void linux_put_lacking(const struct linux_driver *driver, const struct field *field,
                       const char *from);
void linux_get_lacking(const struct linux_driver *driver, const struct field *field,
                       const char *to);

/* A program that gives what is not there is refused. */
void linux_check_lacking(const struct linux_driver *driver,
                         const struct ioctl_member *member);

/* ---- Counts that are sums (linux_sums.c) ----------------------------------- */

/* The functions that add them up, for a request or an event; and a call of one. */
void linux_sums(const struct linux_driver *driver, const struct ioctl_struct *ioctl);
struct name linux_sum(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                      const struct field *field);

/* ---- Rows of queues (linux_rows.c) ---------------------------------------- */

/* The index of the first of a row, and of the one after `number` others. */
struct name linux_queue(const struct linux_driver *driver, const struct queue *queue);
struct name linux_queue_nth(const struct linux_driver *driver, const struct queue *queue,
                            const char *number);

/* So many are used at the most; the constant for it; how many there are. */
unsigned int linux_queue_count(const struct queue *queue);
struct name linux_queue_most(const struct linux_driver *driver,
                             const struct queue *queue);
struct name linux_queue_many(const struct linux_driver *driver,
                             const struct queue *queue);

/* Whether the row's length is in configuration space, and whether it may have several. */
bool linux_queue_counted(const struct queue *queue);
bool linux_queue_loops(const struct queue *queue);

/* Entries that all virtqueues need; members that say where rows are; finding that out. */
unsigned int linux_vqs(const struct model *model);
void linux_row_members(const struct linux_driver *driver);
void linux_row_variables(const struct linux_driver *driver);
void linux_rows_find(const struct linux_driver *driver);

/* Whether a queue that may be missing has one after it that may be there. */
bool linux_leaves_gaps(const struct model *model);

/* ---- Fields -------------------------------------------------------------- */

/* "le16", "" for a u8. */
const char *linux_order(enum vqs_kind kind);
unsigned int linux_bits(enum vqs_kind kind);

/* Bytes of an element of a part of variable length. */
uint32_t linux_unit(const struct field *field);

/* Whether bytes are all there is to copy: no order to change. */
bool linux_is_plain(const struct field *field);

/* hdr.type, level, trailer.status: the way from the part's structure to a field. */
struct name linux_path(const struct wire_part *part, unsigned int index);

/* The member of that kind for the field, or NULL. */
const struct ioctl_member *linux_member(const struct ioctl_struct *ioctl,
                                        const struct field *field, enum ioctl_kind kind);

/*
 * The head of a function that takes the device and a second parameter: `name` goes up
 * to the first one. What would be too wide has its type on a line of its own.
 */
void linux_function(const struct linux_driver *driver, const char *type, const char *name,
                    const char *parameter);

/* Which bits of an opcode's field are the opcode, and the class of a message's opcode. */
struct name linux_mask(const struct field *field);
struct name linux_class(const struct linux_driver *driver, const struct message *message);

/* Copies a field out of `from`, of the wire, into `to`, of the program. */
void linux_get(const struct linux_driver *driver, const struct field *field,
               const char *to, const char *from);

/* Elements of a counted part, of a request or an event. */
struct name linux_elements(const struct linux_driver *driver,
                           const struct ioctl_struct *ioctl, const struct field *field);
/* Their bytes, for a comparison. */
struct name linux_elements_bytes(const struct linux_driver *driver,
                                 const struct ioctl_struct *ioctl,
                                 const struct field *field);
/* An expression of elements, to be multiplied. */
struct name linux_factor(const struct field *field, struct name elements);

/* Whether the count of a part is known before its half is. */
bool linux_is_known(const struct field *field);

/* ---- Values -------------------------------------------------------------- */

/* Takes reserved bits out of what a device wrote. */
void linux_drop_bits(const struct linux_driver *driver, const struct field *field,
                     const char *value);

/* Whether the description forbids any value of the field. */
bool linux_is_judged(const struct field *field);

/* The functions that know the values of closed enumerations. */
void linux_enums(const struct linux_driver *driver);

/* `otherwise`, lines of C without their indentation, where a value is forbidden. */
void linux_judge(const struct linux_driver *driver, const struct field *field,
                 const char *value, const char *otherwise);

/* ---- The parts of the file ----------------------------------------------- */

void linux_call(const struct linux_driver *driver);
void linux_ioctl(const struct linux_driver *driver);
void linux_reply(const struct linux_driver *driver, const struct ioctl_struct *ioctl);
void linux_event(const struct linux_driver *driver);
void linux_read(const struct linux_driver *driver);
void linux_config(const struct linux_driver *driver);
void linux_life(const struct linux_driver *driver);
void linux_validate(const struct linux_driver *driver);
void linux_features(const struct linux_driver *driver);
void linux_imply(const struct linux_driver *driver);

/* Bytes of a buffer for events: the largest one, and some for what has no bound. */
uint32_t linux_event_room(const struct model *model);

/* The function that takes an event of one kind; whether any kind has data behind it. */
void linux_event_take(const struct linux_driver *driver,
                      const struct ioctl_struct *event);
bool linux_event_any_data(const struct linux_driver *driver);

#endif

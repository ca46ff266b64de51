/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `device`: NAME_device.h, the handlers that the author of a device writes and
 * what they call, and NAME_device.c, which leads from the table to them.
 */
#include <string.h>

#include "emit.h"
#include "native.h"

/* lamp_set_level */
static struct name handler_name(const struct model *model, const struct message *message)
{
	return name_of("%s_%s", model->label.name, name_message(model, message).text);
}

/* ---- The header ----------------------------------------------------------- */

static void emit_prototype(FILE *out, const struct model *model,
                           const struct message *message, const char *end)
{
	struct name name = handler_name(model, message);
	struct row row;

	row_begin(&row);
	row_add(&row, "struct %s *%s", model->label.name, model->label.name);
	row_add(&row, "struct vqs_request *request");
	if (half_has_native(&message->readable))
		row_add(&row, "const struct %s *asked",
		        name_native_half(model, message, false).text);
	row_end_call(&row, out, name_of("void %s(", name.text).text, end);
}

/* Whether a device may do without its handler: it, or its queue, hangs on a feature. */
static bool handler_is_optional(const struct model *model, const struct message *message)
{
	if (message->condition.text.value)
		return true;
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].family == message->family &&
		    !model->queues[i].condition.text.value)
			return false;
	return true;
}

static bool any_handler_is_optional(const struct model *model)
{
	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++)
			if (family_used(model, &model->families[i], false) &&
			    handler_is_optional(model, &model->families[i].messages[j]))
				return true;
	return false;
}

static void emit_handler(FILE *out, const struct model *model,
                         const struct message *message)
{
	fputc('\n', out);
	emit_comment(out, 0, "%s%s", summary_of(&message->label),
	             handler_is_optional(model, message) ? " May be left out." : "");
	emit_prototype(out, model, message, ");");
}

/* Completes with the status alone: there is nothing else to say. */
static void emit_done_status(FILE *out, const struct model *model,
                             const struct message *message)
{
	const struct family *family = message->family;

	fprintf(out,
	        "static inline int %s_done(struct vqs_request *request)\n{\n"
	        "\tstatic const struct %s reply = { .%s = %s };\n\n"
	        "\treturn vqs_request_complete(request, &reply);\n}\n",
	        handler_name(model, message).text,
	        name_native_half(model, message, true).text, family->status->label.name,
	        message->ok ? name_value(model, family->status->values, message->ok).text
	                    : "0");
}

static void emit_done_bare(FILE *out, const struct model *model,
                           const struct message *message)
{
	fprintf(out,
	        "static inline int %s_done(struct vqs_request *request)\n{\n"
	        "\treturn vqs_request_complete(request, NULL);\n}\n",
	        handler_name(model, message).text);
}

static void emit_done_reply(FILE *out, const struct model *model,
                            const struct message *message)
{
	struct row row;

	row_begin(&row);
	row_add(&row, "struct vqs_request *request");
	row_add(&row, "const struct %s *reply",
	        name_native_half(model, message, true).text);
	row_end_call(
	        &row, out,
	        name_of("static inline int %s_done(", handler_name(model, message).text)
	                .text,
	        ")");
	fputs("{\n\treturn vqs_request_complete(request, reply);\n}\n", out);
}

static void emit_done(FILE *out, const struct model *model, const struct message *message)
{
	fputc('\n', out);
	if (reply_is_status(message))
		emit_done_status(out, model, message);
	else if (half_has_native(&message->writable))
		emit_done_reply(out, model, message);
	else
		emit_done_bare(out, model, message);
}

/* Bytes that are all of the half but for fields of fixed length that are always there. */
static bool is_all_else(const struct half *half, const struct field *field)
{
	return field->extent == VQS_REST && field->size == 1 && !half->contextual &&
	       !field->most.given && !field->same.field && !field->union_ && !field->list;
}

static void emit_part_body(FILE *out, const struct half *half, const struct field *field,
                           unsigned int index)
{
	if (is_all_else(half, field))
		fprintf(out, "{\n\treturn vqs_request_rest(request, %u, %u);\n}\n",
		        field->offset, half->least - field->offset);
	else
		fprintf(out, "{\n\treturn vqs_request_part(request, %u);\n}\n", index);
}

/* The places of a reply's parts of variable length, to be filled before it is sent. */
static void emit_reply_parts(FILE *out, const struct model *model,
                             const struct message *message)
{
	const struct fields *fields = &message->writable.fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		struct name name = name_of("%s_%s", handler_name(model, message).text,
		                           field->label.name);
		struct row row;

		if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
			continue;
		fputc('\n', out);
		emit_comment(
		        out, 0,
		        "The room that the driver left for the reply's %s: fill it, and "
		        "give the part that was filled to %s_done().",
		        field->label.name, handler_name(model, message).text);
		row_begin(&row);
		row_add(&row, "const struct vqs_request *request");
		row_end_call(&row, out,
		             name_of("static inline struct vqs_span %s(", name.text).text,
		             ")");
		emit_part_body(out, &message->writable, field, i);
	}
}

static void emit_completion(FILE *out, const struct model *model,
                            const struct message *message)
{
	emit_reply_parts(out, model, message);
	emit_done(out, model, message);
}

static bool any_status(const struct model *model)
{
	for (unsigned int i = 0; i < model->family_count; i++)
		if (model->families[i].status &&
		    family_used(model, &model->families[i], false))
			return true;
	return false;
}

static void emit_refuse(FILE *out, const struct model *model)
{
	if (!any_status(model))
		return;
	fputs("\n/* Completes any request with a status, and all else zero. */\n", out);
	fprintf(out,
	        "static inline void %s_refuse(struct vqs_request *request, uint64_t "
	        "status)\n"
	        "{\n\tvqs_request_fail(request, status);\n}\n",
	        model->label.name);
}

/* What the two functions for an event have in common: its table, its queue, its name. */
struct sending {
	const struct model *model;
	const struct message *message;
	const struct queue *queue; /* NULL: there are several, the author says which */
	bool has_value, many;
};

static void emit_send_head(FILE *out, const struct sending *sending)
{
	const struct model *model = sending->model;
	struct name name = name_of("static inline int %s_send_%s%s(", model->label.name,
	                           name_message(model, sending->message).text,
	                           sending->many ? "_many" : "");
	struct row row;

	row_begin(&row);
	row_add(&row, "struct vqs_device *device");
	if (!sending->queue)
		row_add(&row, "uint16_t queue");
	if (sending->has_value)
		row_add(&row, "const struct %s *event%s",
		        name_native_half(model, sending->message, true).text,
		        sending->many ? "s" : "");
	if (sending->many)
		row_add(&row, "unsigned int count");
	row_end_call(&row, out, name.text, ")");
}

static void emit_send_body(FILE *out, const struct sending *sending)
{
	const struct model *model = sending->model;
	const struct queue *queue = sending->queue;
	bool moves = queue && queue->moves;
	struct row row;

	row_begin(&row);
	row_add(&row, "device");
	row_add(&row, "%s",
	        moves   ? "(uint16_t)queue"
	        : queue ? name_queue(model, queue).text
	                : "queue");
	row_add(&row, "%s", message_in_table(model, sending->message).text);
	row_add(&row, !sending->has_value ? "NULL" : sending->many ? "events" : "event");
	if (sending->many)
		row_add(&row, "count");
	fputs("{\n", out);
	if (moves)
		fprintf(out,
		        "\tint queue = vqs_device_queue_index(device, %s, 0);\n\n"
		        "\tif (queue < 0)\n\t\treturn -ENOTCONN;\n",
		        name_row(model, queue).text);
	row_end_call(&row, out,
	             sending->many ? "\treturn vqs_device_send_many("
	                           : "\treturn vqs_device_send(",
	             ");");
	fputs("}\n", out);
}

static void emit_send(FILE *out, const struct model *model, const struct message *message)
{
	struct sending sending = {
		.model = model,
		.message = message,
		.queue = family_queue(model, message->family, true),
		.has_value = half_has_native(&message->writable),
	};

	fputc('\n', out);
	emit_comment(out, 0, "%s", summary_of(&message->label));
	emit_send_head(out, &sending);
	emit_send_body(out, &sending);
	/* A queue that has them only may have a great many. */
	if (message->family->has_opcode)
		return;
	fputc('\n', out);
	emit_comment(out, 0, "As many as there are buffers for; how many, or an error.");
	sending.many = true;
	emit_send_head(out, &sending);
	emit_send_body(out, &sending);
}

static void emit_config(FILE *out, const struct model *model)
{
	const char *name = model->label.name;

	if (!fields_have_native(&model->config.fields))
		return;
	fputc('\n', out);
	emit_comment(out, 0,
	             "The configuration space. After a change call "
	             "vqs_device_config_changed().");
	fprintf(out,
	        "static inline struct %s_config *%s_config(struct vqs_device *device)\n"
	        "{\n\treturn vqs_device_config(device);\n}\n",
	        name, name);
}

static void emit_handlers_head(FILE *out, const struct model *model)
{
	fputc('\n', out);
	emit_comment(
	        out, 0,
	        "Handlers: these you write. Each takes a request and completes it, now "
	        "or later, with the function _done of its name%s. What the request "
	        "holds stays valid until then.",
	        any_status(model)
	                ? name_of(" or with %s_refuse()", model->label.name).text
	                : "");
}

static void emit_class(FILE *out, const struct model *model)
{
	if (!for_messages(NULL, model, false, NULL))
		return;
	fputc('\n', out);
	emit_comment(out, 0, "The handlers as struct vqs_device_class wants them.");
	fprintf(out, "extern vqs_handler *const *const %s_handlers[];\n",
	        model->label.name);
}

static void generate_device_header(const struct model *model, struct generated *to)
{
	const char *name = model->label.name;
	struct name guard = name_upper("%s_device_h", name);
	FILE *out = file_begin(to, "%s_device.h", name);

	emit_head(out, model, LICENSE_OWN, "device",
	          "The device: what its author writes, and what that calls.");
	fprintf(out, "#ifndef %s\n#define %s\n\n#include <vqsmith/device.h>\n\n",
	        guard.text, guard.text);
	fprintf(out, "#include \"%s_type.h\"\n", name);
	fputs("\n/* Your state, which every handler gets: `self` of vqs_device_create(). "
	      "*/\n",
	      out);
	fprintf(out, "struct %s;\n", name);
	if (for_messages(NULL, model, false, NULL))
		emit_handlers_head(out, model);
	for_messages(out, model, false, emit_handler);
	emit_class(out, model);
	for_messages(out, model, false, emit_completion);
	emit_refuse(out, model);
	if (for_messages(NULL, model, true, NULL)) {
		fputc('\n', out);
		emit_comment(
		        out, 0,
		        "Events. -EAGAIN: the driver has posted no buffer; the class's "
		        "posted() tells when it has.");
	}
	for_messages(out, model, true, emit_send);
	emit_config(out, model);
	fputs("\n#endif\n", out);
	file_end(to);
}

/* ---- The source ----------------------------------------------------------- */

static void emit_taker(FILE *out, const struct model *model,
                       const struct message *message)
{
	fprintf(out,
	        "\nstatic void take_%s(void *self, struct vqs_request *request)\n{\n",
	        name_message(model, message).text);
	fprintf(out, "\t%s(self, request%s);\n}\n", handler_name(model, message).text,
	        half_has_native(&message->readable) ? ", request->readable" : "");
}

/* For a device that never offers the feature; the author's own takes its place. */
static void emit_default(FILE *out, const struct model *model,
                         const struct message *message)
{
	if (!handler_is_optional(model, message))
		return;
	fputs("\n__attribute__((weak))\n", out);
	emit_prototype(out, model, message, ")");
	fputs("{\n\t(void)", out);
	fprintf(out, "%s;\n", model->label.name);
	if (half_has_native(&message->readable))
		fputs("\t(void)asked;\n", out);
	fputs("\tvqs_request_unsupported(request);\n}\n", out);
}

static void emit_family_takers(FILE *out, const struct model *model,
                               const struct family *family)
{
	fprintf(out, "\nstatic vqs_handler *const %s_handlers[] = {\n",
	        name_local(model, family->label.name));
	for (unsigned int i = 0; i < family->count; i++)
		fprintf(out, "\ttake_%s,\n",
		        name_message(model, &family->messages[i]).text);
	fputs("};\n", out);
}

static void generate_device_source(const struct model *model, struct generated *to)
{
	const char *name = model->label.name;
	FILE *out = file_begin(to, "%s_device.c", name);

	emit_head(out, model, LICENSE_OWN, "device", "From the table to the handlers.");
	fprintf(out, "#include \"%s_device.h\"\n", name);
	if (any_handler_is_optional(model))
		fputs("\n/* In place of handlers that are left out: the device does not "
		      "know the "
		      "request. */\n",
		      out);
	for_messages(out, model, false, emit_default);
	for_messages(out, model, false, emit_taker);
	for (unsigned int i = 0; i < model->family_count; i++)
		if (family_used(model, &model->families[i], false))
			emit_family_takers(out, model, &model->families[i]);
	if (for_messages(NULL, model, false, NULL)) {
		fprintf(out, "\nvqs_handler *const *const %s_handlers[] = {\n", name);
		for (unsigned int i = 0; i < model->family_count; i++) {
			const struct family *family = &model->families[i];

			if (family_used(model, family, false))
				fprintf(out, "\t%s_handlers,\n",
				        name_local(model, family->label.name));
			else
				fprintf(out, "\tNULL, /* %s: the device sends it */\n",
				        family->label.name);
		}
		fputs("};\n", out);
	}
	file_end(to);
}

void generate_device(const struct model *model, struct generated *to)
{
	generate_type_header(model, to);
	generate_type_table(model, to);
	generate_device_header(model, to);
	generate_device_source(model, to);
}

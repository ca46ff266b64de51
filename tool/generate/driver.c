/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `driver`: NAME_driver.h and NAME_driver.c, typed calls and events for programs
 * in user space.
 */
#include "emit.h"
#include "native.h"

/* ---- Signatures ---------------------------------------------------------- */

/* lamp_call_set_level(driver, asked, reply), lamp_start_set_level(driver, call, ...) */
static void emit_signature(FILE *out, const struct model *model,
                           const struct message *message, const char *verb,
                           const char *after)
{
	struct name start = name_of("int %s_%s_%s(", model->label.name, verb,
	                            name_message(model, message).text);
	struct row row;

	row_begin(&row);
	row_add(&row, "struct %s_driver *driver", model->label.name);
	if (!family_queue(model, message->family, false))
		row_add(&row, "uint16_t queue");
	if (verb[0] == 's')
		row_add(&row, "struct vqs_call *call");
	if (half_has_native(&message->readable))
		row_add(&row, "const struct %s *asked",
		        name_native_half(model, message, false).text);
	if (half_has_native(&message->writable))
		row_add(&row, "struct %s *reply",
		        name_native_half(model, message, true).text);
	row_end_call(&row, out, start.text, after);
}

static void emit_call_declaration(FILE *out, const struct model *model,
                                  const struct message *message)
{
	fputc('\n', out);
	emit_comment(out, 0, "%s", summary_of(&message->label));
	emit_signature(out, model, message, "call", ");");
	emit_signature(out, model, message, "start", ");");
}

static void emit_event_member(FILE *out, const struct model *model,
                              const struct message *message)
{
	struct name start = name_of("\tvoid (*%s)(", name_message(model, message).text);
	struct row row;

	emit_comment(out, 1, "%s", summary_of(&message->label));
	row_begin(&row);
	row_add(&row, "void *self");
	if (!family_queue(model, message->family, true))
		row_add(&row, "uint16_t queue");
	if (half_has_native(&message->writable))
		row_add(&row, "const struct %s *event",
		        name_native_half(model, message, true).text);
	row_end_call(&row, out, start.text, ");");
}

/* ---- Configuration ------------------------------------------------------- */

static bool settable(const struct field *field)
{
	return field->access != VQS_READ_ONLY && field_has_native(field);
}

/* A scalar goes by value; what is longer stands in a whole configuration. */
static void emit_set_signature(FILE *out, const struct model *model,
                               const struct field *field, const char *after)
{
	struct name start =
	        name_of("int %s_driver_set_%s(", model->label.name, field->label.name);
	struct row row;

	row_begin(&row);
	row_add(&row, "struct %s_driver *driver", model->label.name);
	if (field->extent == VQS_ONE && field->kind != VQS_STRUCT)
		row_add(&row, "%s value", native_type(field->kind));
	else
		row_add(&row, "const struct %s_config *config", model->label.name);
	row_end_call(&row, out, start.text, after);
}

static void emit_config_declarations(FILE *out, const struct model *model)
{
	const char *name = model->label.name;

	if (!fields_have_native(&model->config.fields))
		return;
	fputc('\n', out);
	emit_comment(out, 0,
	             "Reads the configuration space, untorn. Fields whose feature is not "
	             "offered are zero.");
	fprintf(out,
	        "int %s_driver_config(struct %s_driver *driver, struct %s_config "
	        "*config);\n",
	        name, name, name);
	for (unsigned int i = 0; i < model->config.fields.count; i++) {
		const struct field *field = &model->config.fields.fields[i];

		if (!settable(field))
			continue;
		fputc('\n', out);
		emit_comment(out, 0, "Writes %s. %s", field->label.name,
		             summary_of(&field->label));
		emit_set_signature(out, model, field, ");");
	}
}

static void emit_set(FILE *out, const struct model *model, const struct field *field)
{
	struct name constant = name_config(model, field);

	fputc('\n', out);
	emit_set_signature(out, model, field, ")");
	fputs("{\n", out);
	if (field->extent == VQS_ONE && field->kind != VQS_STRUCT)
		fprintf(out,
		        "\tconst struct %s_config config = { .%s = value };\n\n"
		        "\treturn vqs_driver_config_write(driver->driver, %s, "
		        "&config);\n",
		        model->label.name, field->label.name, constant.text);
	else
		fprintf(out,
		        "\treturn vqs_driver_config_write(driver->driver, %s, config);\n",
		        constant.text);
	fputs("}\n", out);
}

static void emit_config(FILE *out, const struct model *model)
{
	const char *name = model->label.name;

	if (!fields_have_native(&model->config.fields))
		return;
	fprintf(out,
	        "\nint %s_driver_config(struct %s_driver *driver, struct %s_config "
	        "*config)\n"
	        "{\n\treturn vqs_driver_config_read(driver->driver, config, NULL);\n}\n",
	        name, name, name);
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		if (settable(&model->config.fields.fields[i]))
			emit_set(out, model, &model->config.fields.fields[i]);
}

/* ---- The header ---------------------------------------------------------- */

static void emit_events_struct(FILE *out, const struct model *model)
{
	fprintf(out, "\n/* What the program wants to hear; any of it may be NULL. */\n");
	fprintf(out, "struct %s_driver_events {\n", model->label.name);
	for_messages(out, model, true, emit_event_member);
	fputs("\t/* The configuration space changed: read it again. */\n"
	      "\tvoid (*config_changed)(void *self);\n"
	      "\t/* The device broke the rules, or is gone; every call has ended. */\n"
	      "\tvoid (*broken)(void *self, const char *why);\n};\n",
	      out);
}

static void emit_driver_struct(FILE *out, const struct model *model)
{
	const char *name = model->label.name;
	struct row row;

	fprintf(out,
	        "\nstruct %s_driver {\n\tstruct vqs_driver *driver;\n"
	        "\tint timeout; /* of a call, in milliseconds; -1: none. At first 5000. "
	        "*/\n"
	        "\tconst struct %s_driver_events *events;\n\tvoid *self;\n};\n",
	        name, name);
	fputc('\n', out);
	emit_comment(out, 0,
	             "Takes the transport over and brings the device up with all of "
	             "`wanted` that it offers (NULL: everything). `events` may be NULL; "
	             "`self` goes to each of them. As vqs_driver_create().");
	row_begin(&row);
	row_add(&row, "struct %s_driver *driver", name);
	row_add(&row, "struct vqs_driver_transport *transport");
	row_add(&row, "const struct vqs_features *wanted");
	row_add(&row, "const struct %s_driver_events *events", name);
	row_add(&row, "void *self");
	row_end_call(&row, out, name_of("int %s_driver_init(", name).text, ");");
	fprintf(out, "void %s_driver_fini(struct %s_driver *driver);\n", name, name);
}

static void emit_has(FILE *out, const struct model *model)
{
	const char *name = model->label.name;
	struct row row;

	fputs("\n/* Whether a feature was negotiated. */\n", out);
	row_begin(&row);
	row_add(&row, "const struct %s_driver *driver", name);
	row_add(&row, "unsigned int feature");
	row_end_call(&row, out, name_of("static inline bool %s_driver_has(", name).text,
	             ")");
	fputs("{\n\treturn vqs_features_has(vqs_driver_negotiated(driver->driver), "
	      "feature);\n"
	      "}\n",
	      out);
}

static void generate_driver_header(const struct model *model, struct generated *to)
{
	const char *name = model->label.name;
	struct name guard = name_upper("%s_driver_h", name);
	FILE *out = file_begin(to, "%s_driver.h", name);

	emit_head(out, model, LICENSE_OWN, "driver",
	          "A driver of the device for programs in user space.");
	fprintf(out, "#ifndef %s\n#define %s\n\n#include <vqsmith/driver.h>\n\n",
	        guard.text, guard.text);
	fprintf(out, "#include \"%s_type.h\"\n", name);
	emit_events_struct(out, model);
	emit_driver_struct(out, model);
	emit_has(out, model);
	if (for_messages(NULL, model, false, NULL)) {
		fputc('\n', out);
		emit_comment(
		        out, 0,
		        "Calls. _call_ waits for the reply; _start_ returns at once, and "
		        "`call->done`, which the caller sets, tells of the end. 0, or "
		        "negative errno: what the device answered stands in `reply`.");
	}
	for_messages(out, model, false, emit_call_declaration);
	emit_config_declarations(out, model);
	fputs("\n#endif\n", out);
	file_end(to);
}

/* ---- The source ---------------------------------------------------------- */

static struct name queue_of(const struct model *model, const struct message *message)
{
	const struct queue *queue = family_queue(model, message->family, false);

	if (queue && queue->moves)
		return name_of("(uint16_t)queue");
	return queue ? name_queue(model, queue) : name_of("queue");
}

/* Where the queue is, if that is not always the same. */
static void emit_place(FILE *out, const struct model *model,
                       const struct message *message)
{
	const struct queue *queue = family_queue(model, message->family, false);

	if (queue && queue->moves)
		fprintf(out,
		        "\tint queue = vqs_driver_queue_index(driver->driver, %s, 0);\n",
		        name_row(model, queue).text);
}

static void emit_place_check(FILE *out, const struct model *model,
                             const struct message *message)
{
	const struct queue *queue = family_queue(model, message->family, false);

	fputs("\n", out);
	if (queue && queue->moves)
		fputs("\tif (queue < 0)\n\t\treturn queue;\n", out);
}

/* What the device keeps until it has use for it may take any time. */
static bool is_held(const struct model *model, const struct family *family)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].family == family && model->queues[i].holds)
			return true;
	return false;
}

static void emit_call(FILE *out, const struct model *model, const struct message *message)
{
	bool asked = half_has_native(&message->readable);
	bool reply = half_has_native(&message->writable);

	fputc('\n', out);
	emit_signature(out, model, message, "call", ")");
	fprintf(out, "{\n\tstruct vqs_call call = {\n\t\t.message = %s,\n",
	        message_in_table(model, message).text);
	fputs(asked ? "\t\t.readable = asked,\n" : "", out);
	fputs(reply ? "\t\t.writable = reply,\n" : "", out);
	fputs("\t};\n", out);
	emit_place(out, model, message);
	emit_place_check(out, model, message);
	fprintf(out, "\treturn vqs_driver_call(driver->driver, %s, &call, %s);\n}\n",
	        queue_of(model, message).text,
	        is_held(model, message->family) ? "-1" : "driver->timeout");
}

static void emit_start(FILE *out, const struct model *model,
                       const struct message *message)
{
	const struct queue *queue = family_queue(model, message->family, false);

	fputc('\n', out);
	emit_signature(out, model, message, "start", ")");
	fputs("{\n", out);
	emit_place(out, model, message);
	if (queue && queue->moves)
		emit_place_check(out, model, message);
	fprintf(out, "\tcall->message = %s;\n", message_in_table(model, message).text);
	fprintf(out, "\tcall->readable = %s;\n",
	        half_has_native(&message->readable) ? "asked" : "NULL");
	fprintf(out, "\tcall->writable = %s;\n",
	        half_has_native(&message->writable) ? "reply" : "NULL");
	fprintf(out, "\treturn vqs_driver_submit(driver->driver, %s, call);\n}\n",
	        queue_of(model, message).text);
}

static void emit_both(FILE *out, const struct model *model, const struct message *message)
{
	emit_call(out, model, message);
	emit_start(out, model, message);
}

static void emit_delivery(FILE *out, const struct model *model,
                          const struct message *message)
{
	struct name name = name_message(model, message);
	bool which = !family_queue(model, message->family, true);

	fprintf(out, "\tif (message == %s && events->%s)\n",
	        message_in_table(model, message).text, name.text);
	fprintf(out, "\t\tevents->%s(driver->self%s%s);\n", name.text,
	        which ? ", queue" : "",
	        half_has_native(&message->writable) ? ", writable" : "");
}

static void emit_event(FILE *out, const struct model *model)
{
	const char *name = model->label.name;

	fputs("\nstatic void event(void *self, uint16_t queue, const struct vqs_message "
	      "*message,\n                  const void *writable)\n{\n",
	      out);
	fprintf(out,
	        "\tconst struct %s_driver *driver = self;\n"
	        "\tconst struct %s_driver_events *events = driver->events;\n\n",
	        name, name);
	fputs("\t(void)queue;\n\t(void)writable;\n\tif (!events)\n\t\treturn;\n", out);
	for_messages(out, model, true, emit_delivery);
	fputs("}\n", out);
}

static void emit_other_events(FILE *out, const char *name)
{
	fprintf(out,
	        "\nstatic void config_changed(void *self)\n{\n"
	        "\tconst struct %s_driver *driver = self;\n\n"
	        "\tif (driver->events && driver->events->config_changed)\n"
	        "\t\tdriver->events->config_changed(driver->self);\n}\n",
	        name);
	fprintf(out,
	        "\nstatic void broken(void *self, const char *why)\n{\n"
	        "\tconst struct %s_driver *driver = self;\n\n"
	        "\tif (driver->events && driver->events->broken)\n"
	        "\t\tdriver->events->broken(driver->self, why);\n}\n",
	        name);
}

static void emit_init(FILE *out, const char *name, bool has_events)
{
	struct row row;

	fputs("\nstatic const struct vqs_driver_events driver_events = {\n", out);
	fputs(has_events ? "\t.event = event,\n" : "", out);
	fputs("\t.config_changed = config_changed,\n\t.broken = broken,\n};\n\n", out);
	row_begin(&row);
	row_add(&row, "struct %s_driver *driver", name);
	row_add(&row, "struct vqs_driver_transport *transport");
	row_add(&row, "const struct vqs_features *wanted");
	row_add(&row, "const struct %s_driver_events *events", name);
	row_add(&row, "void *self");
	row_end_call(&row, out, name_of("int %s_driver_init(", name).text, ")");
	fprintf(out,
	        "{\n\t*driver = (struct %s_driver){\n\t\t.timeout = 5000,\n"
	        "\t\t.events = events,\n\t\t.self = self,\n\t};\n"
	        "\treturn vqs_driver_create(&driver->driver, &%s_type, transport, "
	        "wanted,\n"
	        "\t                         &driver_events, driver);\n}\n",
	        name, name);
	fprintf(out,
	        "\nvoid %s_driver_fini(struct %s_driver *driver)\n{\n"
	        "\tvqs_driver_destroy(driver->driver);\n\tdriver->driver = NULL;\n}\n",
	        name, name);
}

static void generate_driver_source(const struct model *model, struct generated *to)
{
	const char *name = model->label.name;
	bool has_events = for_messages(NULL, model, true, NULL);
	FILE *out = file_begin(to, "%s_driver.c", name);

	emit_head(out, model, LICENSE_OWN, "driver", "Calls and events of the driver.");
	fprintf(out, "#include \"%s_driver.h\"\n", name);
	if (has_events)
		emit_event(out, model);
	emit_other_events(out, name);
	emit_init(out, name, has_events);
	for_messages(out, model, false, emit_both);
	emit_config(out, model);
	file_end(to);
}

void generate_driver(const struct model *model, struct generated *to)
{
	generate_type_header(model, to);
	generate_type_table(model, to);
	generate_driver_header(model, to);
	generate_driver_source(model, to);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device of any description, with no handlers: its requests are answered as
 * unsupported, its configuration is what drivers make of it. For tests.
 *
 *	any FILE --socket PATH
 */
#define _GNU_SOURCE /* sigprocmask */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>

#include <vqsmith/vhost_user.h>

#include "read.h"
#include "table.h"

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int serve(struct vqs_device *device, const char *path)
{
	struct vqs_vhost_user_server *server;
	struct pollfd wait[2] = { { .events = POLLIN }, { .events = POLLIN } };

	if (vqs_vhost_user_listen(&server, device, path, NULL) != 0)
		return 1;
	wait[0].fd = vqs_vhost_user_fd(server);
	wait[1].fd = open_signals();
	while (poll(wait, 2, -1) > 0 && !wait[1].revents)
		if (vqs_vhost_user_process(server) < 0)
			break;
	vqs_vhost_user_destroy(server);
	return 0;
}

/* The least value that each field may have. */
static void *first_config(const struct vqs_struct *config)
{
	char *native = calloc(1, config->memory + 1);

	for (uint32_t i = 0; native && i < config->field_count; i++) {
		const struct vqs_field *field = &config->fields[i];

		if ((field->flags & VQS_RANGE) && field->extent == VQS_ONE)
			vqs_native_put(native + field->memory, field->kind, field->min);
	}
	return native;
}

int main(int argc, char **argv)
{
	struct source *source = argc == 4 ? source_open(argv[1]) : NULL;
	struct findings findings = { 0 };
	struct model *model = source ? model_read(source, &findings) : NULL;
	struct table *table = model ? table_build(model) : NULL;
	struct vqs_device_class class = { .type = table ? &table->type : NULL };
	struct vqs_device *device;
	void *config;
	int status = 1;

	if (!table)
		return 1;
	config = first_config(&table->type.config);
	if (vqs_device_create(&device, &class, NULL, config, NULL) == 0) {
		status = serve(device, argv[3]);
		vqs_device_destroy(device);
	}
	free(config);
	table_destroy(table);
	model_destroy(model);
	findings_fini(&findings);
	return status;
}

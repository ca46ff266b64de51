/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: who reads events. Each open file has a queue of its own, and loses
 * its oldest events when nobody reads them.
 */
#include <stdlib.h>

#include "linux.h"

/* clang-format off: a line of text is a line of the driver */
static const char readers[] =
        "\n"
        "/* Readers: open files, each with the events that it has not read. */\n"
        "\n"
        "static int virtio_$_open(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$ *@ = container_of(file->private_data, struct virtio_$, "
        "misc);\n"
        "\tstruct virtio_$_reader *reader = kzalloc(sizeof(*reader), GFP_KERNEL);\n"
        "\n"
        "\tif (!reader)\n"
        "\t\treturn -ENOMEM;\n"
        "\tkref_get(&@->ref);\n"
        "\treader->@ = @;\n"
        "\tINIT_LIST_HEAD(&reader->events);\n"
        "\tfile->private_data = reader;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tlist_add_tail(&reader->node, &@->readers);\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\treturn nonseekable_open(inode, file);\n"
        "}\n"
        "\n"
        "static int virtio_$_release(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\tstruct virtio_$ *@ = reader->@;\n"
        "\tstruct virtio_$_event_node *node, *next;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tlist_del(&reader->node);\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\n"
        "\tlist_for_each_entry_safe(node, next, &reader->events, node)\n"
        "\t\tkfree(node);\n"
        "\tkfree(reader);\n"
        "\tkref_put(&@->ref, virtio_$_free);\n"
        "\treturn 0;\n"
        "}\n"
        "\n"
        "/* What poll() says. After EPOLLHUP nothing comes any more. */\n"
        "static __poll_t virtio_$_state(struct virtio_$_reader *reader)\n"
        "{\n"
        "\tstruct virtio_$ *@ = reader->@;\n"
        "\t__poll_t mask = 0;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tif (reader->count || test_bit(0, &reader->lost))\n"
        "\t\tmask |= EPOLLIN | EPOLLRDNORM;\n"
        "\tif (!@->live || @->broken)\n"
        "\t\tmask |= EPOLLHUP | EPOLLERR;\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\treturn mask;\n"
        "}\n"
        "\n"
        "/* Takes the oldest event if it fits into `room` bytes. -EAGAIN: there is none. "
        "*/\n"
        "static int virtio_$_next(struct virtio_$_reader *reader, size_t room, struct "
        "virtio_$_event_node **node)\n"
        "{\n"
        "\tstruct virtio_$ *@ = reader->@;\n"
        "\tint ret = 0;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\t*node = list_first_entry_or_null(&reader->events, struct virtio_$_event_node, "
        "node);\n"
        "\tif (!*node && !@->live)\n"
        "\t\tret = -ENODEV;\n"
        "\telse if (!*node && @->broken)\n"
        "\t\tret = -EIO;\n"
        "\telse if (!*node)\n"
        "\t\tret = -EAGAIN;\n"
        "\telse if ((*node)->length > room)\n"
        "\t\tret = -EINVAL;\n"
        "\tif (!ret) {\n"
        "\t\tlist_del(&(*node)->node);\n"
        "\t\treader->count--;\n"
        "\t}\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\treturn ret;\n"
        "}\n"
        "\n"
        "/* As many whole events as there are and fit. */\n"
        "static ssize_t virtio_$_copy(struct virtio_$_reader *reader, char __user *to, "
        "size_t size)\n"
        "{\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\tsize_t done = 0;\n"
        "\tint ret;\n"
        "\n"
        "\tif (test_and_clear_bit(0, &reader->lost))\n"
        "\t\treturn -ENOBUFS;\n"
        "\tdo {\n"
        "\t\tret = virtio_$_next(reader, size - done, &node);\n"
        "\t\tif (ret)\n"
        "\t\t\tbreak;\n"
        "\t\tif (copy_to_user(to + done, node->bytes, node->length))\n"
        "\t\t\tret = -EFAULT;\n"
        "\t\telse\n"
        "\t\t\tdone += node->length;\n"
        "\t\tkfree(node);\n"
        "\t} while (!ret);\n"
        "\treturn done ? done : ret;\n"
        "}\n"
        "\n"
        "static ssize_t virtio_$_read(struct file *file, char __user *to, size_t size, "
        "loff_t *pos)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\tstruct virtio_$ *@ = reader->@;\n"
        "\tssize_t ret;\n"
        "\n";

static const char reading[] =
        "\tfor (;;) {\n"
        "\t\tret = virtio_$_copy(reader, to, size);\n"
        "\t\tif (ret != -EAGAIN || file->f_flags & O_NONBLOCK)\n"
        "\t\t\treturn ret;\n"
        "\t\tif (wait_event_freezable(@->arrived, virtio_$_state(reader)))\n"
        "\t\t\treturn -ERESTARTSYS;\n"
        "\t}\n"
        "}\n"
        "\n"
        "static __poll_t virtio_$_poll(struct file *file, poll_table *wait)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\n"
        "\tpoll_wait(file, &reader->@->arrived, wait);\n"
        "\treturn virtio_$_state(reader);\n"
        "}\n";
/* clang-format on */

/* Where no queue of events was negotiated there is nothing to wait for. */
static void say_none(const struct linux_driver *driver)
{
	const struct model *model = driver->model;
	const char *before = "\tif (";

	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].posted && model->queues[i].condition.count == 0)
			return;
	for (unsigned int i = 0; i < model->queue_count; i++) {
		char *lacks;

		if (!model->queues[i].posted)
			continue;
		lacks = linux_condition(driver, &model->queues[i].condition, NULL, true);
		sayf(driver, "%s%s", before, lacks);
		free(lacks);
		before = " && ";
	}
	say(driver, ")\n\t\treturn -EOPNOTSUPP;\n");
}

void linux_read(const struct linux_driver *driver)
{
	say(driver, readers);
	say_none(driver);
	say(driver, reading);
}

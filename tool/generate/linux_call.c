/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: the way of a request, from its allocation to its end. It is the
 * same for every device type.
 */
#include "linux.h"

/* clang-format off: a line of text is a line of the driver */
static const char calls[] =
        "\n"
        "/* Calls: requests from their allocation to the end of their last user. */\n"
        "\n"
        "static void virtio_$_call_free(struct kref *ref)\n"
        "{\n"
        "\tstruct virtio_$_call *call = container_of(ref, struct virtio_$_call, ref);\n"
        "\n"
        "\tkfree(call->readable);\n"
        "\tkfree(call->writable);\n"
        "\tkfree(call->reply);\n"
        "\tkfree(call);\n"
        "}\n"
        "\n"
        "static void virtio_$_call_put(struct virtio_$_call *call)\n"
        "{\n"
        "\tkref_put(&call->ref, virtio_$_call_free);\n"
        "}\n"
        "\n"
        "/* All zero, so that nobody sees what was there before. */\n"
        "static struct virtio_$_call *virtio_$_call_new(size_t readable_len, size_t "
        "writable_len)\n"
        "{\n"
        "\tstruct virtio_$_call *call = kzalloc(sizeof(*call), GFP_KERNEL);\n"
        "\n"
        "\tif (!call)\n"
        "\t\treturn ERR_PTR(-ENOMEM);\n"
        "\tkref_init(&call->ref);\n"
        "\tINIT_LIST_HEAD(&call->node);\n"
        "\tinit_waitqueue_head(&call->wait);\n"
        "\tcall->readable_len = readable_len;\n"
        "\tcall->writable_len = writable_len;\n"
        "\tcall->readable = kzalloc(readable_len, GFP_KERNEL);\n"
        "\tcall->writable = kzalloc(writable_len, GFP_KERNEL);\n"
        "\tcall->reply = kzalloc(writable_len, GFP_KERNEL);\n"
        "\tif (!call->readable || !call->writable || !call->reply) {\n"
        "\t\tvirtio_$_call_put(call);\n"
        "\t\treturn ERR_PTR(-ENOMEM);\n"
        "\t}\n"
        "\treturn call;\n"
        "}\n"
        "\n"
        "/* Under @->lock. The first end counts. */\n"
        "static void virtio_$_call_end(struct virtio_$_call *call, int result, u32 "
        "used)\n"
        "{\n"
        "\tif (call->done)\n"
        "\t\treturn;\n"
        "\tcall->result = result;\n"
        "\tcall->used = used;\n"
        "\tlist_del_init(&call->node);\n"
        "\t/* Pairs with the acquire in virtio_$_call_done(). */\n"
        "\tsmp_store_release(&call->done, true);\n"
        "\twake_up(&call->wait);\n"
        "}\n"
        "\n"
        "static bool virtio_$_call_done(struct virtio_$_call *call)\n"
        "{\n"
        "\t/* Pairs with the release in virtio_$_call_end(). */\n"
        "\treturn smp_load_acquire(&call->done);\n"
        "}\n";

static const char end_all[] =
        "\n"
        "/* Under @->lock. What the device still has is freed when it has been reset. "
        "*/\n"
        "static void virtio_$_end_all(struct virtio_$ *@, int result)\n"
        "{\n"
        "\tstruct virtio_$_call *call, *next;\n"
        "\n"
        "\tlist_for_each_entry_safe(call, next, &@->calls, node)\n"
        "\t\tvirtio_$_call_end(call, result, 0);\n"
        "\twake_up_all(&@->room);\n";

static const char breaking[] =
        "\n"
        "/* Under @->lock. The device is not to be trusted until it has been reset. */\n"
        "static void virtio_$_break(struct virtio_$ *@, const char *why)\n"
        "{\n"
        "\tif (@->broken)\n"
        "\t\treturn;\n"
        "\tdev_err(&@->vdev->dev, \"%s: out of use until bound again\\n\", why);\n"
        "\t@->broken = true;\n";

static const char transfer[] =
        "\n"
        "/* Puts a call on its virtqueue, or ends it. False: there is no room now. */\n"
        "static bool virtio_$_add(struct virtio_$ *@, unsigned int queue, struct "
        "virtio_$_call *call)\n"
        "{\n"
        "\tstruct scatterlist readable, writable, *sgs[2];\n"
        "\tunsigned int out = 0, in = 0;\n"
        "\tint ret = -ENODEV;\n"
        "\n"
        "\tif (call->readable_len) {\n"
        "\t\tsg_init_one(&readable, call->readable, call->readable_len);\n"
        "\t\tsgs[out++] = &readable;\n"
        "\t}\n"
        "\tif (call->writable_len) {\n"
        "\t\tsg_init_one(&writable, call->writable, call->writable_len);\n"
        "\t\tsgs[out + in++] = &writable;\n"
        "\t}\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tif (@->live && @->broken)\n"
        "\t\tret = -EIO;\n"
        "\telse if (@->live && @->vqs[queue])\n"
        "\t\tret = virtqueue_add_sgs(@->vqs[queue], sgs, out, in, call, GFP_ATOMIC);\n"
        "\tif (!ret) {\n"
        "\t\tkref_get(&call->ref);\n"
        "\t\tlist_add_tail(&call->node, &@->calls);\n"
        "\t\t/* Under the lock, or the virtqueue might go meanwhile. */\n"
        "\t\tif (!virtqueue_kick(@->vqs[queue]))\n"
        "\t\t\tvirtio_$_break(@, \"a virtqueue is broken\");\n"
        "\t} else if (ret != -ENOSPC) {\n"
        "\t\tvirtio_$_call_end(call, ret, 0);\n"
        "\t}\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\treturn ret != -ENOSPC;\n"
        "}\n"
        "\n"
        "/*\n"
        " * Sends a call and waits for its end. A signal ends the wait with -EINTR and\n"
        " * not with a restart, because the device may have acted already. 0: the "
        "device\n"
        " * has written `least` bytes or more.\n"
        " */\n"
        "static int virtio_$_transfer(struct virtio_$ *@, unsigned int queue, struct "
        "virtio_$_call *call, size_t least)\n"
        "{\n"
        "\tif (wait_event_freezable(@->room, virtio_$_add(@, queue, call)))\n"
        "\t\treturn -EINTR;\n"
        "\tif (wait_event_freezable(call->wait, virtio_$_call_done(call)))\n"
        "\t\treturn -EINTR;\n"
        "\tif (call->result)\n"
        "\t\treturn call->result;\n"
        "\tif (call->used < least || call->used > call->writable_len)\n"
        "\t\treturn -EPROTO;\n"
        "\tmemcpy(call->reply, call->writable, call->writable_len);\n"
        "\treturn 0;\n"
        "}\n"
        "\n"
        "static void virtio_$_requests_used(struct virtqueue *vq)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vq->vdev->priv;\n"
        "\tstruct virtio_$_call *call;\n"
        "\tunsigned long flags;\n"
        "\tu32 used;\n"
        "\n"
        "\tspin_lock_irqsave(&@->lock, flags);\n"
        "\tif (!@->live)\n"
        "\t\tgoto unlock;\n"
        "\tdo {\n"
        "\t\tvirtqueue_disable_cb(vq);\n"
        "\t\twhile ((call = virtqueue_get_buf(vq, &used))) {\n"
        "\t\t\tvirtio_$_call_end(call, 0, used);\n"
        "\t\t\tvirtio_$_call_put(call);\n"
        "\t\t}\n"
        "\t} while (!virtqueue_enable_cb(vq));\n"
        "\tif (virtqueue_is_broken(vq))\n"
        "\t\tvirtio_$_break(@, \"a virtqueue is broken\");\n"
        "\twake_up_all(&@->room);\n"
        "unlock:\n"
        "\tspin_unlock_irqrestore(&@->lock, flags);\n"
        "}\n";
/* clang-format on */

/* Where there are no requests, breaking wakes the readers and that is all. */
static void say_breaking(const struct linux_driver *driver)
{
	if (driver->requests) {
		say(driver, end_all);
		if (driver->events)
			say(driver, "\twake_up_all(&@->arrived);\n");
		say(driver, "}\n");
	}
	say(driver, breaking);
	if (driver->requests)
		say(driver, "\tvirtio_$_end_all(@, -EIO);\n");
	else if (driver->events)
		say(driver, "\twake_up_all(&@->arrived);\n");
	say(driver, "}\n");
}

void linux_call(const struct linux_driver *driver)
{
	if (driver->requests)
		say(driver, calls);
	say_breaking(driver);
	if (driver->requests)
		say(driver, transfer);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver of the virtio lamp device. A dimmable lamp that can sense motion.
 *
 * Requests are ioctls of the character device, and events are read from it: see
 * in virtio_lamp.h. Configuration space is in sysfs, in the directory config
 * beside the device.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you.
 */

#include <linux/err.h>
#include <linux/freezer.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "virtio_lamp.h"

#define VIRTIO_LAMP_VQS		2
#define VIRTIO_LAMP_BULK	65536	/* most bytes of what has no bound */
#define VIRTIO_LAMP_EVENT_ROOM	16	/* bytes for an event */
#define VIRTIO_LAMP_POSTED	16	/* buffers that wait for events */
#define VIRTIO_LAMP_KEPT	64	/* events kept for each reader */

/*
 * One for each device. Open files hold references to it, and it to the
 * device: it may outlive the driver's hold of the device.
 */
struct virtio_lamp {
	struct kref ref;
	struct virtio_device *vdev;
	u64 features;			/* negotiated */
	struct miscdevice misc;
	char name[80];
	int id;
	struct work_struct config_work;
	spinlock_t lock;		/* all below, and the virtqueues */
	struct virtqueue *vqs[VIRTIO_LAMP_VQS];
	bool live;			/* the device is ours to use */
	bool broken;			/* it broke the rules */
	wait_queue_head_t room;		/* in a virtqueue */
	struct list_head calls;		/* on their way */
	wait_queue_head_t arrived;	/* events */
	struct list_head readers;
	void *event;			/* a copy that the device can't change */
};

/* An event that waits for its reader, as read() gives it. */
struct virtio_lamp_event_node {
	struct list_head node;
	size_t length;
	u8 bytes[];
};

/* An open file, with the events that it has not read. */
struct virtio_lamp_reader {
	struct virtio_lamp *lamp;
	struct list_head node;
	struct list_head events;
	unsigned int count;
	unsigned long lost;		/* bit 0: events were lost */
};

/*
 * A request on its way. Its caller holds a reference, and so does the
 * virtqueue:
 * who is interrupted leaves the buffers to the device.
 */
struct virtio_lamp_call {
	struct kref ref;
	struct list_head node;
	wait_queue_head_t wait;
	bool done;
	int result;
	u32 used;			/* bytes that the device wrote */
	size_t readable_len;
	size_t writable_len;
	void *readable;
	void *writable;
	void *reply;			/* a copy that the device can't change */
};

static DEFINE_IDA(virtio_lamp_ida);

static void virtio_lamp_free(struct kref *ref)
{
	struct virtio_lamp *lamp = container_of(ref, struct virtio_lamp, ref);

	put_device(&lamp->vdev->dev);
	ida_free(&virtio_lamp_ida, lamp->id);
	kfree(lamp->event);
	kfree(lamp);
}

/* Calls: requests from their allocation to the end of their last user. */

static void virtio_lamp_call_free(struct kref *ref)
{
	struct virtio_lamp_call *call = container_of(ref,
						     struct virtio_lamp_call,
						     ref);

	kfree(call->readable);
	kfree(call->writable);
	kfree(call->reply);
	kfree(call);
}

static void virtio_lamp_call_put(struct virtio_lamp_call *call)
{
	kref_put(&call->ref, virtio_lamp_call_free);
}

/* All zero, so that nobody sees what was there before. */
static struct virtio_lamp_call *virtio_lamp_call_new(size_t readable_len,
						     size_t writable_len)
{
	struct virtio_lamp_call *call = kzalloc(sizeof(*call), GFP_KERNEL);

	if (!call)
		return ERR_PTR(-ENOMEM);
	kref_init(&call->ref);
	INIT_LIST_HEAD(&call->node);
	init_waitqueue_head(&call->wait);
	call->readable_len = readable_len;
	call->writable_len = writable_len;
	call->readable = kzalloc(readable_len, GFP_KERNEL);
	call->writable = kzalloc(writable_len, GFP_KERNEL);
	call->reply = kzalloc(writable_len, GFP_KERNEL);
	if (!call->readable || !call->writable || !call->reply) {
		virtio_lamp_call_put(call);
		return ERR_PTR(-ENOMEM);
	}
	return call;
}

/* Under lamp->lock. The first end counts. */
static void virtio_lamp_call_end(struct virtio_lamp_call *call, int result,
				 u32 used)
{
	if (call->done)
		return;
	call->result = result;
	call->used = used;
	list_del_init(&call->node);
	/* Pairs with the acquire in virtio_lamp_call_done(). */
	smp_store_release(&call->done, true);
	wake_up(&call->wait);
}

static bool virtio_lamp_call_done(struct virtio_lamp_call *call)
{
	/* Pairs with the release in virtio_lamp_call_end(). */
	return smp_load_acquire(&call->done);
}

/*
 * Under lamp->lock. What the device still has is freed when it has been reset.
 */
static void virtio_lamp_end_all(struct virtio_lamp *lamp, int result)
{
	struct virtio_lamp_call *call, *next;

	list_for_each_entry_safe(call, next, &lamp->calls, node)
		virtio_lamp_call_end(call, result, 0);
	wake_up_all(&lamp->room);
	wake_up_all(&lamp->arrived);
}

/* Under lamp->lock. The device is not to be trusted until it has been reset. */
static void virtio_lamp_break(struct virtio_lamp *lamp, const char *why)
{
	if (lamp->broken)
		return;
	dev_err(&lamp->vdev->dev, "%s: out of use until bound again\n", why);
	lamp->broken = true;
	virtio_lamp_end_all(lamp, -EIO);
}

/* Puts a call on its virtqueue, or ends it. False: there is no room now. */
static bool virtio_lamp_add(struct virtio_lamp *lamp, unsigned int queue,
			    struct virtio_lamp_call *call)
{
	struct scatterlist readable, writable, *sgs[2];
	unsigned int out = 0, in = 0;
	int ret = -ENODEV;

	if (call->readable_len) {
		sg_init_one(&readable, call->readable, call->readable_len);
		sgs[out++] = &readable;
	}
	if (call->writable_len) {
		sg_init_one(&writable, call->writable, call->writable_len);
		sgs[out + in++] = &writable;
	}

	spin_lock_irq(&lamp->lock);
	if (lamp->live && lamp->broken)
		ret = -EIO;
	else if (lamp->live && lamp->vqs[queue])
		ret = virtqueue_add_sgs(lamp->vqs[queue], sgs, out, in, call,
					GFP_ATOMIC);
	if (!ret) {
		kref_get(&call->ref);
		list_add_tail(&call->node, &lamp->calls);
		/* Under the lock, or the virtqueue might go meanwhile. */
		if (!virtqueue_kick(lamp->vqs[queue]))
			virtio_lamp_break(lamp, "a virtqueue is broken");
	} else if (ret != -ENOSPC) {
		virtio_lamp_call_end(call, ret, 0);
	}
	spin_unlock_irq(&lamp->lock);
	return ret != -ENOSPC;
}

/*
 * Sends a call and waits for its end. A signal ends the wait with -EINTR and
 * not with a restart, because the device may have acted already. 0: the device
 * has written `least` bytes or more.
 */
static int virtio_lamp_transfer(struct virtio_lamp *lamp, unsigned int queue,
				struct virtio_lamp_call *call, size_t least)
{
	if (wait_event_freezable(lamp->room,
				 virtio_lamp_add(lamp, queue, call)))
		return -EINTR;
	if (wait_event_freezable(call->wait, virtio_lamp_call_done(call)))
		return -EINTR;
	if (call->result)
		return call->result;
	if (call->used < least || call->used > call->writable_len)
		return -EPROTO;
	memcpy(call->reply, call->writable, call->writable_len);
	return 0;
}

static void virtio_lamp_requests_used(struct virtqueue *vq)
{
	struct virtio_lamp *lamp = vq->vdev->priv;
	struct virtio_lamp_call *call;
	unsigned long flags;
	u32 used;

	spin_lock_irqsave(&lamp->lock, flags);
	if (!lamp->live)
		goto unlock;
	do {
		virtqueue_disable_cb(vq);
		while ((call = virtqueue_get_buf(vq, &used))) {
			virtio_lamp_call_end(call, 0, used);
			virtio_lamp_call_put(call);
		}
	} while (!virtqueue_enable_cb(vq));
	if (virtqueue_is_broken(vq))
		virtio_lamp_break(lamp, "a virtqueue is broken");
	wake_up_all(&lamp->room);
unlock:
	spin_unlock_irqrestore(&lamp->lock, flags);
}

/* Events: from the buffers that the device fills to the readers. */

/* Under lamp->lock. A slow reader loses its oldest event, and is told. */
static void virtio_lamp_make_room(struct virtio_lamp_reader *reader)
{
	struct virtio_lamp_event_node *node;

	if (reader->count < VIRTIO_LAMP_KEPT)
		return;
	node = list_first_entry(&reader->events, struct virtio_lamp_event_node,
				node);
	list_del(&node->node);
	kfree(node);
	reader->count--;
	set_bit(0, &reader->lost);
}

/* Under lamp->lock. */
static void virtio_lamp_keep(struct virtio_lamp *lamp, const void *event,
			     size_t length)
{
	struct virtio_lamp_reader *reader;
	struct virtio_lamp_event_node *node;

	list_for_each_entry(reader, &lamp->readers, node) {
		virtio_lamp_make_room(reader);
		node = kmalloc(struct_size(node, bytes, length), GFP_ATOMIC);
		if (!node) {
			set_bit(0, &reader->lost);
			continue;
		}
		node->length = length;
		memcpy(node->bytes, event, length);
		list_add_tail(&node->node, &reader->events);
		reader->count++;
	}
}

/* Under lamp->lock. False: the description forbids it. */
static bool virtio_lamp_take_event(struct virtio_lamp *lamp, u32 used)
{
	struct virtio_lamp_read_event event = {
		.hdr.type = VIRTIO_LAMP_READ_EVENT,
	};
	const struct virtio_lamp_event *wire = lamp->event;

	if (used < sizeof(*wire))
		return false;
	event.when_ns = le64_to_cpu(wire->when_ns);
	event.distance_mm = le16_to_cpu(wire->distance_mm);
	event.hdr.length = sizeof(event);
	virtio_lamp_keep(lamp, &event, sizeof(event));
	return true;
}

/* Under lamp->lock. The device may go on writing: what is judged is a copy. */
static void virtio_lamp_event(struct virtio_lamp *lamp, const void *buffer,
			      u32 used)
{
	if (used <= VIRTIO_LAMP_EVENT_ROOM) {
		memcpy(lamp->event, buffer, used);
		if (virtio_lamp_take_event(lamp, used))
			return;
	}
	dev_warn_ratelimited(&lamp->vdev->dev,
			     "an event of %u bytes makes no sense\n", used);
}

/* Under lamp->lock. */
static int virtio_lamp_post(struct virtqueue *vq, void *buffer)
{
	struct scatterlist sg;

	sg_init_one(&sg, buffer, VIRTIO_LAMP_EVENT_ROOM);
	return virtqueue_add_inbuf(vq, &sg, 1, buffer, GFP_ATOMIC);
}

/* Gives the device buffers to fill, if there is the queue. */
static int virtio_lamp_fill(struct virtio_lamp *lamp, struct virtqueue *vq)
{
	unsigned int i;
	void *buffer;
	int ret = 0;

	if (!vq)
		return 0;
	for (i = 0; i < VIRTIO_LAMP_POSTED && !ret; i++) {
		buffer = kzalloc(VIRTIO_LAMP_EVENT_ROOM, GFP_KERNEL);
		if (!buffer)
			return -ENOMEM;
		spin_lock_irq(&lamp->lock);
		ret = virtio_lamp_post(vq, buffer);
		if (!ret)
			virtqueue_kick(vq);
		spin_unlock_irq(&lamp->lock);
		if (ret)
			kfree(buffer);
	}
	return ret == -ENOSPC ? 0 : ret;
}

/*
 * All that came is taken before anything is posted again, so that a device
 * that answers at once cannot keep this running.
 */
static void virtio_lamp_events_used(struct virtqueue *vq)
{
	struct virtio_lamp *lamp = vq->vdev->priv;
	void *taken[VIRTIO_LAMP_POSTED], *buffer;
	unsigned int count = 0;
	unsigned long flags;
	u32 used;

	spin_lock_irqsave(&lamp->lock, flags);
	if (!lamp->live)
		goto unlock;
	do {
		virtqueue_disable_cb(vq);
		while (count < ARRAY_SIZE(taken) &&
		       (buffer = virtqueue_get_buf(vq, &used))) {
			virtio_lamp_event(lamp, buffer, used);
			taken[count++] = buffer;
		}
	} while (!virtqueue_enable_cb(vq) && count < ARRAY_SIZE(taken));
	while (count--)
		if (virtio_lamp_post(vq, taken[count]))
			kfree(taken[count]);
	virtqueue_kick(vq);
	if (virtqueue_is_broken(vq))
		virtio_lamp_break(lamp, "a virtqueue is broken");
	wake_up_all(&lamp->arrived);
unlock:
	spin_unlock_irqrestore(&lamp->lock, flags);
}

/* The ioctls, one function a request. */

static int virtio_lamp_do_set_level(struct virtio_lamp *lamp,
				    struct virtio_lamp_ioc_set_level *arg)
{
	struct virtio_lamp_set_level_req *req;
	struct virtio_lamp_resp_hdr *resp;
	struct virtio_lamp_call *call;
	int ret;

	if (memchr_inv(arg->__pad, 0, sizeof(arg->__pad)))
		return -EINVAL;
	call = virtio_lamp_call_new(sizeof(*req), sizeof(*resp));
	if (IS_ERR(call))
		return PTR_ERR(call);

	req = call->readable;
	req->hdr.type = cpu_to_le16(VIRTIO_LAMP_SET_LEVEL);
	req->level = cpu_to_le16(arg->level);
	ret = virtio_lamp_transfer(lamp, VIRTIO_LAMP_VQ_REQUESTS, call,
				   offsetofend(typeof(*resp), status));
	if (ret)
		goto put;

	resp = call->reply;
	arg->status = resp->status;
put:
	virtio_lamp_call_put(call);
	return ret;
}

static int virtio_lamp_do_get_level(struct virtio_lamp *lamp,
				    struct virtio_lamp_ioc_get_level *arg)
{
	struct virtio_lamp_req_hdr *req;
	struct virtio_lamp_get_level_resp *resp;
	struct virtio_lamp_call *call;
	int ret;

	if (memchr_inv(arg->__pad, 0, sizeof(arg->__pad)) ||
	    memchr_inv(arg->__pad2, 0, sizeof(arg->__pad2)))
		return -EINVAL;
	call = virtio_lamp_call_new(sizeof(*req), sizeof(*resp));
	if (IS_ERR(call))
		return PTR_ERR(call);

	req = call->readable;
	req->type = cpu_to_le16(VIRTIO_LAMP_GET_LEVEL);
	ret = virtio_lamp_transfer(lamp, VIRTIO_LAMP_VQ_REQUESTS, call,
				   offsetofend(typeof(*resp), hdr.status));
	if (ret)
		goto put;

	resp = call->reply;
	arg->status = resp->hdr.status;
	if (arg->status != VIRTIO_LAMP_STATUS_OK)
		goto put;
	if (call->used < sizeof(*resp)) {
		ret = -EPROTO;
		goto put;
	}
	arg->level = le16_to_cpu(resp->level);
put:
	virtio_lamp_call_put(call);
	return ret;
}

static int virtio_lamp_do_play_scene(struct virtio_lamp *lamp,
				     struct virtio_lamp_ioc_play_scene *arg)
{
	struct virtio_lamp_play_scene_req *req;
	struct virtio_lamp_resp_hdr *resp;
	struct virtio_lamp_call *call;
	int ret;

	if (!(lamp->features & BIT_ULL(VIRTIO_LAMP_F_SCENES)))
		return -EOPNOTSUPP;
	if (arg->step_count > 64)
		return -EINVAL;
	if (arg->steps_length > VIRTIO_LAMP_BULK)
		return -EINVAL;
	if (arg->steps_length != arg->step_count * 8ULL)
		return -EINVAL;
	if (memchr_inv(arg->__pad, 0, sizeof(arg->__pad)) ||
	    memchr_inv(arg->__pad2, 0, sizeof(arg->__pad2)))
		return -EINVAL;
	call = virtio_lamp_call_new(sizeof(*req) + arg->steps_length,
				    sizeof(*resp));
	if (IS_ERR(call))
		return PTR_ERR(call);

	req = call->readable;
	req->hdr.type = cpu_to_le16(VIRTIO_LAMP_PLAY_SCENE);
	req->step_count = cpu_to_le32(arg->step_count);
	if (copy_from_user(req->steps, u64_to_user_ptr(arg->steps),
			   arg->steps_length)) {
		ret = -EFAULT;
		goto put;
	}
	ret = virtio_lamp_transfer(lamp, VIRTIO_LAMP_VQ_REQUESTS, call,
				   offsetofend(typeof(*resp), status));
	if (ret)
		goto put;

	resp = call->reply;
	arg->status = resp->status;
put:
	virtio_lamp_call_put(call);
	return ret;
}

static int virtio_lamp_do_describe(struct virtio_lamp *lamp,
				   struct virtio_lamp_ioc_describe *arg)
{
	u32 text_room = min_t(u32, arg->text_length, VIRTIO_LAMP_BULK);
	struct virtio_lamp_req_hdr *req;
	struct virtio_lamp_describe_resp *resp;
	struct virtio_lamp_call *call;
	int ret;

	if (memchr_inv(arg->__pad, 0, sizeof(arg->__pad)) ||
	    memchr_inv(arg->__pad2, 0, sizeof(arg->__pad2)))
		return -EINVAL;
	arg->text_length = 0;
	call = virtio_lamp_call_new(sizeof(*req), sizeof(*resp) + text_room);
	if (IS_ERR(call))
		return PTR_ERR(call);

	req = call->readable;
	req->type = cpu_to_le16(VIRTIO_LAMP_DESCRIBE);
	ret = virtio_lamp_transfer(lamp, VIRTIO_LAMP_VQ_REQUESTS, call,
				   offsetofend(typeof(*resp), hdr.status));
	if (ret)
		goto put;

	resp = call->reply;
	arg->status = resp->hdr.status;
	if (arg->status != VIRTIO_LAMP_STATUS_OK)
		goto put;
	if (call->used < sizeof(*resp)) {
		ret = -EPROTO;
		goto put;
	}
	arg->text_length = call->used - sizeof(*resp);
	if (copy_to_user(u64_to_user_ptr(arg->text), resp->text,
			 arg->text_length))
		ret = -EFAULT;
put:
	virtio_lamp_call_put(call);
	return ret;
}

static long virtio_lamp_ioctl(struct file *file, unsigned int command,
			      unsigned long user)
{
	struct virtio_lamp_reader *reader = file->private_data;
	struct virtio_lamp *lamp = reader->lamp;
	void *arg;
	int ret;

	if (_IOC_TYPE(command) != VIRTIO_LAMP_IOC_MAGIC)
		return -ENOTTY;
	arg = memdup_user((void __user *)user, _IOC_SIZE(command));
	if (IS_ERR(arg))
		return PTR_ERR(arg);

	switch (command) {
	case VIRTIO_LAMP_IOC_SET_LEVEL:
		ret = virtio_lamp_do_set_level(lamp, arg);
		break;
	case VIRTIO_LAMP_IOC_GET_LEVEL:
		ret = virtio_lamp_do_get_level(lamp, arg);
		break;
	case VIRTIO_LAMP_IOC_PLAY_SCENE:
		ret = virtio_lamp_do_play_scene(lamp, arg);
		break;
	case VIRTIO_LAMP_IOC_DESCRIBE:
		ret = virtio_lamp_do_describe(lamp, arg);
		break;
	default:
		ret = -ENOTTY;
		break;
	}

	if (!ret && copy_to_user((void __user *)user, arg, _IOC_SIZE(command)))
		ret = -EFAULT;
	kfree(arg);
	return ret;
}

/* Readers: open files, each with the events that it has not read. */

static int virtio_lamp_open(struct inode *inode, struct file *file)
{
	struct virtio_lamp *lamp = container_of(file->private_data,
						struct virtio_lamp, misc);
	struct virtio_lamp_reader *reader = kzalloc(sizeof(*reader),
						    GFP_KERNEL);

	if (!reader)
		return -ENOMEM;
	kref_get(&lamp->ref);
	reader->lamp = lamp;
	INIT_LIST_HEAD(&reader->events);
	file->private_data = reader;

	spin_lock_irq(&lamp->lock);
	list_add_tail(&reader->node, &lamp->readers);
	spin_unlock_irq(&lamp->lock);
	return nonseekable_open(inode, file);
}

static int virtio_lamp_release(struct inode *inode, struct file *file)
{
	struct virtio_lamp_reader *reader = file->private_data;
	struct virtio_lamp *lamp = reader->lamp;
	struct virtio_lamp_event_node *node, *next;

	spin_lock_irq(&lamp->lock);
	list_del(&reader->node);
	spin_unlock_irq(&lamp->lock);

	list_for_each_entry_safe(node, next, &reader->events, node)
		kfree(node);
	kfree(reader);
	kref_put(&lamp->ref, virtio_lamp_free);
	return 0;
}

/* What poll() says. After EPOLLHUP nothing comes any more. */
static __poll_t virtio_lamp_state(struct virtio_lamp_reader *reader)
{
	struct virtio_lamp *lamp = reader->lamp;
	__poll_t mask = 0;

	spin_lock_irq(&lamp->lock);
	if (reader->count || test_bit(0, &reader->lost))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (!lamp->live || lamp->broken)
		mask |= EPOLLHUP | EPOLLERR;
	spin_unlock_irq(&lamp->lock);
	return mask;
}

/*
 * Takes the oldest event if it fits into `room` bytes. -EAGAIN: there is none.
 */
static int virtio_lamp_next(struct virtio_lamp_reader *reader, size_t room,
			    struct virtio_lamp_event_node **node)
{
	struct virtio_lamp *lamp = reader->lamp;
	int ret = 0;

	spin_lock_irq(&lamp->lock);
	*node = list_first_entry_or_null(&reader->events,
					 struct virtio_lamp_event_node, node);
	if (!*node && !lamp->live)
		ret = -ENODEV;
	else if (!*node && lamp->broken)
		ret = -EIO;
	else if (!*node)
		ret = -EAGAIN;
	else if ((*node)->length > room)
		ret = -EINVAL;
	if (!ret) {
		list_del(&(*node)->node);
		reader->count--;
	}
	spin_unlock_irq(&lamp->lock);
	return ret;
}

/* As many whole events as there are and fit. */
static ssize_t virtio_lamp_copy(struct virtio_lamp_reader *reader,
				char __user *to, size_t size)
{
	struct virtio_lamp_event_node *node;
	size_t done = 0;
	int ret;

	if (test_and_clear_bit(0, &reader->lost))
		return -ENOBUFS;
	do {
		ret = virtio_lamp_next(reader, size - done, &node);
		if (ret)
			break;
		if (copy_to_user(to + done, node->bytes, node->length))
			ret = -EFAULT;
		else
			done += node->length;
		kfree(node);
	} while (!ret);
	return done ? done : ret;
}

static ssize_t virtio_lamp_read(struct file *file, char __user *to, size_t size,
				loff_t *pos)
{
	struct virtio_lamp_reader *reader = file->private_data;
	struct virtio_lamp *lamp = reader->lamp;
	ssize_t ret;

	if (!(lamp->features & BIT_ULL(VIRTIO_LAMP_F_MOTION)))
		return -EOPNOTSUPP;
	for (;;) {
		ret = virtio_lamp_copy(reader, to, size);
		if (ret != -EAGAIN || file->f_flags & O_NONBLOCK)
			return ret;
		if (wait_event_freezable(lamp->arrived,
					 virtio_lamp_state(reader)))
			return -ERESTARTSYS;
	}
}

static __poll_t virtio_lamp_poll(struct file *file, poll_table *wait)
{
	struct virtio_lamp_reader *reader = file->private_data;

	poll_wait(file, &reader->lamp->arrived, wait);
	return virtio_lamp_state(reader);
}

static const struct file_operations virtio_lamp_fops = {
	.owner		= THIS_MODULE,
	.open		= virtio_lamp_open,
	.release	= virtio_lamp_release,
	.read		= virtio_lamp_read,
	.poll		= virtio_lamp_poll,
	.unlocked_ioctl	= virtio_lamp_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};

/* Configuration, in sysfs. The files go before the device does. */

static struct virtio_lamp *virtio_lamp_of(struct device *dev)
{
	struct miscdevice *misc = dev_get_drvdata(dev);

	return container_of(misc, struct virtio_lamp, misc);
}

static ssize_t max_level_show(struct device *dev, struct device_attribute *attr,
			      char *buf)
{
	u16 value;

	virtio_cread_le(virtio_lamp_of(dev)->vdev, struct virtio_lamp_config,
			max_level, &value);
	return sysfs_emit(buf, "%u\n", value);
}
static DEVICE_ATTR_RO(max_level);

static ssize_t range_mm_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	u16 value;

	virtio_cread_le(virtio_lamp_of(dev)->vdev, struct virtio_lamp_config,
			range_mm, &value);
	return sysfs_emit(buf, "%u\n", value);
}
static DEVICE_ATTR_RO(range_mm);

static ssize_t serial_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	u8 value[16] = {};

	virtio_cread_bytes(virtio_lamp_of(dev)->vdev,
			   offsetof(struct virtio_lamp_config, serial), value,
			   sizeof(value));
	return sysfs_emit(buf, "%*phN\n", (int)sizeof(value), value);
}
static DEVICE_ATTR_RO(serial);

static struct attribute *virtio_lamp_attrs[] = {
	&dev_attr_max_level.attr,
	&dev_attr_range_mm.attr,
	&dev_attr_serial.attr,
	NULL
};

/* A field is there if its feature is offered: all that are, are accepted. */
static umode_t virtio_lamp_attr_visible(struct kobject *kobj,
					struct attribute *attr, int index)
{
	struct virtio_lamp *lamp = virtio_lamp_of(kobj_to_dev(kobj));

	if (attr == &dev_attr_range_mm.attr &&
	    !(lamp->features & BIT_ULL(VIRTIO_LAMP_F_MOTION)))
		return 0;
	return attr->mode;
}

static const struct attribute_group virtio_lamp_group = {
	.name		= "config",
	.attrs		= virtio_lamp_attrs,
	.is_visible	= virtio_lamp_attr_visible,
};
__ATTRIBUTE_GROUPS(virtio_lamp);

/* Tells who poll()s the file of a field that may change, and udev. */
static void virtio_lamp_config_work(struct work_struct *work)
{
	struct virtio_lamp *lamp = container_of(work, struct virtio_lamp,
						config_work);
	struct kobject *kobj = &lamp->misc.this_device->kobj;
	struct virtio_device *vdev = lamp->vdev;

	if (vdev->config->get_status(vdev) & VIRTIO_CONFIG_S_NEEDS_RESET) {
		spin_lock_irq(&lamp->lock);
		virtio_lamp_break(lamp, "the device needs a reset");
		spin_unlock_irq(&lamp->lock);
	}
	sysfs_notify(kobj, "config", "max_level");
	kobject_uevent(kobj, KOBJ_CHANGE);
}

/* The core holds notifications back before probe and from remove on. */
static void virtio_lamp_config_changed(struct virtio_device *vdev)
{
	struct virtio_lamp *lamp = vdev->priv;

	schedule_work(&lamp->config_work);
}

/* The device's life. */

/* A virtqueue that is not negotiated has no name and is left out. */
static int virtio_lamp_find_vqs(struct virtio_lamp *lamp)
{
	struct virtqueue_info info[VIRTIO_LAMP_VQS] = {};
	unsigned int count = 0;

	info[VIRTIO_LAMP_VQ_REQUESTS].name = "requests";
	info[VIRTIO_LAMP_VQ_REQUESTS].callback = virtio_lamp_requests_used;
	count = VIRTIO_LAMP_VQ_REQUESTS + 1;
	if (lamp->features & BIT_ULL(VIRTIO_LAMP_F_MOTION)) {
		info[VIRTIO_LAMP_VQ_EVENTS].name = "events";
		info[VIRTIO_LAMP_VQ_EVENTS].callback = virtio_lamp_events_used;
		count = VIRTIO_LAMP_VQ_EVENTS + 1;
	}
	return virtio_find_vqs(lamp->vdev, count, lamp->vqs, info, NULL);
}

static void virtio_lamp_drop_calls(struct virtqueue *vq)
{
	struct virtio_lamp_call *call;

	while (vq && (call = virtqueue_detach_unused_buf(vq)))
		virtio_lamp_call_put(call);
}

static void virtio_lamp_drop_events(struct virtqueue *vq)
{
	void *buffer;

	while (vq && (buffer = virtqueue_detach_unused_buf(vq)))
		kfree(buffer);
}

/* Takes everything back from a device that was reset. */
static void virtio_lamp_drop(struct virtio_lamp *lamp)
{
	virtio_lamp_drop_calls(lamp->vqs[VIRTIO_LAMP_VQ_REQUESTS]);
	virtio_lamp_drop_events(lamp->vqs[VIRTIO_LAMP_VQ_EVENTS]);
	lamp->vdev->config->del_vqs(lamp->vdev);
	memset(lamp->vqs, 0, sizeof(lamp->vqs));
}

/*
 * Ends what is on its way with `result`, and takes everything from the device.
 * It has nothing when it was frozen and could not be restored.
 */
static void virtio_lamp_stop(struct virtio_lamp *lamp, int result)
{
	bool live;

	spin_lock_irq(&lamp->lock);
	live = lamp->live;
	lamp->live = false;
	virtio_lamp_end_all(lamp, result);
	spin_unlock_irq(&lamp->lock);

	virtio_reset_device(lamp->vdev);
	if (live)
		virtio_lamp_drop(lamp);
}

/* A request takes two descriptors: with fewer it would wait for ever. */
static bool virtio_lamp_fits(struct virtqueue *vq)
{
	return !vq || virtqueue_get_vring_size(vq) >= 2;
}

static int virtio_lamp_start(struct virtio_lamp *lamp)
{
	int ret;

	ret = virtio_lamp_find_vqs(lamp);
	if (ret)
		return ret;

	spin_lock_irq(&lamp->lock);
	lamp->broken = false;
	lamp->live = true;
	spin_unlock_irq(&lamp->lock);
	virtio_device_ready(lamp->vdev);

	if (!virtio_lamp_fits(lamp->vqs[VIRTIO_LAMP_VQ_REQUESTS]))
		ret = -EINVAL;
	if (!ret)
		ret = virtio_lamp_fill(lamp, lamp->vqs[VIRTIO_LAMP_VQ_EVENTS]);
	if (ret)
		virtio_lamp_stop(lamp, ret);
	return ret;
}

static struct virtio_lamp *virtio_lamp_new(struct virtio_device *vdev)
{
	struct virtio_lamp *lamp = kzalloc(sizeof(*lamp), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!lamp)
		return ERR_PTR(-ENOMEM);
	lamp->event = kmalloc(VIRTIO_LAMP_EVENT_ROOM, GFP_KERNEL);
	if (!lamp->event)
		goto free;
	ret = ida_alloc(&virtio_lamp_ida, GFP_KERNEL);
	if (ret < 0)
		goto free;

	lamp->id = ret;
	lamp->vdev = vdev;
	lamp->features = vdev->features;
	get_device(&vdev->dev);
	kref_init(&lamp->ref);
	spin_lock_init(&lamp->lock);
	INIT_WORK(&lamp->config_work, virtio_lamp_config_work);
	init_waitqueue_head(&lamp->room);
	INIT_LIST_HEAD(&lamp->calls);
	init_waitqueue_head(&lamp->arrived);
	INIT_LIST_HEAD(&lamp->readers);
	snprintf(lamp->name, sizeof(lamp->name), "lamp%d", lamp->id);
	lamp->misc.minor = MISC_DYNAMIC_MINOR;
	lamp->misc.name = lamp->name;
	lamp->misc.fops = &virtio_lamp_fops;
	lamp->misc.parent = &vdev->dev;
	lamp->misc.groups = virtio_lamp_groups;
	return lamp;

free:
	kfree(lamp->event);
	kfree(lamp);
	return ERR_PTR(ret);
}

static int virtio_lamp_probe(struct virtio_device *vdev)
{
	struct virtio_lamp *lamp;
	int ret;

	lamp = virtio_lamp_new(vdev);
	if (IS_ERR(lamp))
		return PTR_ERR(lamp);
	vdev->priv = lamp;
	ret = virtio_lamp_start(lamp);
	if (ret)
		goto put;
	ret = misc_register(&lamp->misc);
	if (ret)
		goto stop;
	return 0;

stop:
	virtio_lamp_stop(lamp, -ENODEV);
put:
	kref_put(&lamp->ref, virtio_lamp_free);
	return ret;
}

/* Also when the device is gone already. Open files stay, and get ENODEV. */
static void virtio_lamp_remove(struct virtio_device *vdev)
{
	struct virtio_lamp *lamp = vdev->priv;

	cancel_work_sync(&lamp->config_work);
	misc_deregister(&lamp->misc);
	virtio_lamp_stop(lamp, -ENODEV);
	kref_put(&lamp->ref, virtio_lamp_free);
}

#ifdef CONFIG_PM_SLEEP
/* The device forgets everything: what is on its way ends with ECANCELED. */
static int virtio_lamp_freeze(struct virtio_device *vdev)
{
	struct virtio_lamp *lamp = vdev->priv;

	cancel_work_sync(&lamp->config_work);
	virtio_lamp_stop(lamp, -ECANCELED);
	return 0;
}

static int virtio_lamp_restore(struct virtio_device *vdev)
{
	return virtio_lamp_start(vdev->priv);
}
#endif

static int virtio_lamp_validate(struct virtio_device *vdev)
{
	if (!virtio_has_feature(vdev, VIRTIO_F_VERSION_1))
		return -ENODEV;
	return 0;
}

static const struct virtio_device_id virtio_lamp_ids[] = {
	{ VIRTIO_ID_LAMP, VIRTIO_DEV_ANY_ID },
	{ }
};
MODULE_DEVICE_TABLE(virtio, virtio_lamp_ids);

static const unsigned int virtio_lamp_features[] = {
	VIRTIO_LAMP_F_MOTION,
	VIRTIO_LAMP_F_SCENES,
};

static struct virtio_driver virtio_lamp_driver = {
	.driver.name		= KBUILD_MODNAME,
	.id_table		= virtio_lamp_ids,
	.feature_table		= virtio_lamp_features,
	.feature_table_size	= ARRAY_SIZE(virtio_lamp_features),
	.validate		= virtio_lamp_validate,
	.probe			= virtio_lamp_probe,
	.remove			= virtio_lamp_remove,
	.config_changed		= virtio_lamp_config_changed,
#ifdef CONFIG_PM_SLEEP
	.freeze			= virtio_lamp_freeze,
	.restore		= virtio_lamp_restore,
#endif
};
module_virtio_driver(virtio_lamp_driver);

MODULE_DESCRIPTION("Driver of the virtio lamp device");
MODULE_LICENSE("GPL");

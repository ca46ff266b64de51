/* SPDX-License-Identifier: BSD-3-Clause */
/* The socket that front ends connect to. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server.h"

static int stream(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	return fd < 0 ? -errno : fd;
}

/* A socket file that a server left when it died: nobody answers there. */
static bool stale(const struct sockaddr_un *address)
{
	struct stat file;
	bool refused;
	int fd;

	if (lstat(address->sun_path, &file) < 0 || !S_ISSOCK(file.st_mode))
		return false;
	fd = stream();
	if (fd < 0)
		return false;
	refused = connect(fd, (const struct sockaddr *)address, sizeof(*address)) < 0 &&
	          errno == ECONNREFUSED;
	close(fd);
	return refused;
}

static int bind_to(int fd, const struct sockaddr_un *address)
{
	const struct sockaddr *to = (const struct sockaddr *)address;

	if (bind(fd, to, sizeof(*address)) == 0)
		return 0;
	if (errno != EADDRINUSE)
		return -errno;
	if (!stale(address))
		return -EADDRINUSE;
	if (unlink(address->sun_path) < 0)
		return -errno;
	return bind(fd, to, sizeof(*address)) < 0 ? -errno : 0;
}

static int open_socket(struct vhu_listener *listener)
{
	struct stat file;
	int r = bind_to(listener->socket, &listener->address);

	if (r < 0)
		return r;
	if (listen(listener->socket, SOMAXCONN) < 0)
		return -errno;
	if (stat(listener->address.sun_path, &file) < 0)
		return -errno;
	listener->device = file.st_dev;
	listener->inode = file.st_ino;
	return 0;
}

static void close_all(struct vhu_listener *listener)
{
	close(listener->socket);
	if (listener->spare >= 0)
		close(listener->spare);
	listener->socket = listener->spare = -1;
}

int vhu_listen(struct vhu_listener *listener, const char *path)
{
	int r;

	memset(listener, 0, sizeof(*listener));
	listener->socket = listener->spare = -1;
	if (!*path || strlen(path) >= sizeof(listener->address.sun_path))
		return -ENAMETOOLONG;
	listener->address.sun_family = AF_UNIX;
	strcpy(listener->address.sun_path, path);
	r = stream();
	if (r < 0)
		return r;
	listener->socket = r;
	listener->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
	r = open_socket(listener);
	if (r < 0)
		close_all(listener);
	return r;
}

/* Somebody may have put another file in the place of ours: that one stays. */
void vhu_unlisten(struct vhu_listener *listener)
{
	struct stat file;

	if (listener->socket < 0)
		return;
	close_all(listener);
	if (lstat(listener->address.sun_path, &file) == 0 &&
	    file.st_dev == listener->device && file.st_ino == listener->inode)
		unlink(listener->address.sun_path);
}

/*
 * One that there is no descriptor for would be there, and be refused, at every
 * turn: it is let in with the spare one and sent away.
 */
int vhu_accept(struct vhu_listener *listener)
{
	const int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
	int fd = accept4(listener->socket, NULL, NULL, flags);

	if (fd >= 0 || (errno != EMFILE && errno != ENFILE) || listener->spare < 0)
		return fd;
	close(listener->spare);
	fd = accept4(listener->socket, NULL, NULL, flags);
	if (fd >= 0)
		close(fd);
	listener->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return -1;
}

// SPDX-License-Identifier: BSD-3-Clause
/*
 * init - the first process of a guest: mounts, modules, one command, power off
 *
 * The kernel's command line names the channels to the host as VQS_OUT, VQS_ERR and
 * VQS_RESULT (the kernel puts what it doesn't know into our environment); supervise.c
 * reads the other ends. What to do stands in files of the guest's root:
 *
 *	/guest/mounts   "SOURCE TARGET ro|rw" a line: directories of the host (hostfs)
 *	/guest/modules  "FILE [PARAMETER=VALUE...]" a line, in the order of loading
 *	/guest/command  what /bin/sh runs
 *	/guest/shell    exists when a person sits at the other end: a controlling terminal
 *
 * The result is one line, "exit STATUS" or "error WHAT".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct channels {
	int out, err, result;
};

static void power_off(void)
{
	sync();
	reboot(RB_POWER_OFF);
	_exit(0);
}

static void tell(int fd, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vdprintf(fd, format, arguments);
	va_end(arguments);
	tcdrain(fd);
}

#define fail(channels, ...)                                                              \
	do {                                                                             \
		tell((channels)->result, "error " __VA_ARGS__);                          \
		power_off();                                                             \
	} while (0)

static int open_channel(const char *variable, bool raw)
{
	const char *path = getenv(variable);
	struct termios modes;
	int fd = open(path ? path : "/dev/console", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0 && raw && tcgetattr(fd, &modes) == 0) {
		cfmakeraw(&modes);
		tcsetattr(fd, TCSANOW, &modes);
	}
	return fd;
}

static void mount_system(void)
{
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	if (access("/dev/null", F_OK))
		mount("dev", "/dev", "devtmpfs", 0, NULL);
	mkdir("/dev/pts", 0755);
	mkdir("/dev/shm", 01777);
	mount("devpts", "/dev/pts", "devpts", 0, "ptmxmode=0666");
	mount("shm", "/dev/shm", "tmpfs", 0, NULL);
	mount("tmp", "/tmp", "tmpfs", 0, "mode=1777");
	mount("run", "/run", "tmpfs", 0, "mode=0755");
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	symlink("/proc/self/fd", "/dev/fd");
}

static void loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return;
	ioctl(fd, SIOCSIFFLAGS, &request);
	close(fd);
}

/* Cuts the line at white space: the words before it stand in words[], "" when missing. */
static void split(char *line, char *words[3])
{
	char *rest = line;
	int i;

	line[strcspn(line, "\n")] = 0;
	for (i = 0; i < 3; i++) {
		words[i] = rest;
		rest += strcspn(rest, " ");
		if (*rest)
			*rest++ = 0;
	}
}

static void mount_shares(const struct channels *channels)
{
	char line[8192], *words[3];
	FILE *file = fopen("/guest/mounts", "re");

	while (file && fgets(line, sizeof(line), file)) {
		split(line, words);
		if (mount("host", words[1], "hostfs",
		          strcmp(words[2], "ro") ? 0 : MS_RDONLY, words[0]))
			fail(channels, "cannot mount %s of the host on %s: %s\n",
			     words[0], words[1], strerror(errno));
	}
	if (file)
		fclose(file);
}

static void load_module(const struct channels *channels, char *line)
{
	char *parameters;
	int fd;

	line[strcspn(line, "\n")] = 0;
	parameters = line + strcspn(line, " ");
	if (*parameters)
		*parameters++ = 0;
	fd = open(line, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || (syscall(SYS_finit_module, fd, parameters, 0) && errno != EEXIST))
		fail(channels,
		     "cannot load the module %s: %s; dmesg may say more (--trace)\n",
		     line, strerror(errno));
	close(fd);
}

static void load_modules(const struct channels *channels)
{
	char line[4096];
	FILE *file = fopen("/guest/modules", "re");

	while (file && fgets(line, sizeof(line), file))
		load_module(channels, line);
	if (file)
		fclose(file);
}

/* The command in the child: never returns. */
static void command(const struct channels *channels, bool shell)
{
	setsid();
	if (shell)
		ioctl(channels->out, TIOCSCTTY, 0);
	dup2(shell ? channels->out : open("/dev/null", O_RDONLY), STDIN_FILENO);
	dup2(channels->out, STDOUT_FILENO);
	dup2(shell ? channels->out : channels->err, STDERR_FILENO);
	unsetenv("VQS_OUT");
	unsetenv("VQS_ERR");
	unsetenv("VQS_RESULT");
	setenv("PATH", "/usr/bin:/usr/sbin:/bin:/sbin", 1);
	setenv("HOME", "/root", 1);
	setenv("PS1", "guest# ", 1);
	if (chdir("/root"))
		chdir("/");
	execl("/bin/sh", "sh", "/guest/command", (char *)NULL);
	_exit(127);
}

/* Takes the exit status of the child if it has ended, and on the way the orphans. */
static bool ended(pid_t child, int *status)
{
	pid_t pid;

	while ((pid = waitpid(-1, status, WNOHANG)) > 0)
		if (pid == child)
			return true;
	if (pid == 0 || errno != ECHILD)
		return false;
	*status = 125 << 8; /* cannot be: it was ours */
	return true;
}

static void write_all(int fd, const char *data, size_t length)
{
	while (length) {
		ssize_t n = write(fd, data, length);

		if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			data += n;
			length -= (size_t)n;
		}
	}
}

/* Passes on what there is; -1 instead of the descriptor when there will be no more. */
static int pump(int from, int to)
{
	static char data[16384];
	ssize_t n;

	while ((n = read(from, data, sizeof(data))) > 0)
		write_all(to, data, (size_t)n);
	if (n == 0)
		return -1;
	return from;
}

/*
 * Forks, and when there are too many threads tries again for a while: the kernel's own
 * start leaves hundreds that are about to go, more than a guest with little memory may
 * have.
 */
static pid_t patient_fork(void)
{
	const struct timespec pause = { .tv_nsec = 10000000 };
	int tries;

	for (tries = 0; tries < 500; tries++) {
		pid_t child = fork();

		if (child >= 0 || errno != EAGAIN)
			return child;
		nanosleep(&pause, NULL);
	}
	return -1;
}

/*
 * A program that writes to a pipe does so in blocks, where a terminal would get each line
 * for itself, at the price of a system call that is dear in a guest. So the command gets
 * pipes. What it leaves in the background keeps them open: the end of the command is the
 * end.
 */
static int run_piped(const struct channels *channels)
{
	static const struct timespec safety = { .tv_sec = 1 };
	struct pollfd wait[2] = { { .events = POLLIN }, { .events = POLLIN } };
	struct channels pipes;
	int out[2], err[2], status = 0;
	sigset_t none;
	pid_t child;
	bool done;

	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		fail(channels, "cannot make pipes: %s\n", strerror(errno));
	pipes = (struct channels){ .out = out[1],
		                   .err = err[1],
		                   .result = channels->result };
	child = patient_fork();
	if (child < 0)
		fail(channels, "cannot start the command: %s\n", strerror(errno));
	if (child == 0) {
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		command(&pipes, false);
	}
	close(out[1]);
	close(err[1]);
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
	wait[0].fd = out[0];
	wait[1].fd = err[0];
	sigemptyset(&none);
	do {
		done = ended(child, &status);
		if (!done)
			ppoll(wait, 2, &safety, &none);
		if (wait[0].fd >= 0)
			wait[0].fd = pump(wait[0].fd, channels->out);
		if (wait[1].fd >= 0)
			wait[1].fd = pump(wait[1].fd, channels->err);
	} while (!done);
	return status;
}

static int run_on_terminal(const struct channels *channels)
{
	pid_t child = patient_fork();
	int status = 0;

	if (child < 0)
		fail(channels, "cannot start the shell: %s\n", strerror(errno));
	if (child == 0)
		command(channels, true);
	while (!ended(child, &status))
		waitid(P_ALL, 0, &(siginfo_t){ 0 }, WEXITED | WNOWAIT);
	return status;
}

static void on_child(int number)
{
	(void)number; /* it is there to interrupt ppoll */
}

static void catch_children(void)
{
	struct sigaction action = { .sa_handler = on_child };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaction(SIGCHLD, &action, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

int main(void)
{
	struct channels channels;
	bool shell;
	int status;

	mount_system();
	shell = access("/guest/shell", F_OK) == 0;
	channels.out = open_channel("VQS_OUT", !shell);
	channels.err = open_channel("VQS_ERR", true);
	channels.result = open_channel("VQS_RESULT", true);
	mount_shares(&channels);
	loopback_up();
	load_modules(&channels);
	if (shell) {
		status = run_on_terminal(&channels);
	} else {
		catch_children();
		status = run_piped(&channels);
	}
	tcdrain(channels.out);
	tcdrain(channels.err);
	sync();
	tell(channels.result, "exit %d\n",
	     WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
	power_off();
}

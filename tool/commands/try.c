/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith try`: a real Linux with the generated driver against the built
 * device. All that it makes is in a directory of its own, which goes again.
 */
#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "built.h"
#include "process.h"
#include "runs.h"

enum { OPTION_RUN, OPTION_DEVICE, OPTION_TIMEOUT };

/* What guest/run says when this machine cannot run a guest, and we too. */
#define CANNOT_RUN 77

/* As a shell has it for what Ctrl-C has ended. */
#define INTERRUPTED 130

struct trial {
	struct places places;
	struct description description;
	char directory[64];
	char socket[80];
	pid_t device; /* 0: none runs */
};

/* ---- Cleaning up ------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *stat, int type,
                      struct FTW *walk)
{
	(void)stat;
	(void)type;
	(void)walk;
	remove(path);
	return 0;
}

static void trial_end(struct trial *trial)
{
	if (trial->device > 0)
		process_end(trial->device);
	if (*trial->directory)
		nftw(trial->directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	description_close(&trial->description);
}

/* Each of these takes seconds: whoever waits is told for what. */
static void tell(const char *what)
{
	fprintf(stderr, "vqsmith: %s\n", what);
}

/* ---- Beginning ---------------------------------------------------------------- */

static bool make_directory(struct trial *trial)
{
	const char *top = getenv("TMPDIR");

	if (!top || strlen(top) > 30)
		top = "/tmp";
	snprintf(trial->directory, sizeof(trial->directory), "%s/vqsmith-try.XXXXXX",
	         top);
	if (!mkdtemp(trial->directory)) {
		*trial->directory = '\0';
		trouble(FAILED, "cannot make a directory in %s: %s", top,
		        strerror(errno));
		return false;
	}
	snprintf(trial->socket, sizeof(trial->socket), "%s/socket", trial->directory);
	return true;
}

static enum outcome build_it(struct trial *trial, const struct arguments *arguments)
{
	struct build build = {
		.places = &trial->places,
		.description = &trial->description,
		.file = arguments->words[0],
		.directory = trial->directory,
		.parts = BUILD_MODULE,
		.quiet = true,
	};
	char source[PATH_MAX];

	if (!arguments->option[OPTION_DEVICE]) {
		if (!build_source(&build, source))
			return trouble(FAILED,
			               "there is no %s, the source of the device; "
			               "--device PROGRAM names one that is built",
			               source);
		build.parts |= BUILD_DEVICE;
	}
	tell(build.parts & BUILD_DEVICE ? "building the device and its Linux driver"
	                                : "building the Linux driver");
	return build_parts(&build);
}

static enum outcome start_device(struct trial *trial, const struct arguments *arguments)
{
	const char *program = arguments->option[OPTION_DEVICE];
	struct words words = { 0 };

	if (program)
		words_add(&words, strchr(program, '/') ? "%s" : "./%s", program);
	else
		words_add(&words, "%s/%s", trial->directory,
		          trial->description.model->label.name);
	words_add(&words, "--socket");
	words_add(&words, "%s", trial->socket);
	trial->device = process_start(&words);
	words_fini(&words);
	return trial->device > 0 ? DONE : FAILED;
}

/* ---- The guest ---------------------------------------------------------------- */

/* What the guest runs. A driver that did not bind is no end: one may look why. */
static const char bound_first[] =
        "[ -e /dev/%s0 ] || {\n"
        "	echo 'vqsmith: the driver has not bound the device: no /dev/%s0. "
        "The kernel says:'\n"
        "	dmesg | grep virtio | grep -v 'command line' | tail -n 5\n"
        "} >&2\n"
        "%s";

static void guest_words(const struct trial *trial, const struct arguments *arguments,
                        struct words *words)
{
	const char *run = arguments->option[OPTION_RUN];
	const char *name = trial->description.model->label.name;

	words_add(words, "%s/run", trial->places.guest);
	words_add(words, "--device");
	words_add(words, "%s:%u", trial->socket,
	          (unsigned int)trial->description.model->id.value);
	words_add(words, "--module");
	words_add(words, "%s/linux/virtio_%s.ko", trial->directory, name);
	words_add(words, "--file");
	words_add(words, "%s/linux/virtio_%s.h", trial->directory, name);
	if (arguments->option[OPTION_TIMEOUT]) {
		words_add(words, "--timeout");
		words_add(words, "%s", arguments->option[OPTION_TIMEOUT]);
	}
	for (int i = 1; i < arguments->count; i++)
		words_add(words, "%s", arguments->words[i]);
	words_add(words, "--run");
	words_add(words, bound_first, name, name, run ? run : ":");
	if (!run)
		words_add(words, "--shell");
}

/* What whoever gets the shell wants to know first. */
static void tell_where(const char *name)
{
	fprintf(stderr,
	        "  /dev/%s0                     the device: ioctls, read and poll of "
	        "virtio_%s.h\n"
	        "  /sys/class/misc/%s0/config/  its configuration, a file a field\n"
	        "  exit, or Ctrl-D, ends the guest\n",
	        name, name, name);
}

static int run_guest(const struct trial *trial, const struct arguments *arguments)
{
	struct words words = { 0 };
	int status;

	tell("booting Linux");
	if (!arguments->option[OPTION_RUN] && isatty(STDIN_FILENO))
		tell_where(trial->description.model->label.name);
	guest_words(trial, arguments, &words);
	status = process_run_guarded(&words);
	words_fini(&words);
	return status;
}

static enum outcome try_it(struct trial *trial, const struct arguments *arguments)
{
	enum outcome outcome = build_it(trial, arguments);
	int status;

	if (outcome == DONE && !signals_came())
		outcome = start_device(trial, arguments);
	if (signals_came())
		return trouble((enum outcome)INTERRUPTED, "interrupted");
	if (outcome != DONE)
		return outcome;
	status = run_guest(trial, arguments);
	if (status == CANNOT_RUN)
		return trouble((enum outcome)CANNOT_RUN,
		               "this machine cannot run a guest; all but try does "
		               "without");
	if (status == 0 && !process_runs(trial->device))
		return trouble(FAILED, "the device ended while the guest ran");
	return status < 0 ? FAILED : (enum outcome)status;
}

enum outcome run_try(const struct arguments *arguments)
{
	struct trial trial = { 0 };
	enum outcome outcome;

	if (!places_find(&trial.places))
		return FAILED;
	outcome = description_need(&trial.description, arguments->words[0]);
	if (outcome != DONE)
		return outcome;
	signals_hold();
	outcome = make_directory(&trial) ? try_it(&trial, arguments) : FAILED;
	trial_end(&trial);
	return outcome;
}

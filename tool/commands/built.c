/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generates and compiles what a description is made into. The compiler is
 * $CC, or cc, with $CFLAGS.
 */
#include "built.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "process.h"

static const char *name_of_type(const struct build *build)
{
	return build->description->model->label.name;
}

static enum outcome generate_into(const struct build *build, const char *kind,
                                  const char *directory)
{
	struct generated generated = { 0 };
	enum outcome outcome = description_generate(build->description,
	                                            generate_kind_find(kind), &generated);

	if (outcome == DONE)
		outcome = output_write(&generated, directory);
	generated_fini(&generated);
	return outcome;
}

/* ---- The compiler ----------------------------------------------------------- */

static void say(const struct build *build, const char *what, const char *path)
{
	if (!build->quiet) {
		printf("  %-8s %s\n", what, path);
		fflush(stdout);
	}
}

static void compiler(struct words *words)
{
	const char *program = getenv("CC"), *flags = getenv("CFLAGS");

	words_split(words, program && *program ? program : "cc");
	words_split(words, flags ? flags : "-O2 -g -Wall -Wextra");
}

/* Runs what `words` say, frees them, and judges. */
static enum outcome run(struct words *words, const char *what)
{
	int status = process_run(words);

	words_fini(words);
	if (status == 0)
		return DONE;
	return trouble(FAILED, "%s failed", what);
}

static enum outcome compile(const struct build *build, const char *source,
                            const char *object)
{
	struct words words = { 0 };

	say(build, "CC", object);
	compiler(&words);
	words_add(&words, "-I%s", build->directory);
	words_add(&words, "-I%s", build->places->include);
	words_add(&words, "-c");
	words_add(&words, "-o");
	words_add(&words, "%s", object);
	words_add(&words, "%s", source);
	return run(&words, "the compiler");
}

/* DIRECTORY/NAME_WHAT.c, which was generated. */
static enum outcome compile_generated(const struct build *build, const char *what)
{
	char source[PATH_MAX], object[PATH_MAX];

	snprintf(source, sizeof(source), "%s/%s_%s.c", build->directory,
	         name_of_type(build), what);
	snprintf(object, sizeof(object), "%s/%s_%s.o", build->directory,
	         name_of_type(build), what);
	return compile(build, source, object);
}

/* ---- The parts --------------------------------------------------------------- */

static enum outcome build_header(const struct build *build)
{
	struct words words = { 0 };
	enum outcome outcome = generate_into(build, "header", build->directory);

	if (outcome != DONE)
		return outcome;
	compiler(&words);
	words_add(&words, "-fsyntax-only");
	words_add(&words, "-xc");
	words_add(&words, "%s/virtio_%s.h", build->directory, name_of_type(build));
	say(build, "HEADER", words.list[words.count - 1]);
	return run(&words, "the header");
}

bool build_source(const struct build *build, char *path)
{
	const char *slash = strrchr(build->file, '/');
	int length = slash ? (int)(slash + 1 - build->file) : 0;

	return snprintf(path, PATH_MAX, "%.*s%s.c", length, build->file,
	                name_of_type(build)) < PATH_MAX &&
	       access(path, R_OK) == 0;
}

static enum outcome link_device(const struct build *build, const char *object)
{
	const char *name = name_of_type(build);
	struct words words = { 0 };

	compiler(&words);
	words_add(&words, "-o");
	words_add(&words, "%s/%s", build->directory, name);
	say(build, "LD", words.list[words.count - 1]);
	words_add(&words, "%s", object);
	words_add(&words, "%s/%s_device.o", build->directory, name);
	words_add(&words, "%s/%s_type.o", build->directory, name);
	words_add(&words, "%s", build->places->library);
	return run(&words, "the linker");
}

static enum outcome build_device(const struct build *build)
{
	enum outcome outcome = generate_into(build, "device", build->directory);
	char source[PATH_MAX], object[PATH_MAX];

	snprintf(object, sizeof(object), "%s/%s.o", build->directory,
	         name_of_type(build));
	if (outcome == DONE)
		outcome = compile_generated(build, "type");
	if (outcome == DONE)
		outcome = compile_generated(build, "device");
	if (outcome != DONE || !build_source(build, source))
		return outcome;
	outcome = compile(build, source, object);
	return outcome == DONE ? link_device(build, object) : outcome;
}

static enum outcome build_driver(const struct build *build)
{
	const char *name = name_of_type(build);
	enum outcome outcome = generate_into(build, "driver", build->directory);
	struct words words = { 0 };

	if (outcome == DONE && !(build->parts & BUILD_DEVICE))
		outcome = compile_generated(build, "type");
	if (outcome == DONE)
		outcome = compile_generated(build, "driver");
	if (outcome != DONE)
		return outcome;
	words_add(&words, "ar");
	words_add(&words, "rcs");
	words_add(&words, "%s/lib%s_driver.a", build->directory, name);
	say(build, "AR", words.list[words.count - 1]);
	words_add(&words, "%s/%s_driver.o", build->directory, name);
	words_add(&words, "%s/%s_type.o", build->directory, name);
	return run(&words, "ar");
}

static enum outcome build_module(const struct build *build)
{
	char directory[PATH_MAX];
	struct words words = { 0 };
	enum outcome outcome;

	snprintf(directory, sizeof(directory), "%s/linux", build->directory);
	outcome = generate_into(build, "header", directory);
	if (outcome == DONE)
		outcome = generate_into(build, "linux", directory);
	if (outcome != DONE)
		return outcome;
	words_add(&words, "%s/build-module", build->places->guest);
	words_add(&words, "%s", directory);
	if (!build->quiet)
		printf("  %-8s %s/virtio_%s.ko\n", "MODULE", directory,
		       name_of_type(build));
	fflush(stdout);
	return run(&words, "building the kernel module");
}

enum outcome build_parts(const struct build *build)
{
	static enum outcome (*const each[])(const struct build *) = {
		build_header,
		build_device,
		build_driver,
		build_module,
	};
	enum outcome outcome = output_directory(build->directory);

	for (unsigned int i = 0; i < sizeof(each) / sizeof(*each); i++)
		if (outcome == DONE && (build->parts & 1u << i))
			outcome = each[i](build);
	return outcome;
}

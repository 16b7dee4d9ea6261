#include "cli/bulk_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/bulk_resume.h"
#include "cli/bulk_settings.h"
#include "report/row.h"

enum {
	EXIT_USAGE = 1,
	EXIT_INTERNAL = 10,
	FAULT_MAX = 256,
	FILE_MODE = 0666,
};

bool bulk_file_tells_lines(const struct bulk_settings *settings)
{
	const struct bulk_options *bulk = &settings->bulk;

	return settings->output != NULL &&
	       (bulk->format->has_line || bulk->is_numbered || bulk->is_ordered);
}

int bulk_file_check(const struct bulk_settings *settings)
{
	const struct bulk_options *bulk = &settings->bulk;

	if (!settings->is_resumed)
		return -1;
	if (settings->output == NULL) {
		log_error("bulk: \"--resume\" wants \"-o FILE\"");
		return EXIT_USAGE;
	}
	if (!bulk_file_tells_lines(settings)) {
		log_error("bulk: rows of %s do not tell their lines: \"--resume\" wants "
			  "\"--ids\" or \"--ordered\"",
			  bulk->format->entry.name);
		return EXIT_USAGE;
	}
	return -1;
}

/* Says why when it cannot: -1 to go on, else the exit code. */
static int resume_file(struct bulk_settings *settings, int file)
{
	const struct bulk_resume_form form = { .format = settings->bulk.format,
					       .is_numbered = settings->bulk.is_numbered,
					       .is_ordered = settings->bulk.is_ordered };
	char sentence[FAULT_MAX];
	struct text fault;
	enum err err;

	text_init(&fault, sentence, sizeof(sentence));
	err = bulk_resume_new(settings->arena, file, &form, &settings->bulk.resume,
			      &fault);
	if (err == ERR_SYNTAX) {
		log_error("bulk: \"%s\" cannot be resumed: %s", settings->output,
			  sentence);
		return EXIT_USAGE;
	}
	if (err != ERR_OK ||
	    ftruncate(file, (off_t)bulk_resume_size(settings->bulk.resume)) != 0 ||
	    lseek(file, 0, SEEK_END) < 0) {
		log_error("bulk: \"%s\" cannot be resumed: %s", settings->output,
			  strerror(errno));
		return EXIT_INTERNAL;
	}
	return -1;
}

/* A regular file has one writer at a time. */
static int take_file(struct bulk_settings *settings, int file)
{
	struct stat status;

	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
		if (flock(file, LOCK_EX | LOCK_NB) != 0) {
			log_error("bulk: another run writes to \"%s\"", settings->output);
			return EXIT_USAGE;
		}
		if (settings->is_resumed)
			return resume_file(settings, file);
		if (ftruncate(file, 0) == 0)
			return -1;
	} else if (!settings->is_resumed) {
		return -1;
	} else {
		log_error("bulk: \"%s\" is no file that can be resumed",
			  settings->output);
		return EXIT_USAGE;
	}
	log_error("bulk: \"%s\" cannot be written: %s", settings->output,
		  strerror(errno));
	return EXIT_INTERNAL;
}

int bulk_file_open(struct bulk_settings *settings, FILE **out_file)
{
	int flags = O_CREAT | O_CLOEXEC | (settings->is_resumed ? O_RDWR : O_WRONLY);
	int file;
	int code;

	*out_file = stdout;
	if (settings->output == NULL)
		return -1;
	file = open(settings->output, flags, FILE_MODE);
	*out_file = file < 0 ? NULL : fdopen(file, settings->is_resumed ? "r+" : "w");
	if (*out_file == NULL) {
		log_error("bulk: \"%s\" cannot be written: %s", settings->output,
			  strerror(errno));
		return EXIT_USAGE;
	}
	code = take_file(settings, file);
	if (code >= 0)
		(void)fclose(*out_file);
	return code;
}

#include <string.h>

#include "base/arena.h"
#include "declare/source.h"
#include "declare/yaml_reader.h"

struct place yaml_event_place(const struct yaml_reader *reader)
{
	return (struct place){ reader->source->path,
			       (unsigned)reader->event.start_mark.line + 1,
			       (unsigned)reader->event.start_mark.column + 1 };
}

void yaml_event_drop(struct yaml_reader *reader)
{
	if (reader->has_event)
		yaml_event_delete(&reader->event);
	reader->has_event = false;
}

/* Moves on to the next event.  Errors: ERR_FAULTS, recorded. */
enum err yaml_event_next(struct yaml_reader *reader)
{
	yaml_event_drop(reader);
	if (yaml_parser_parse(&reader->parser, &reader->event)) {
		reader->has_event = true;
		return ERR_OK;
	}
	if (reader->parser.error == YAML_MEMORY_ERROR)
		arena_exhausted();
	yaml_fault_add(reader);
	return ERR_FAULTS;
}

enum err yaml_event_refuse(const struct yaml_reader *reader, const char *sentence)
{
	faults_add(reader->faults, yaml_event_place(reader), "%s", sentence);
	return ERR_FAULTS;
}

const char *yaml_event_anchor(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return (const char *)event->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return (const char *)event->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return (const char *)event->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

const char *yaml_event_tag(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return (const char *)event->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return (const char *)event->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return (const char *)event->data.mapping_start.tag;
	default:
		return NULL;
	}
}

bool yaml_event_is_known_tag(const char *tag)
{
	static const char *const known[] = { "!",
					     YAML_STR_TAG,
					     YAML_INT_TAG,
					     YAML_FLOAT_TAG,
					     YAML_BOOL_TAG,
					     YAML_NULL_TAG,
					     YAML_SEQ_TAG,
					     YAML_MAP_TAG,
					     "tag:yaml.org,2002:merge" };

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (strcmp(tag, known[i]) == 0)
			return true;
	}
	return false;
}

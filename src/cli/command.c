#include "cli/command.h"

#include "base/attr.h"

static const struct entry *const entries[] = {
#define COMMAND(name) &command_##name.entry,
#include "cli/commands.def"
#undef COMMAND
};

const struct registry command_registry = { "command", entries, ARRAY_LEN(entries) };

const struct command *command_find(const char *name)
{
	return (const struct command *)registry_find(&command_registry, str_of(name));
}

/* Names from the wire and from text: whatever can be read is printed, read back and sent alike. */
#include <string.h>

#include "base/text.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/name.h"
#include "fuzz.h"

static void check_operations(struct name name)
{
	struct name suffix = name;
	unsigned labels = name_label_count(name);

	FUZZ_CHECK(name_is_valid(name.wire, name.size));
	FUZZ_CHECK(name_equal(name, name) && name_compare(name, name) == 0);
	for (unsigned count = labels; count > 0; count--) {
		FUZZ_CHECK(name_label_count(suffix) == count);
		FUZZ_CHECK(name_is_below(name, suffix));
		suffix = name_parent(suffix);
		FUZZ_CHECK(name_compare(name, suffix) > 0);
		FUZZ_CHECK(name_equal(name_suffix(name, count - 1), suffix));
	}
	FUZZ_CHECK(name_is_root(suffix));
}

static void check_text(struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text text;
	struct name_buffer back;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	FUZZ_CHECK(text.err == ERR_OK);
	FUZZ_CHECK(name_parse(text_str(&text), NULL, &back, NULL) == ERR_OK);
	FUZZ_CHECK(back.size == name.size &&
		   memcmp(back.wire, name.wire, name.size) == 0);
}

static void check_query(struct name name)
{
	struct build_query query = { .qname = name, .qtype = 1, .qclass = 1 };
	uint8_t wire[BUILD_SIZE_MAX];
	size_t size;

	FUZZ_CHECK(build_message(&query, wire, sizeof(wire), &size) == ERR_OK);
	FUZZ_CHECK(message_has_question(wire, size, name, 1, 1, true));
}

static void check_name(struct name name)
{
	check_operations(name);
	check_text(name);
	check_query(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct name_buffer name;
	size_t end;

	for (size_t offset = 0; offset < size && offset < 512; offset++) {
		const char *fault = name_read_fault(data, size, offset, &end);

		FUZZ_CHECK((name_read(data, size, offset, &name, &end) == ERR_OK) ==
			   (fault == NULL));
		if (fault != NULL)
			continue;
		FUZZ_CHECK(end > offset && end <= size);
		FUZZ_CHECK(name_equal_wire(data, size, offset, name_of(&name)));
		if (offset < 32)
			check_name(name_of(&name));
	}
	if (name_parse(str_make((const char *)data, size), NULL, &name, NULL) == ERR_OK)
		check_name(name_of(&name));
	if (name_is_valid(data, size)) {
		FUZZ_CHECK(name_read(data, size, 0, &name, &end) == ERR_OK &&
			   end == size);
	}
	return 0;
}

#include "check/values.h"

#include <arpa/inet.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/num.h"
#include "declare/declaration.h"
#include "dns/rdata.h"
#include "dns/type.h"

static bool read_range(struct arena *arena, uint16_t type, struct str text,
		       struct expected_range *out_range)
{
	struct expected_range range = { .prefix = 0 };
	struct str rest = text;
	struct str address = str_cut(&rest, '/');
	uint32_t prefix;

	if (rest.data == NULL || (type != TYPE_A && type != TYPE_AAAA))
		return false;
	if (num_parse_u32(rest, 0, type == TYPE_A ? 32 : 128, &prefix) != ERR_OK)
		return false;
	range.prefix = (uint8_t)prefix;
	*out_range = range;
	return inet_pton(type == TYPE_A ? AF_INET : AF_INET6, str_cstr(arena, address),
			 out_range->address) == 1;
}

static bool read_value(struct arena *arena, uint16_t type, const struct schema_text *item,
		       struct faults *faults, struct rrset_rdata *out_value)
{
	const char *why = "";
	struct str wire;
	size_t room, size = 0;
	uint8_t *normal;

	if (rdata_parse(arena, type, item->text, NULL, &wire, &why) != ERR_OK) {
		faults_add(faults, item->place, "%s", why);
		return false;
	}
	room = 2 * wire.len + 2 * NAME_SIZE_MAX + 2;
	normal = arena_bytes(arena, room);
	if (rdata_normal(type, (const uint8_t *)wire.data, wire.len, 0,
			 (uint16_t)wire.len, normal, room, &size) != ERR_OK)
		return false;
	*out_value = (struct rrset_rdata){ .normal = normal,
					   .wire = (const uint8_t *)wire.data,
					   .normal_size = (uint16_t)size,
					   .wire_size = (uint16_t)wire.len };
	return true;
}

void values_read(struct arena *arena, uint16_t type, const struct schema_list *list,
		 struct faults *faults, struct expectation *out_expectation)
{
	struct rrset_rdata *values = arena_array(arena, list->count, sizeof(*values));
	struct expected_range *ranges = arena_array(arena, list->count, sizeof(*ranges));
	struct expectation_extra *extra =
		(struct expectation_extra *)(uintptr_t)out_expectation->extra;
	size_t range_count = 0;
	uint16_t count = 0;

	for (size_t i = 0; i < list->count && count < UINT16_MAX; i++) {
		if (read_range(arena, type, list->items[i].text, &ranges[range_count]))
			range_count++;
		else if (read_value(arena, type, &list->items[i], faults, &values[count]))
			count++;
	}
	out_expectation->values = values;
	out_expectation->value_count = count;
	extra->ranges = ranges;
	extra->range_count = range_count;
}

#include "declare/rdvalue_layout.h"

#include "declare/yaml.h"
#include "dns/type.h"

#define PART(index) offsetof(struct rdvalue_parts, nodes[index])

/* clang-format off */
static const struct field mx_fields[] = {
	{ .name = "preference", .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "priority",   .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "exchange",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "value",      .type = FIELD_NODE, .offset = PART(1) },
	{ 0 },
};
static const struct field srv_fields[] = {
	{ .name = "priority", .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "weight",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "port",     .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "target",   .type = FIELD_NODE, .offset = PART(3) },
	{ 0 },
};
static const struct field caa_fields[] = {
	{ .name = "flags", .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "tag",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "value", .type = FIELD_NODE, .offset = PART(2) },
	{ 0 },
};
static const struct field naptr_fields[] = {
	{ .name = "order",       .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "preference",  .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "flags",       .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "service",     .type = FIELD_NODE, .offset = PART(3) },
	{ .name = "regexp",      .type = FIELD_NODE, .offset = PART(4) },
	{ .name = "replacement", .type = FIELD_NODE, .offset = PART(5) },
	{ 0 },
};
static const struct field sshfp_fields[] = {
	{ .name = "algorithm",        .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "fingerprint_type", .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "fingerprint",      .type = FIELD_NODE, .offset = PART(2) },
	{ 0 },
};
static const struct field tlsa_fields[] = {
	{ .name = "certificate_usage",            .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "selector",                     .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "matching_type",                .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "certificate_association_data", .type = FIELD_NODE, .offset = PART(3) },
	{ 0 },
};
static const struct field ds_fields[] = {
	{ .name = "key_tag",     .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "algorithm",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "digest_type", .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "digest",      .type = FIELD_NODE, .offset = PART(3) },
	{ 0 },
};
/* octoDNS' first form of a DS had the names of a DNSKEY for the same four numbers. */
static const struct field ds_legacy_fields[] = {
	{ .name = "flags",      .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "protocol",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "algorithm",  .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "public_key", .type = FIELD_NODE, .offset = PART(3) },
	{ 0 },
};
static const struct field uri_fields[] = {
	{ .name = "priority", .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "weight",   .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "target",   .type = FIELD_NODE, .offset = PART(2) },
	{ 0 },
};
static const struct field svcb_fields[] = {
	{ .name = "svcpriority", .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "targetname",  .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "svcparams",   .type = FIELD_NODE, .offset = PART(2) },
	{ 0 },
};
static const struct field loc_fields[] = {
	{ .name = "lat_degrees",    .type = FIELD_NODE, .offset = PART(0) },
	{ .name = "lat_minutes",    .type = FIELD_NODE, .offset = PART(1) },
	{ .name = "lat_seconds",    .type = FIELD_NODE, .offset = PART(2) },
	{ .name = "lat_direction",  .type = FIELD_NODE, .offset = PART(3) },
	{ .name = "long_degrees",   .type = FIELD_NODE, .offset = PART(4) },
	{ .name = "long_minutes",   .type = FIELD_NODE, .offset = PART(5) },
	{ .name = "long_seconds",   .type = FIELD_NODE, .offset = PART(6) },
	{ .name = "long_direction", .type = FIELD_NODE, .offset = PART(7) },
	{ .name = "altitude",       .type = FIELD_NODE, .offset = PART(8) },
	{ .name = "size",           .type = FIELD_NODE, .offset = PART(9) },
	{ .name = "precision_horz", .type = FIELD_NODE, .offset = PART(10) },
	{ .name = "precision_vert", .type = FIELD_NODE, .offset = PART(11) },
	{ 0 },
};

#define PLAIN  { RDVALUE_PLAIN, NULL }
#define QUOTED { RDVALUE_QUOTED, NULL }
#define METRES(fallback) { RDVALUE_METRES, fallback }

static const struct rdvalue_layout layouts[] = {
	{ TYPE_MX,    NULL, mx_fields,    { PLAIN, PLAIN }, 2 },
	{ TYPE_SRV,   NULL, srv_fields,   { PLAIN, PLAIN, PLAIN, PLAIN }, 4 },
	{ TYPE_CAA,   NULL, caa_fields,   { { RDVALUE_PLAIN, "0" }, PLAIN, QUOTED }, 3 },
	{ TYPE_NAPTR, NULL, naptr_fields, { PLAIN, PLAIN, { RDVALUE_CAPITALS, NULL }, QUOTED, QUOTED, PLAIN }, 6 },
	{ TYPE_SSHFP, NULL, sshfp_fields, { PLAIN, PLAIN, PLAIN }, 3 },
	{ TYPE_TLSA,  NULL, tlsa_fields,  { PLAIN, PLAIN, PLAIN, PLAIN }, 4 },
	{ TYPE_DS,    "public_key", ds_legacy_fields, { PLAIN, PLAIN, PLAIN, PLAIN }, 4 },
	{ TYPE_DS,    NULL, ds_fields,    { PLAIN, PLAIN, PLAIN, PLAIN }, 4 },
	{ TYPE_URI,   NULL, uri_fields,   { PLAIN, PLAIN, QUOTED }, 3 },
	{ TYPE_SVCB,  NULL, svcb_fields,  { PLAIN, PLAIN, { RDVALUE_PARAMS, "" } }, 3 },
	{ TYPE_HTTPS, NULL, svcb_fields,  { PLAIN, PLAIN, { RDVALUE_PARAMS, "" } }, 3 },
	{ TYPE_LOC,   NULL, loc_fields,
	  { PLAIN, { RDVALUE_PLAIN, "0" }, { RDVALUE_PLAIN, "0" }, PLAIN,
	    PLAIN, { RDVALUE_PLAIN, "0" }, { RDVALUE_PLAIN, "0" }, PLAIN,
	    METRES("0"), METRES("1"), METRES("10000"), METRES("10") }, 12 },
};
/* clang-format on */

const struct rdvalue_layout *rdvalue_layout_find(uint16_t type,
						 const struct yaml_node *node)
{
	for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
		const struct rdvalue_layout *layout = &layouts[i];

		if (layout->type == type &&
		    (!layout->mark || !node ||
		     yaml_find(node, str_of(layout->mark)) != NULL))
			return layout;
	}
	return NULL;
}

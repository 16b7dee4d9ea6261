#include "query/descent_ds.h"

#include "dns/dnssec_verify.h"
#include "dns/rrset.h"

/* More keys than any zone has: a flood of equal tags must not cost a digest each. */
enum { KEYS_MAX = 64 };

static struct dnssec_bytes bytes_of(const struct rrset_rdata *rdata)
{
	return (struct dnssec_bytes){ rdata->wire, rdata->wire_size };
}

bool descent_ds_fits(struct name zone, const struct rrset_rdata *ds,
		     const struct rrset *keys)
{
	struct dnssec_ds wanted;
	struct dnssec_key key;

	if (dnssec_read_ds(bytes_of(ds), &wanted) != ERR_OK)
		return false;
	for (uint16_t i = 0; i < keys->count && i < KEYS_MAX; i++) {
		if (dnssec_read_key(bytes_of(&keys->rdata[i]), &key) == ERR_OK &&
		    key.tag == wanted.key_tag && key.algorithm == wanted.algorithm &&
		    dnssec_verify_digest(&wanted, zone, &key))
			return true;
	}
	return false;
}
